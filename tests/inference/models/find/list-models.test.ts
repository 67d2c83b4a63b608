import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Asker } from '../../../../src/main/host/host.ts'
import { findModel } from '../../../../src/main/inference/models/find/find-model.ts'
import { createFolderReader } from '../../../../src/main/inference/models/find/folder-reader.ts'
import { listModels, type Listing } from '../../../../src/main/inference/models/find/list-models.ts'
import { modelPlacesOf } from '../../../../src/main/inference/models/find/model-places.ts'
import { localHost } from '../../../host/local-host.ts'
import { modelHome, shutBelow, weights, type ModelHome } from './model-home.ts'

const placesOf = ({ home, workingFolder }: ModelHome) =>
  modelPlacesOf({}, home, workingFolder, 'darwin')

const listIn = (
  own: ModelHome,
  folders: readonly string[] = [],
  asker: Asker = localHost(),
): Promise<Listing> =>
  listModels({
    asker,
    reader: createFolderReader(asker, new Map(), () => 0),
    places: placesOf(own),
    folders,
  })

const wantedOf = ({ models }: Listing): readonly string[] => models.map(({ wanted }) => wanted)

/** One of each store. */
function fullHome(): ModelHome {
  const own = modelHome()
  own.pulled('registry.ollama.ai/library/gemma3/4b', [weights('a')])
  own.pulled('registry.ollama.ai/library/gemma3/again', [weights('a')])
  own.cached('org/Qwen-GGUF', ['Q4_K_M/qwen-Q4_K_M.gguf', 'mmproj-f16.gguf'])
  own.cached('mlx/gemma-4bit', ['config.json', 'model.safetensors'])
  own.write('Library/Caches/llama.cpp/org_name_tiny.gguf')
  own.write('.lmstudio/models/pub/repo/phi-Q8_0.gguf')
  own.write('.lmstudio/models/pub/mlx/config.json')
  own.write('.lmstudio/models/pub/mlx/model.safetensors')
  own.write('mine/x.gguf')
  return own
}

describe('every model on the disk', () => {
  test('is listed by what its program calls it, else by its path', async () => {
    const own = fullHome()
    const listing = await listIn(own, [join(own.home, 'mine')])
    expect(wantedOf(listing)).toEqual([
      'gemma3:4b',
      'gemma3:again',
      'mlx/gemma-4bit',
      'org/Qwen-GGUF/Q4_K_M/qwen-Q4_K_M.gguf',
      join(own.home, 'Library/Caches/llama.cpp/org_name_tiny.gguf'),
      'pub/mlx',
      'pub/repo/phi-Q8_0.gguf',
      join(own.home, 'mine/x.gguf'),
    ])
    const names = listing.models.map(({ name }) => name)
    expect(names.slice(2, 4)).toEqual(['mlx/gemma-4bit', 'qwen-Q4_K_M'])
  })

  test('is what is found by that', async () => {
    const own = fullHome()
    const { models } = await listIn(own, [join(own.home, 'mine')])
    for (const { wanted, path } of models)
      expect([wanted, (await findModel(localHost(), wanted, placesOf(own))).path]).toEqual([
        wanted,
        path,
      ])
  })

  test('is listed once where a folder of the user has that of a program below it', async () => {
    const own = fullHome()
    const listing = await listIn(own, [own.home, join(own.home, 'mine')])
    const fromFolders = listing.models.filter(({ source }) => source === 'folder')
    expect(fromFolders.map(({ path }) => path)).toEqual([join(own.home, 'mine/x.gguf')])
  })
})

describe('a model that is not all there', () => {
  test('is told where its download has not ended', async () => {
    const own = modelHome()
    own.write(`.ollama/models/blobs/sha256-${'b'.repeat(64)}-partial`)
    own.write(`.ollama/models/blobs/sha256-${'b'.repeat(64)}-partial-0`)
    own.cached('org/half', ['config.json'])
    own.write('.cache/huggingface/hub/models--org--half/blobs/abc.incomplete')
    own.write('.cache/huggingface/hub/models--org--gone/refs/main', 'f'.repeat(40))
    own.write(`.cache/huggingface/hub/models--org--gone/snapshots/${'e'.repeat(40)}/a.gguf`)
    own.write('.lmstudio/models/pub/repo/downloading_phi.gguf.part')
    const { models } = await listIn(own)
    expect(models.map(({ name, search }) => [name, search])).toEqual([
      [
        'a download (sha256-bbbbbbbbbbbb…)',
        { kind: 'trouble', sentence: 'its download is not complete: pull it again' },
      ],
      ['org/gone', { kind: 'trouble', sentence: 'not its newest revision: download it again' }],
      ['org/half', { kind: 'trouble', sentence: 'its download is not complete' }],
      ['downloading_phi.gguf.part', { kind: 'trouble', sentence: 'its download is not complete' }],
    ])
  })

  test('of the cloud is none on the disk', async () => {
    const own = modelHome()
    own.pulled('registry.ollama.ai/library/gpt-oss/120b-cloud', [])
    expect((await listIn(own)).models).toEqual([])
  })
})

describe('a place', () => {
  test('that is not there is told apart from one that is empty, and one of the user should be', async () => {
    const own = modelHome()
    mkdirSync(join(own.home, '.lmstudio/models'), { recursive: true })
    const { places } = await listIn(own, [join(own.home, 'nowhere')])
    const there = places.filter(({ isThere }) => isThere)
    expect(there.map(({ source, reason }) => [source, reason])).toEqual([
      ['lm-studio', null],
      ['folder', 'there is no such folder'],
    ])
  })

  test('that may not be read says so, and so does a folder in one', async () => {
    const own = fullHome()
    own.write('mine/shut/a/b.gguf')
    own.write('mine/shut/c.gguf')
    const shut = join(own.home, 'mine/shut')
    const mine = await listIn(own, [join(own.home, 'mine')], shutBelow(shut))
    expect(mine.places.at(-1)?.reason).toBe(`${shut} (permission denied) cannot be read`)
    expect(wantedOf(mine)).toContain(join(own.home, 'mine/x.gguf'))
    const hub = join(own.home, '.cache/huggingface/hub')
    const cached = await listIn(own, [], shutBelow(hub))
    expect(cached.places.find(({ path }) => path === hub)).toMatchObject({
      isThere: true,
      reason: 'permission denied',
    })
  })
})

describe('a tree that is made to keep us busy', () => {
  test('ends where links lead in a circle, and each folder counts once', async () => {
    const own = modelHome()
    own.write('mine/a/x.gguf')
    own.link('mine/a/up', '../..')
    own.link('mine/b', 'a')
    own.link('mine/self', 'self')
    const listing = await listIn(own, [join(own.home, 'mine')])
    expect(wantedOf(listing)).toEqual([join(own.home, 'mine/a/x.gguf')])
    expect(listing.places.at(-1)?.reason).toBe(
      `${join(own.home, 'mine/self')} (its links lead in a circle) cannot be read`,
    )
  })

  test('is looked through no deeper than people go', async () => {
    const own = modelHome()
    const deep = Array.from({ length: 12 }, (_, index) => `d${index}`)
    own.write(`mine/${deep.slice(0, 8).join('/')}/near.gguf`)
    own.write(`mine/${deep.join('/')}/far.gguf`)
    const { models } = await listIn(own, [join(own.home, 'mine')])
    expect(models.map(({ name }) => name)).toEqual(['near'])
  })

  test('has names that are shown without what a terminal would obey', async () => {
    const own = modelHome()
    const path = own.write('mine/\u001b[31mred\u202e.gguf')
    const { models } = await listIn(own, [join(own.home, 'mine')])
    expect(models).toMatchObject([{ name: '\ufffd[31mred\ufffd', wanted: path, path }])
  })

  test('may have more names than are looked at, and more models than are listed', async () => {
    const own = modelHome()
    mkdirSync(join(own.home, 'mine'))
    const many = Array.from({ length: 200_001 }, (_, index) => `${index}.txt`)
    const models = Array.from({ length: 6_000 }, (_, index) => `${index}.gguf`)
    const names = { value: [...models, ...many] }
    const host = localHost()
    const asker: Asker = {
      ask: (question) =>
        question.kind === 'dir' && question.path.endsWith('/mine')
          ? Promise.resolve({ kind: 'ok', value: JSON.stringify(names.value), atMs: 0, tookMs: 0 })
          : host.ask(question),
    }
    const mine = join(own.home, 'mine')
    const listing = await listIn(own, [mine], asker)
    expect(listing.models).toHaveLength(5_000)
    expect(listing.places.at(-1)?.reason).toBe(
      `${mine} has more names than are looked at: the rest was not looked at`,
    )
    names.value = models
    expect((await listIn(own, [mine], asker)).places.at(-1)?.reason).toBe(
      'more than 5000 models are there: the rest was not looked at',
    )
  })
})

test('a disk that was not there is seen when it is', async () => {
  const own = modelHome()
  own.write('mine/x.gguf')
  symlinkSync(join(own.home, 'disk'), join(own.home, 'mine/disk'))
  const asker = localHost()
  const reader = createFolderReader(asker, new Map(), () => 1e15)
  const list = (known = reader): Promise<Listing> =>
    listModels({
      asker,
      reader: known,
      places: placesOf(own),
      folders: [join(own.home, 'mine')],
    })
  expect((await list()).models).toHaveLength(1)
  own.write('disk/y.gguf')
  expect((await list(createFolderReader(asker, reader.known(), () => 1e15))).models).toHaveLength(2)
})

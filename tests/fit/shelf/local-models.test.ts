import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { roomGiven } from '../../../src/main/fit/fit-room.ts'
import { modelPlacesOf } from '../../../src/main/inference/models/find/model-places.ts'
import { writePlan } from '../fitted.ts'
import type { Model } from '../../../src/shared/server.ts'
import { gemma } from '../../shared/loaded.ts'
import { modelHome } from '../../inference/models/find/model-home.ts'
import { shelfHome, told } from './shelf-world.ts'

const modelOf = (part: Partial<Model>): Model => ({ ...gemma, ...part })
const some = 10_000_000_000

async function homeWithOne(name = 'a.gguf') {
  const own = shelfHome()
  const path = writePlan(join(own.folder, name))
  const shelf = own.shelf()
  await shelf.read('metal')
  return { ...own, path, shelf }
}

describe('a model that a server has loaded', () => {
  test('is said to be, and takes no more room', async () => {
    const { shelf, path } = await homeWithOne()
    const none = roomGiven(0)
    expect(told(shelf, none).models).toMatchObject([{ isLoaded: false, verdict: 'no' }])
    const loaded = modelOf({ name: 'something', file: path, contextTokens: 8_192 })
    expect(told(shelf, none, [loaded]).models).toMatchObject([
      { isLoaded: true, verdict: 'fits', contextTokens: 8_192, longestContextTokens: 8_192 },
    ])
  })

  test('is known by its blob in the cache of Hugging Face, and by its name in Ollama', async () => {
    const { home, cached, pulled } = modelHome()
    const snapshot = cached('org/name', ['sub/a.gguf'])
    writePlan(join(snapshot, '../../blobs/0'))
    pulled('registry.ollama.ai/library/qwen3/8b', [{ type: 'model', digest: 'a' }])
    const places = modelPlacesOf({}, home, home, 'darwin')
    const shelf = shelfHome().shelf({ places, folders: () => [] })
    await shelf.read('metal')
    const blob = join(home, '.cache/huggingface/hub/models--org--name/blobs/0')
    const loaded = [modelOf({ name: 'x', file: blob }), modelOf({ name: 'qwen3:8b', file: null })]
    expect(told(shelf, roomGiven(some), loaded).models).toMatchObject([
      { name: 'a', isLoaded: true, verdict: 'fits' },
      { name: 'qwen3:8b', isLoaded: true, verdict: 'fits', trouble: expect.any(String) },
    ])
    expect(told(shelf, roomGiven(some)).models).toMatchObject([
      { isLoaded: false },
      { isLoaded: false, verdict: 'unknown' },
    ])
  })

  test('elsewhere, or of another file, is not this one', async () => {
    const { shelf, path } = await homeWithOne()
    const others = [
      modelOf({ name: 'a', file: '/other/a.gguf' }),
      modelOf({ name: 'a', file: path, isRemote: true }),
    ]
    expect(told(shelf, roomGiven(some), others).models).toMatchObject([{ isLoaded: false }])
  })
})

describe('the list of all models', () => {
  test('is sorted as people count, and says of what room it is', async () => {
    const { folder, shelf } = await homeWithOne('Q-12B.gguf')
    writePlan(join(folder, 'q-4b.gguf'))
    writePlan(join(folder, 'A.gguf'))
    await shelf.read('metal')
    const list = told(shelf, roomGiven(some))
    expect(list.models.map(({ name }) => name)).toEqual(['A', 'q-4b', 'Q-12B'])
    expect(list).toMatchObject({
      schema: 'headroom/models/1',
      room: { roomBytes: some, of: 'the room that was given' },
    })
  })

  test('says where was looked, what was found there and what could not be read', async () => {
    const { home, folder, shelf } = await homeWithOne()
    symlinkSync('loop', join(folder, 'loop'))
    await shelf.read('metal')
    expect(
      told(shelf).places.map(({ source, path, modelCount, reason }) => [
        source,
        path.replace(home, '~'),
        modelCount,
        reason?.replace(folder, '') ?? null,
      ]),
    ).toEqual([
      ['ollama', '~/.ollama/models', 0, null],
      ['hugging-face', '~/.cache/huggingface/hub', 0, null],
      ['llama.cpp', '~/Library/Caches/llama.cpp', 0, null],
      ['lm-studio', '~/.lmstudio/models', 0, null],
      ['folder', '~/my-models', 1, '/loop (its links lead in a circle) cannot be read'],
    ])
  })

  test('has what is not read yet as not known', async () => {
    const { folder, host, shelf } = shelfHome()
    writePlan(join(folder, 'a.gguf'))
    const waiting = Promise.withResolvers<void>()
    const own = shelf({
      host: {
        ...host,
        openFile: async (path) => {
          await waiting.promise
          return host.openFile(path)
        },
      },
    })
    const reading = own.read('metal')
    while (own.seen().models.length === 0) await new Promise((done) => setImmediate(done))
    expect(told(own).models).toMatchObject([
      { name: 'a', verdict: 'unknown', trouble: null, longestContextTokens: null },
    ])
    waiting.resolve()
    await reading
    expect(told(own).models).toMatchObject([{ name: 'a', verdict: 'fits' }])
  })
})

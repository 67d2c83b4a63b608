import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createDesks } from '../../../src/main/core/desks.ts'
import { createFitDesk } from '../../../src/main/core/fit-desk.ts'
import { createGiveServerKey } from '../../../src/main/core/give-server-key.ts'
import { handle, type Caller } from '../../../src/main/core/handle.ts'
import { createPreferencesDesk } from '../../../src/main/core/preferences-desk.ts'
import { createLoginItem } from '../../../src/main/electron/login-item.ts'
import type { Question } from '../../../src/main/host/host.ts'
import { openSettings } from '../../../src/main/settings/settings-store.ts'
import type { Scope } from '../../../src/shared/contract.ts'
import type { ModelSource } from '../../../src/shared/local-models.ts'
import { placeText, shownLocalModel } from '../../../src/shared/models-text.ts'
import { writePlan, writeText } from '../../fit/fitted.ts'
import { listOf, shelfHome, told } from '../../fit/shelf/shelf-world.ts'
import {
  hexOf,
  modelHome,
  refusal,
  shutBelow,
  weights,
  type ModelHome,
} from '../../inference/models/find/model-home.ts'
import { createFakeCore, muchKnown } from '../../web/fake-core.ts'
import { broken, several } from '../shelf.ts'
import { sayingIn, unknownOf } from './books.ts'
import { withoutApp } from '../../without-app.ts'

const quietLogin = {
  set: () => undefined,
  wasOpenedAtLogin: () => false,
  onLook: () => () => undefined,
}

type Find = ModelHome['find']

/** What is said where these are looked for; each is refused. */
async function saidOf(find: Find, ...wanted: readonly string[]): Promise<readonly string[]> {
  const all: string[] = []
  for (const one of wanted) {
    const said = await refusal(find(one))
    expect(said).toMatch(/^UsageError: /)
    all.push(said.replace('UsageError: ', ''))
  }
  return all
}

const mlx = ['config.json', 'model.safetensors']

describe('why no model was found is said in every language', () => {
  test('at a path', async () => {
    const { workingFolder, write, link, find } = modelHome()
    for (let count = 10; count < 30; count++) write(`here/many/m${count}.gguf`)
    write('here/two/a.gguf')
    write('here/two/b.gguf')
    write('here/checkpoints/flux.safetensors')
    write('here/checkpoints/sdxl.safetensors')
    mkdirSync(join(workingFolder, 'empty'))
    link('here/loop.gguf', 'loop.gguf')
    const strange = ['./no.gguf', '/dev/null', ' ', 'a\u001b[2Jb', '../../x', 'x'.repeat(5_000)]
    const folders = ['./many', './two', './checkpoints', './empty', './loop.gguf']
    const asker = shutBelow(join(workingFolder, 'shut'))
    const shut = await saidOf((one) => find(one, { asker }), './shut/a.gguf')
    expect(unknownOf([...(await saidOf(find, ...strange, ...folders)), ...shut])).toEqual([])
  })

  test('by a name of Ollama', async () => {
    const { home, pulled, write, find } = modelHome()
    const folder = '.ollama/models/manifests/registry.ollama.ai/library'
    write(`${folder}/cut/latest`, '{"layers":[{"mediaType":')
    pulled('registry.ollama.ai/library/big/latest', [weights('a'), weights('b')])
    pulled('registry.ollama.ai/library/bare/latest', [{ type: 'license', digest: 'e' }])
    pulled('registry.ollama.ai/library/gone/latest', [weights('c')])
    pulled('registry.ollama.ai/library/tensors/latest', [{ type: 'tensor', digest: 'd' }])
    pulled('registry.ollama.ai/library/gemma3/1b', [weights('f')])
    pulled('registry.ollama.ai/library/gemma3/4b', [weights('f')])
    rmSync(join(home, `.ollama/models/blobs/sha256-${hexOf('c')}`))
    const said = await saidOf(find, 'cut', 'big', 'bare', 'gone', 'tensors', 'gemma3', 'nothing')
    const shut = (path: string) => (one: string) =>
      find(one, { asker: shutBelow(join(home, path)) })
    const blobs = await saidOf(shut('.ollama/models/blobs'), 'gemma3:4b')
    const models = await saidOf(shut('.ollama/models'), 'gemma3:4b')
    expect(unknownOf([...said, ...blobs, ...models])).toEqual([])
  })

  test('by a name of the Hub', async () => {
    const { home, cached, find } = modelHome()
    cached('org/Gemma-GGUF', ['gemma-Q4_K_M.gguf', 'gemma-BF16.gguf'])
    cached('org/words', ['tokenizer.json'])
    cached('org/half', mlx)
    cached('org/void', mlx)
    const hub = join(home, '.cache/huggingface/hub')
    rmSync(join(hub, 'models--org--half/blobs/1'))
    rmSync(join(hub, 'models--org--void/snapshots'), { recursive: true })
    mkdirSync(join(hub, 'models--org--void/snapshots'))
    const wanted = ['org/Gemma-GGUF', 'org/Gemma-GGUF:Q8_0', 'org/words', 'org/half', 'org/void']
    expect(unknownOf(await saidOf(find, ...wanted, 'org/void@v2', 'gemma'))).toEqual([])
  })
})

test('that folders have no end is said in every language', async () => {
  const names = JSON.stringify(Array.from({ length: 900 }, (_, index) => `models--a--${index}`))
  const asker = {
    ask: async (question: Question) =>
      question.kind === 'dir'
        ? ({ kind: 'ok', value: names, atMs: 0, tookMs: 0 } as const)
        : ({ kind: 'absent', reason: 'no such file or folder', atMs: 0, tookMs: 0 } as const),
  }
  const { find } = modelHome()
  expect(unknownOf(await saidOf((one) => find(one, { asker }), 'anything'))).toEqual([])
})

describe('the list of models', () => {
  test('says of each how it stands, in every language', () => {
    const states = several.flatMap((one) => [one, { ...one, longestContextTokens: 4_096 }])
    const shown = states.map(shownLocalModel)
    const words = shown.flatMap(({ size, verdict, longest }) => [verdict, longest, size])
    expect(unknownOf(words.filter((word) => word !== null))).toEqual([])
    expect(sayingIn('de').say(shownLocalModel(broken).about)).toBe('Ordner')
    expect(sayingIn('zh-Hans').say(shownLocalModel(broken).about)).toBe('文件夹')
  })

  test('says what a download has left behind, in every language', async () => {
    const own = shelfHome()
    const blobs = join(own.home, '.ollama/models/blobs')
    writePlan(join(blobs, `sha256-${hexOf('a')}-partial`))
    const hub = join(own.home, '.cache/huggingface/hub/models--org--half')
    writePlan(join(hub, 'snapshots/c0ffee/config.json'))
    writePlan(join(hub, 'blobs/x.incomplete'))
    writePlan(join(own.folder, 'm.gguf.aria2'))
    writePlan(join(own.folder, 'm.gguf'))
    const models = await listOf(own.shelf())
    const troubles = models.flatMap(({ trouble }) => trouble ?? [])
    expect(troubles.length).toBeGreaterThan(1)
    expect(unknownOf(troubles)).toEqual([])
    expect(
      unknownOf(models.flatMap(({ name }) => (name.startsWith('a download') ? [name] : []))),
    ).toEqual([])
  })

  test('says where was looked, and what could not be read there', async () => {
    const own = shelfHome()
    const shelf = own.shelf({ folders: () => [own.folder, join(own.home, 'nowhere')] })
    writePlan(join(own.folder, 'm.gguf'))
    await listOf(shelf)
    const { places } = told(shelf)
    const sources: readonly ModelSource[] = ['ollama', 'lm-studio', 'hugging-face', 'llama.cpp']
    const reasons = [
      null,
      'permission denied',
      '/a (permission denied) cannot be read',
      '/a (permission denied) and 2 more cannot be read; more than 5000 models are there: the rest was not looked at',
    ]
    const composed = sources.flatMap((source) =>
      reasons.flatMap((reason) =>
        [0, 1, 12].map((modelCount) => ({ source, path: '/a b, c', modelCount, reason })),
      ),
    )
    expect(places.length).toBeGreaterThan(4)
    expect(unknownOf([...places, ...composed].map(placeText))).toEqual([])
  })
})

const scopesOf = (...scopes: readonly Scope[]): Caller => ({
  scopes: new Set(scopes),
  setLooking: null,
})

describe('a request that is refused', () => {
  test('at the door is told why in every language', async () => {
    const core = createFakeCore()
    const outcomes = await Promise.all([
      handle(core, scopesOf(), 'snapshot', null),
      handle(core, scopesOf('read'), 'nothing', null),
      handle(core, scopesOf('read'), 'snapshot', 1),
      handle(core, scopesOf('read'), 'look', { isLooking: true }),
    ])
    const reasons = outcomes.map((one) => (one.kind === 'refused' ? one.reason : 'answered'))
    expect(unknownOf(reasons)).toEqual([])
  })

  test('for settings is told why in every language', async () => {
    const own = shelfHome()
    writeText(join(own.home, 'file'), '')
    const settings = await openSettings(own.host, join(own.home, 'file/settings.json'))
    const statuses = [null, 'not-registered'] as const
    const items = statuses.flatMap((status) =>
      [true, false].map((isPackaged) =>
        createLoginItem({
          isPackaged: () => isPackaged,
          status: () => status,
          ...quietLogin,
        }),
      ),
    )
    const desks = items.map((loginItem) =>
      createPreferencesDesk({ settings, loginItem, shell: withoutApp }),
    )
    const asked = [
      createPreferencesDesk(undefined).preferences(),
      ...desks.map((desk) => desk.prefer({ openAtLogin: true })),
      ...desks.slice(0, 1).map((desk) => desk.prefer({ isIntroduced: true })),
    ]
    const reasons = asked.map((one) => one.then(String, (error: Error) => error.message))
    expect(unknownOf(await Promise.all(reasons))).toEqual([])
  })

  test('by the desk that it comes to is told why in every language', async () => {
    const elsewhere = createDesks(undefined, async () => muchKnown)
    const giveKey = createGiveServerKey({ servers: null, keys: undefined })
    const asked = [elsewhere.models(), giveKey({ serverId: 'x', apiKey: null })]
    const reasons = asked.map((one) => one.then(String, (error: Error) => error.message))
    expect(unknownOf(await Promise.all(reasons))).toEqual([])
  })

  test('for what an engine does not run is told why in every language', async () => {
    const own = shelfHome()
    const desk = createFitDesk(own.world(), async () => ({ ...muchKnown, models: [] }))
    const model = writePlan(join(own.folder, 'm.gguf'))
    const input = { model, engine: null, contextTokens: null, kvType: null, parallel: null }
    const said: string[] = []
    for (const wrong of [{ engine: 'mlx' as const }, { kvType: 'q9' }, { model: `${model}.gguf` }])
      await desk({ ...input, ...wrong }).catch((error: Error) => said.push(error.message))
    expect(said).toHaveLength(3)
    expect(unknownOf(said)).toEqual([])
  })
})

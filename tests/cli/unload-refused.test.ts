import { describe, expect, test } from 'vitest'
import { unloadBy } from '../../src/main/cli/unload.ts'
import { Refusal } from '../../src/main/host/attempt.ts'
import type { Act } from '../../src/shared/act.ts'
import type { Server } from '../../src/shared/server.ts'
import type { Snapshot, Source } from '../../src/shared/snapshot.ts'
import { atMs, gemma, llamaServer, lmStudio, ollama, phi, qwen } from '../shared/loaded.ts'
import { createTalk, plainAct } from './fake-talk.ts'
import { nothingKnown, ofSource } from '../web/fake-core.ts'

const servers: Source = { ...ofSource, id: 'servers', kind: 'ok' }
const loaded: Snapshot = {
  ...nothingKnown,
  atMs,
  servers: [ollama, llamaServer],
  models: [gemma, qwen, phi],
  sources: [servers],
}

/** Runs the command over a Core that refuses; `said` is for people, `printed` the JSON. */
async function run(wanted: string, { snapshot = loaded, json = true } = {}) {
  const { talk, said, printed } = createTalk(null)
  const refuse = (): Promise<Act> => Promise.reject(new Refusal('it has gone'))
  const core = { snapshotOnce: async () => snapshot, unload: refuse, settled: refuse }
  const code = await unloadBy(core, wanted, { ...plainAct, json }, talk)
  return { code, said, printed }
}

const nothingDone = {
  schema: 'headroom/act/1',
  id: null,
  modelId: null,
  appId: null,
  isForced: false,
  expectedBytes: null,
  offers: [],
  act: 'unload',
  outcome: 'refused',
  server: null,
  request: null,
  takesAll: false,
  heldBytes: null,
  returnedBytes: null,
  tookMs: 0,
  help: null,
}

describe('--json prints one value, and says nothing, where', () => {
  test('no model of that name is loaded', async () => {
    const sentence = `no loaded model is called "x"; loaded are: gemma3:27b, ${qwen.name}, phi4:14b`
    expect(await run('x')).toEqual({
      code: 1,
      said: [],
      printed: [{ ...nothingDone, target: 'x', sentence }],
    })
  })

  test('several may be meant', async () => {
    const sentence = `"4" may be any of these: ${qwen.name}, phi4:14b`
    const help = `Name one: headroom unload ${qwen.name}; headroom unload phi4:14b`
    expect(await run('4')).toEqual({
      code: 2,
      said: [],
      printed: [{ ...nothingDone, target: '4', sentence, help }],
    })
  })

  test('Core or the server refuses', async () => {
    const sentence = 'gemma3:27b was not unloaded: it has gone'
    expect(await run('gemma3')).toEqual({
      code: 1,
      said: [],
      printed: [{ ...nothingDone, target: 'gemma3:27b', server: 'Ollama', sentence }],
    })
  })

  test('a name is hostile: none of it is in the sentence', async () => {
    const evil = { ...gemma, name: 'evil\u001b[31m\n\u202ex' }
    const { printed } = await run('evil', { snapshot: { ...loaded, models: [evil, phi] } })
    const sentence = 'evil\ufffd[31m\ufffd\ufffdx was not unloaded: it has gone'
    expect(printed).toMatchObject([{ target: evil.name, sentence }])
  })

  test('the servers are not known', async () => {
    const failed: Source = { ...servers, kind: 'failed', reason: 'exit 9' }
    const sentence = 'which models are loaded is not known: exit 9'
    expect(await run('x', { snapshot: { ...loaded, models: [], sources: [failed] } })).toEqual({
      code: 3,
      said: [],
      printed: [{ ...nothingDone, target: 'x', sentence }],
    })
  })
})

describe('a model that no answer names', () => {
  const silent: Server = { ...lmStudio, state: 'silent' }
  const starting: Server = { ...llamaServer, state: 'starting' }
  const of = (all: readonly Server[]): Snapshot => ({ ...loaded, servers: all, models: [phi] })

  test('may be in a server that does not answer, which is named: exit code 3', async () => {
    const { code, said } = await run('x', { snapshot: of([ollama, silent]), json: false })
    expect(code).toBe(3)
    expect(said[0]).toBe('no loaded model is called "x"; loaded are:')
    expect(said.at(-1)).toBe('LM Studio does not answer: what it holds is not known')
    const { printed } = await run('x', { snapshot: of([starting]) })
    expect(printed).toMatchObject([
      { outcome: 'refused', help: 'llama-server does not answer yet: what it holds is not known' },
    ])
  })

  test('is not there where all have answered, also with a key that is wanted', async () => {
    const snapshot = of([ollama, { ...lmStudio, state: 'closed' }])
    expect((await run('x', { snapshot })).code).toBe(1)
  })

  test('does not keep another from being unloaded', async () => {
    expect((await run('phi4', { snapshot: of([ollama, silent]) })).printed).toMatchObject([
      { target: 'phi4:14b' },
    ])
  })
})

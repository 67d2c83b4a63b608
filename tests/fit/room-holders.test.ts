import { describe, expect, test } from 'vitest'
import { roomNow } from '../../src/main/fit/fit-room.ts'
import type { RoomHolder } from '../../src/main/fit/fit-room.ts'
import { withHolders } from '../../src/main/fit/room-holders.ts'
import type { App } from '../../src/shared/app.ts'
import { modelId } from '../../src/shared/ids.ts'
import type { Model } from '../../src/shared/server.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { app, model, process, server } from '../inference/diagnosis/live/moments.ts'
import { nothingKnown } from '../web/fake-core.ts'

const ollama = server({ title: 'Ollama' })
const atMs = 1_000_000_000
const idle = model({
  name: 'qwen3:8b',
  state: 'idle',
  idleSinceMs: atMs - 720_000,
  eject: { kind: 'unload', takesAll: false },
})
const other = { ...idle, id: modelId('other'), name: 'gemma3:4b' }

function holders(more: Partial<Snapshot>, platform = 'darwin'): readonly RoomHolder[] {
  const snapshot: Snapshot = { ...nothingKnown, atMs, servers: [ollama], ...more }
  return withHolders(roomNow(snapshot, platform), snapshot).holders ?? []
}
const ofModels = (...models: readonly Model[]): readonly RoomHolder[] => holders({ models })
const ofApps = (...apps: readonly App[]): readonly string[] =>
  holders({ apps }).map(({ name }) => name)

describe('a model that does nothing', () => {
  test('can be unloaded by its name, and gives back what it holds on the GPU and in RAM', () => {
    expect(ofModels(idle)).toEqual([
      {
        kind: 'unload',
        name: 'qwen3:8b',
        words: 'idle 12 min',
        gpuBytes: 23e9,
        ramBytes: 23e9,
        isSure: true,
        command: 'headroom unload qwen3:8b',
        costs: 'it is loaded again when it is asked next',
      },
    ])
    const card = holders({ models: [idle] }, 'linux')
    // no GPU is known there
    expect(card.map(({ gpuBytes, ramBytes }) => [gpuBytes, ramBytes])).toEqual([[0, 23e9]])
  })

  test('is quit with its server where that holds nothing else', () => {
    const [one] = ofModels({ ...idle, eject: { kind: 'quit' } })
    expect(one).toMatchObject({ kind: 'quit', name: 'Ollama', command: null, isSure: true })
    expect(one?.words).toBe('it holds qwen3:8b, idle 12 min')
  })

  test('goes together with the others where its server unloads all of them', () => {
    const all = { kind: 'unload', takesAll: true } as const
    const [first, second] = [
      { ...idle, eject: all },
      { ...other, eject: all },
    ]
    expect(ofModels(first, second).map(({ name, gpuBytes }) => [name, gpuBytes])).toEqual([
      ['qwen3:8b + gemma3:4b', 46e9],
    ])
    // one of them works
    expect(ofModels(first, { ...second, state: 'generating' })).toEqual([])
  })

  test('is called by its id where another has its name', () => {
    const commands = ofModels(idle, { ...other, name: 'QWEN3:8B' }).map(({ command }) => command)
    expect(commands).toEqual([`headroom unload ${idle.id}`, 'headroom unload other'])
    expect(ofModels({ ...idle, name: 'a\u001b[31m b' })[0]?.command).toBeNull()
    expect(ofModels({ ...idle, name: 'a b$(x)' })[0]?.command).toBe("headroom unload 'a b$(x)'")
  })
})

test('no model is unloaded that works, loads, runs elsewhere, was not told of lately, or shares its file', () => {
  const kept: readonly Partial<Model>[] = [
    { state: 'generating' },
    { state: 'loading' },
    { state: 'unloading' },
    { isRemote: true },
    { isStale: true },
    { eject: { kind: 'none', reason: 'not so' } },
  ]
  for (const more of kept) expect(ofModels({ ...idle, ...more })).toEqual([])
  const file = '/m/a.gguf'
  expect(ofModels({ ...idle, file }, { ...other, file })).toEqual([])
})

describe('an app', () => {
  const big = app({ name: 'Slack', iconName: 'app', memoryBytes: 3.1e9, isFront: false })

  test('can be quit, the greatest first, and how much comes back is not sure', () => {
    const small = { ...big, name: 'Notes', memoryBytes: 0.4e9 }
    const greater = { ...big, name: 'Chrome', memoryBytes: 6e9 }
    expect(ofApps(big, small, greater)).toEqual(['Chrome', 'Slack'])
    const [one] = holders({ apps: [big] })
    expect(one).toMatchObject({ kind: 'quit', gpuBytes: 0, ramBytes: 3.1e9, isSure: false })
  })

  test('stays where it is of the system, a terminal, an engine, a container, in front, or Headroom itself', () => {
    const kept: readonly Partial<App>[] = [
      { iconName: 'system' },
      { iconName: 'terminal' },
      { iconName: 'engine' },
      { iconName: 'background' },
      { kind: 'container' },
      { isFront: true },
      { isHeadroom: true },
      { processes: [process({ pid: ollama.pid })] },
    ]
    for (const more of kept) expect(ofApps({ ...big, ...more })).toEqual([])
  })

  test('says what else ends with it', () => {
    const machine = {
      ...big,
      kind: 'virtual-machine',
      iconName: 'virtual-machine',
      quitEnds: 'every container in it',
    } as const
    expect(holders({ apps: [machine] })[0]?.costs).toBe('it ends every container in it')
  })
})

test('what the user never wants to be suggested holds nothing that could be had back', () => {
  const big = app({ name: 'Slack', iconName: 'app', memoryBytes: 3.1e9, isFront: false })
  const snapshot: Snapshot = {
    ...nothingKnown,
    atMs,
    servers: [ollama],
    models: [idle, other],
    apps: [big],
  }
  const never = ['SLACK', 'gemma3:4b']
  const { holders: left = [] } = withHolders(roomNow(snapshot, 'darwin'), { ...snapshot, never })
  expect(left.map(({ name }) => name)).toEqual(['qwen3:8b'])
})

test('an app that cannot be asked to quit is not advised', () => {
  const kept = app({
    name: 'Backup',
    iconName: 'app',
    memoryBytes: 3.1e9,
    isFront: false,
    quit: { kind: 'none', reason: 'it belongs to another user' },
  })
  expect(ofApps(kept)).toEqual([])
})

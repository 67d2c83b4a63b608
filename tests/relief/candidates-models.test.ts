import { describe, expect, test } from 'vitest'
import { modelId, serverId } from '../../src/shared/ids.ts'
import type { ReliefCandidate } from '../../src/shared/relief.ts'
import type { Model } from '../../src/shared/server.ts'
import { GB, known, serverOf, t0 } from '../alerts/moments.ts'
import { idle, ofMac } from './held.ts'

const ofModels = (...models: readonly Model[]): readonly ReliefCandidate[] => ofMac({ models })

describe('a model that does nothing', () => {
  test('is unloaded with a click, and on a Mac gives back the same memory on both lines', () => {
    expect(ofModels(idle())).toEqual([
      {
        kind: 'unload',
        modelId: 'gemma3',
        appId: null,
        name: 'gemma3',
        words: 'idle 12 min',
        gpuBytes: 9.1 * GB,
        ramBytes: 9.1 * GB,
        gpuRatio: null,
        isSure: true,
        harm: 1,
        isSafe: true,
        risk: null,
        command: 'headroom unload gemma3',
      },
    ])
  })

  test('gives back on a card what lies there, and in RAM the rest', () => {
    const gpu = known(t0, {
      inUseBytes: 0,
      inUseNowBytes: 0,
      beyondLimitBytes: 0,
      isUnified: false,
      devices: [],
    })
    const onCard = { total: 10 * GB, onGpu: 7 * GB }
    const model = idle({
      memory: {
        total: { bytes: onCard.total, origin: 'reported' },
        onGpu: { bytes: onCard.onGpu, origin: 'reported' },
        weights: null,
        kv: null,
      },
    })
    const [one] = ofMac({ models: [model], gpu })
    expect(one).toMatchObject({ gpuBytes: 7 * GB, ramBytes: 3 * GB })
    const noMore = { total: null, onGpu: null, weights: null, kv: null }
    expect(ofMac({ models: [idle({ memory: noMore })], gpu })).toEqual([])
  })
})

describe('a model that is let go', () => {
  test('by ending its server, which does nothing else, has to be confirmed', () => {
    const [one] = ofModels(idle({ eject: { kind: 'quit' } }))
    expect(one).toMatchObject({
      kind: 'unload',
      name: 'gemma3',
      isSafe: false,
      risk: 'its server Ollama ends, and is started again by hand',
      command: 'headroom unload gemma3',
      harm: 3,
    })
  })

  test('goes together with all others of a server that lets go of all at once, or not at all', () => {
    const all = { kind: 'unload', takesAll: true } as const
    const [first, second] = [
      idle({ eject: all }),
      idle({ id: modelId('qwen3'), name: 'qwen3', eject: all }),
    ]
    expect(ofModels(first, second)).toMatchObject([
      { name: 'gemma3 + qwen3', modelId: 'gemma3', gpuBytes: 18.2 * GB, harm: 2 },
    ])
    expect(ofModels(first, { ...second, state: 'generating' })).toEqual([])
    expect(ofModels(first, { ...second, state: 'loading' })).toEqual([])
  })

  test('of which nobody tells whether it works is not let go by a click', () => {
    const [one] = ofModels(idle({ state: 'loaded', idleSinceMs: null }))
    expect(one).toMatchObject({ words: 'loaded', isSafe: false, harm: 4 })
    expect(one?.risk).toContain('its server does not tell')
  })

  test('is called by its id where another has its name, and not at all where it cannot be typed', () => {
    const same = idle({ id: modelId('other'), name: 'GEMMA3' })
    expect(ofModels(idle(), same).map(({ command }) => command)).toEqual([
      'headroom unload gemma3',
      'headroom unload other',
    ])
    expect(ofModels(idle({ name: 'a b$(x)' }))[0]?.command).toBe("headroom unload 'a b$(x)'")
    expect(ofModels(idle({ name: '\u001b[31mx' }))[0]).toMatchObject({
      command: null,
      name: '\ufffd[31mx',
    })
  })
})

test('no model is a candidate that works, loads, goes, lies elsewhere, was not told of lately, or frees nothing', () => {
  const kept: readonly Partial<Model>[] = [
    { state: 'generating' },
    { state: 'loading' },
    { state: 'unloading' },
    { state: 'sleeping' },
    { isRemote: true },
    { isStale: true },
    { sharesFile: true },
    { eject: { kind: 'none', reason: 'x' } },
    { serverId: serverId('gone') },
    { memory: { total: null, onGpu: null, weights: null, kv: null } },
  ]
  for (const more of kept) expect(ofModels(idle(more))).toEqual([])
  const file = '/m/a.gguf'
  expect(ofModels(idle({ file }), idle({ id: modelId('b'), name: 'b', file }))).toEqual([])
})

test('for a load the models of its own server are no candidates: that lets them go itself', () => {
  const servers = [serverOf('s'), serverOf('child', { parentId: serverId('s') }), serverOf('other')]
  const models = [
    idle(),
    idle({ id: modelId('b'), name: 'b', serverId: serverId('child') }),
    idle({ id: modelId('c'), name: 'c', serverId: serverId('other') }),
  ]
  const beside = ofMac({ servers, models }, { exceptServerId: serverId('child') })
  expect(beside.map(({ name }) => name)).toEqual(['c'])
})

import { describe, expect, test } from 'vitest'
import { createZeroOnGpu } from '../../../../src/main/inference/diagnosis/live/zero-on-gpu.ts'
import type { Model } from '../../../../src/shared/server.ts'
import { aMinute, absent, gpu, model, moment, ollamaId, reported, signsAfter } from './moments.ts'

const offGpu = (more: Partial<Model> = {}): Model =>
  model({
    state: 'idle',
    memory: { total: reported(6e9), onGpu: reported(0), weights: null, kv: null },
    ...more,
  })
const after = (one: ReturnType<typeof moment>) => signsAfter(createZeroOnGpu(), one, aMinute)

describe('a model of which nothing is on the GPU', () => {
  test('is said by its server’s own account', () => {
    expect(after(moment({ models: [offGpu()] }))).toMatchObject([
      {
        class: 'cpu-fallback',
        signature: 'live-zero-on-gpu',
        sentence:
          'Nothing of qwen3:32b on Ollama is on the GPU: all of its 6.0 GB are worked on by the CPU',
        serverId: ollamaId,
        program: 'ollama',
      },
    ])
  })

  test.each([
    ['a part is on the GPU', { total: reported(6e9), onGpu: reported(1e9) }],
    ['that is not told', { total: reported(6e9), onGpu: null }],
    ['nothing is told of the whole', { total: null, onGpu: reported(0) }],
    [
      'it is no account of the server’s',
      { total: reported(6e9), onGpu: { bytes: 0, origin: 'estimated' } },
    ],
  ] as const)('is not said where %s', (_, memory) => {
    const one = offGpu({ memory: { ...memory, weights: null, kv: null } })
    expect(after(moment({ models: [one] }))).toEqual([])
  })

  test.each([
    ['is loading', { state: 'loading' }],
    ['is asleep', { state: 'sleeping' }],
    ['runs on another machine', { isRemote: true }],
    ['was told of too long ago', { isStale: true }],
  ] as const)('is not said of one that %s', (_, more) => {
    expect(after(moment({ models: [offGpu(more)] }))).toEqual([])
  })

  test('is not said where there is no GPU, or none that is known', () => {
    const models = [offGpu()]
    expect(after(moment({ models, gpu: absent }))).toEqual([])
    expect(after(moment({ models, gpu: { ...gpu, isStale: true } }))).toEqual([])
    expect(after(moment({ models, gpu: { ...gpu, devices: [] } }))).toEqual([])
    expect(after(moment({ models, isMac: false }))).toEqual([])
  })

  test('is not said where its log tells of layers on the GPU', () => {
    const logFacts = new Map([[ollamaId, { offloadedLayers: 28, totalLayers: 29 }]])
    expect(after(moment({ models: [offGpu()], logFacts }))).toEqual([])
  })

  test('is not said of a short moment after a load', () => {
    expect(signsAfter(createZeroOnGpu(), moment({ models: [offGpu()] }), 15)).toEqual([])
  })
})

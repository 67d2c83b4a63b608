import { describe, expect, test } from 'vitest'
import { createGpuFlat } from '../../../../src/main/inference/diagnosis/live/gpu-flat.ts'
import { modelId } from '../../../../src/shared/ids.ts'
import {
  aMinute,
  absent,
  device,
  gpu,
  gpuAt,
  later,
  model,
  moment,
  ollamaId,
  reported,
  server,
  signsAfter,
} from './moments.ts'

const flat = (more: Parameters<typeof moment>[0] = {}) => moment({ gpu: gpuAt(0.01), ...more })
const after = (one: ReturnType<typeof moment>, seconds = aMinute) =>
  signsAfter(createGpuFlat(), one, seconds)

describe('a model that generates while the GPU does nothing', () => {
  test('is said after ten seconds', () => {
    expect(after(flat(), 9)).toEqual([])
    expect(after(flat(), 10)).toMatchObject([
      {
        class: 'gpu-flat',
        signature: 'live-gpu-flat',
        sentence:
          'qwen3:32b on Ollama generates, and for more than 10 s the GPU has been busy for less than 5.0 % of the time: it seems to work on the CPU',
        serverId: ollamaId,
        program: 'ollama',
        sinceMs: 1_000_000,
      },
    ])
  })

  test('is work on the CPU where the log says that no layer was put on the GPU', () => {
    const logFacts = new Map([[ollamaId, { offloadedLayers: 0, totalLayers: 33 }]])
    expect(after(flat({ logFacts }))).toMatchObject([
      {
        class: 'cpu-fallback',
        signature: 'live-flat-on-cpu',
        facts: { offloadedLayers: 0, totalLayers: 33 },
      },
    ])
    const onGpu = new Map([[ollamaId, { offloadedLayers: 32, totalLayers: 33 }]])
    expect(after(flat({ logFacts: onGpu }))).toMatchObject([{ class: 'gpu-flat' }])
  })

  test('is work on the CPU where the server says so', () => {
    const memory = { total: reported(6e9), onGpu: reported(0), weights: null, kv: null }
    expect(after(flat({ models: [model({ memory })] }))).toMatchObject([{ class: 'cpu-fallback' }])
  })

  test('of the log of a server with two models it is not known whose it is', () => {
    const logFacts = new Map([[ollamaId, { offloadedLayers: 0 }]])
    const second = model({ id: modelId('other'), state: 'idle' })
    const signs = after(flat({ logFacts, models: [model(), second] }))
    expect(signs).toMatchObject([{ class: 'gpu-flat', modelId: model().id }])
  })
})

describe('nothing is said', () => {
  test.each([
    ['the GPU works', moment()],
    ['how busy it is, is not told', moment({ gpu: gpuAt(null) })],
    [
      'one of two GPUs works',
      flat({ gpu: { ...gpu, devices: [{ ...device, busyRatio: 0 }, device] } }),
    ],
    [
      'the GPU was read long ago',
      flat({ gpu: { ...gpu, isStale: true, devices: [{ ...device, busyRatio: 0 }] } }),
    ],
    [
      'one of two GPUs does not tell',
      flat({
        gpu: {
          ...gpu,
          devices: [
            { ...device, busyRatio: 0 },
            { ...device, busyRatio: null },
          ],
        },
      }),
    ],
    ['there is no GPU', flat({ gpu: absent })],
    ['there is no device', flat({ gpu: { ...gpu, devices: [] } })],
    ['the model is idle', flat({ models: [model({ state: 'idle' })] })],
    ['whether it works is not told', flat({ models: [model({ state: 'loaded' })] })],
    ['it loads', flat({ models: [model({ state: 'loading' })] })],
    ['it runs on another machine', flat({ models: [model({ isRemote: true })] })],
    ['its server is silent', flat({ models: [model({ isStale: true })] })],
    ['it is one node of many', flat({ servers: [server({ kind: 'exo' })] })],
    ['a workflow may wait for a service', flat({ servers: [server({ kind: 'comfyui' })] })],
    [
      'its server loads another',
      flat({ models: [model(), model({ id: modelId('other'), state: 'loading' })] }),
    ],
  ])('where %s', (_, one) => {
    expect(after(one)).toEqual([])
  })
})

describe('nothing is said yet', () => {
  test('by a reading of the GPU from before the work began', () => {
    const readAt = (gpuSecond: number, nowSecond: number) => ({
      ...later(flat(), nowSecond * 1_000),
      gpu: later(flat(), gpuSecond * 1_000).gpu,
    })
    const watch = createGpuFlat()
    expect([readAt(-2, 0), readAt(4, 4), readAt(9, 9)].flatMap(watch)).toEqual([])
    expect(watch(readAt(12, 12))).toEqual([])
    expect(watch(readAt(14, 14))).toHaveLength(1)
  })

  test('of a server that has not answered since', () => {
    const watch = createGpuFlat()
    const signs = Array.from({ length: aMinute }, (_, second) =>
      watch({ ...later(flat(), second * 1_000), models: [model()] }),
    )
    expect(signs.flat()).toEqual([])
  })

  test('of short requests with pauses between them', () => {
    const watch = createGpuFlat()
    const paused = flat({ models: [model({ state: 'idle', tokensPerSecond: null })] })
    const signs = Array.from({ length: aMinute }, (_, second) =>
      watch(later(second % 8 === 7 ? paused : flat(), second * 1_000)),
    )
    expect(signs.flat()).toEqual([])
  })
})

test('it stays while the GPU does a little, and goes some time after it works', () => {
  const watch = createGpuFlat()
  expect(signsAfter(watch, flat(), 10)).toHaveLength(1)
  expect(signsAfter(watch, moment({ gpu: gpuAt(0.08) }), 30, 11)).toHaveLength(1)
  expect(signsAfter(watch, moment(), 14, 42)).toHaveLength(1)
  expect(signsAfter(watch, moment(), 2, 57)).toEqual([])
})

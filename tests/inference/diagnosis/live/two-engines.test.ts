import { describe, expect, test } from 'vitest'
import { createTwoEngines } from '../../../../src/main/inference/diagnosis/live/two-engines.ts'
import { modelId, serverId } from '../../../../src/shared/ids.ts'
import type { Model } from '../../../../src/shared/server.ts'
import {
  aMinute,
  absent,
  gpuInUse,
  limitThatIs,
  model,
  moment,
  ollamaId,
  reported,
  server,
  signsAfter,
} from './moments.ts'

const studio = server({ id: serverId('lmstudio:300:1'), kind: 'lmstudio', title: 'LM Studio' })
const ofStudio = (more: Partial<Model> = {}): Model =>
  model({
    id: modelId('lmstudio:300:1/gemma'),
    serverId: studio.id,
    name: 'gemma',
    state: 'idle',
    memory: { total: reported(18e9), onGpu: null, weights: null, kv: null },
    ...more,
  })
const both = (more: Parameters<typeof moment>[0] = {}) =>
  moment({
    servers: [server(), studio],
    models: [model(), ofStudio()],
    gpu: gpuInUse(41.5e9),
    ...more,
  })
const after = (one: ReturnType<typeof moment>, seconds = aMinute) =>
  signsAfter(createTwoEngines(), one, seconds)
const estimated = limitThatIs(true)

describe('two servers that hold models beyond the limit', () => {
  test('are named with what each has', () => {
    expect(after(both(), 9)).toEqual([])
    expect(after(both(), 10)).toMatchObject([
      {
        class: 'gpu-held',
        signature: 'live-two-engines',
        sentence:
          'Ollama (23.0 GB) and LM Studio (18.0 GB) hold models at the same time, and the GPU has 41.5 GB in use where its limit is 40.0 GB: each of them counts on all of it',
        facts: { allocatedBytes: 41.5e9, limitBytes: 40e9 },
      },
    ])
  })

  test('need to be further beyond a limit that is only estimated', () => {
    expect(after(both({ limit: estimated }))).toEqual([])
    expect(after(both({ limit: estimated, gpu: gpuInUse(45e9) }))[0]?.sentence).toContain(
      'its limit is about 40.0 GB',
    )
  })
})

describe('nothing is said', () => {
  const child = server({
    id: serverId('llama-server:101:1'),
    kind: 'llama-server',
    parentId: ollamaId,
  })
  test.each([
    ['within the limit', both({ gpu: gpuInUse(39e9) })],
    [
      'of one server with two models',
      both({ models: [model(), ofStudio({ serverId: ollamaId })] }),
    ],
    [
      'of a server and the one that it has started',
      both({ servers: [server(), child], models: [model(), ofStudio({ serverId: child.id })] }),
    ],
    ['where the second is remote', both({ models: [model(), ofStudio({ isRemote: true })] })],
    ['where the second is asleep', both({ models: [model(), ofStudio({ state: 'sleeping' })] })],
    ['where the second loads', both({ models: [model(), ofStudio({ state: 'loading' })] })],
    ['where the second is stale', both({ models: [model(), ofStudio({ isStale: true })] })],
    [
      'where the second is tiny',
      both({
        models: [
          model(),
          ofStudio({ memory: { total: reported(0.3e9), onGpu: null, weights: null, kv: null } }),
        ],
      }),
    ],
    [
      'where the second is on the CPU',
      both({
        models: [
          model(),
          ofStudio({
            memory: { total: reported(18e9), onGpu: reported(0), weights: null, kv: null },
          }),
        ],
      }),
    ],
    ['where the limit is not known', both({ limit: absent })],
    ['where the GPU is not known', both({ gpu: absent })],
  ])('%s', (_, one) => {
    expect(after(one)).toEqual([])
  })
})

test('it stays just within the limit, and goes some time after there is room', () => {
  const watch = createTwoEngines()
  expect(signsAfter(watch, both(), 10)).toHaveLength(1)
  expect(signsAfter(watch, both({ gpu: gpuInUse(39e9) }), 30, 11)).toHaveLength(1)
  expect(signsAfter(watch, both({ gpu: gpuInUse(30e9) }), 19, 42)).toHaveLength(1)
  expect(signsAfter(watch, both({ gpu: gpuInUse(30e9) }), 2, 62)).toEqual([])
})

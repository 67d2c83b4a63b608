import { describe, expect, test } from 'vitest'
import { createSlowGeneration } from '../../../../src/main/inference/diagnosis/live/slow-generation.ts'
import type { LiveMoment } from '../../../../src/main/inference/diagnosis/live/live-sign.ts'
import { modelId } from '../../../../src/shared/ids.ts'
import type { Model } from '../../../../src/shared/server.ts'
import {
  aMinute,
  absent,
  app,
  fresh,
  gpuAt,
  machineWith,
  model,
  moment,
  ollamaId,
  reported,
  server,
  signsAfter,
  swapAt,
} from './moments.ts'

const slow = (more: Partial<Model> = {}) => model({ tokensPerSecond: 2.1, ...more })
const after = (one: ReturnType<typeof moment>, seconds = aMinute) =>
  signsAfter(createSlowGeneration(), one, seconds)
const sentenceOf = (more: Parameters<typeof moment>[0]): string =>
  after(moment({ models: [slow()], ...more }))[0]?.sentence ?? 'nothing'

describe('a model far slower than memory lets it be', () => {
  test('is said after twenty seconds, with both figures', () => {
    expect(after(moment({ models: [slow()] }), 19)).toEqual([])
    expect(after(moment({ models: [slow()] }), 20)).toMatchObject([
      {
        class: 'slow-generation',
        signature: 'live-slow-generation',
        sentence:
          'qwen3:32b on Ollama generates 2.1 tok/s, and reading 20.5 GB for each token at 273.0 GB/s allows about 13 tok/s. Nothing that can be seen from outside explains it; a long prompt of another request would',
        facts: { tokensPerSecond: 2.1, contextTokens: 8_192 },
        serverId: ollamaId,
      },
    ])
  })

  test('is said with what the machine shows', () => {
    expect(sentenceOf({ swap: swapAt(40e6) })).toMatch(
      /What may slow it: memory is moving to or from swap$/,
    )
    expect(sentenceOf({ gpu: gpuAt(0.01) })).toMatch(/: the GPU does next to nothing$/)
    expect(sentenceOf({ apps: [app({ gpuRatio: 0.38 })] })).toMatch(
      /: Final Cut Pro has 38 % of the GPU’s time$/,
    )
    const memory = { ...model().memory, onGpu: reported(11e9) }
    expect(sentenceOf({ models: [slow({ memory })] })).toMatch(
      /: only 11.0 GB of its 23.0 GB are on the GPU$/,
    )
    const logFacts = new Map([[ollamaId, { offloadedLayers: 20, totalLayers: 65 }]])
    expect(sentenceOf({ logFacts })).toMatch(/: only 20 of its 64 layers are on the GPU$/)
    const hot = { ...fresh, hottestCelsius: null, zones: [], level: 'heavy' } as const
    expect(
      sentenceOf({
        thermal: { ...hot, speedLimitRatio: null },
        battery: { ...fresh, isOnBattery: true, levelRatio: 0.4 },
      }),
    ).toMatch(
      /: the machine is hot \(macOS calls it heavy\) and the machine is on battery, where low power mode may slow it$/,
    )
  })

  test('is measured by all that it holds where its cache is not known', () => {
    const memory = { ...model().memory, total: reported(60e9), kv: null }
    const one = (tokensPerSecond: number) => moment({ models: [slow({ memory, tokensPerSecond })] })
    expect(after(one(2.1))).toEqual([])
    expect(after(one(1.2))).toHaveLength(1)
  })

  test('is measured by the sizes of its log', () => {
    const memory = { total: null, onGpu: null, weights: null, kv: null }
    const models = [slow({ memory })]
    expect(after(moment({ models }))).toEqual([])
    const logFacts = new Map([
      [ollamaId, { gpuModelBytes: 19e9, cpuModelBytes: 1e9, gpuKvBytes: 2e9 }],
    ])
    expect(after(moment({ models, logFacts }))[0]?.sentence).toContain('reading 20.5 GB')
  })
})

describe('nothing is said', () => {
  const small = { total: reported(0.9e9), onGpu: null, weights: reported(0.7e9), kv: null }
  const weightsOnly = { total: null, onGpu: null, weights: reported(20e9), kv: null }

  test.each<readonly [string, Partial<LiveMoment>]>([
    ['of one that is as fast as can be', { models: [model()] }],
    ['of one well above a third of it', { models: [slow({ tokensPerSecond: 5.2 })] }],
    ['of one at half of it', { models: [slow({ tokensPerSecond: 6.6 })] }],
    ['of a mixture of experts, which is faster', { models: [slow({ tokensPerSecond: 60 })] }],
    ['where its speed is not told', { models: [slow({ tokensPerSecond: null })] }],
    ['of a small one', { models: [slow({ memory: small })] }],
    ['where the size of its cache is not known', { models: [slow({ memory: weightsOnly })] }],
    ['of a remote one', { models: [slow({ isRemote: true })] }],
    ['of one whose server is silent', { models: [slow({ isStale: true })] }],
    ['of one that is idle', { models: [slow({ state: 'idle' })] }],
    ['of one node of many', { models: [slow()], servers: [server({ kind: 'exo' })] }],
    ['of two that share the memory', { models: [slow(), slow({ id: modelId('other') })] }],
    ['where the machine is not known', { models: [slow()], machine: absent }],
    ['where its bandwidth is not known', { models: [slow()], machine: machineWith('Apple M9') }],
  ])('%s', (_, more) => {
    expect(after(moment(more))).toEqual([])
  })

  test('of a full context that its cache slows down', () => {
    const memory = { ...model().memory, kv: reported(100e9) }
    const half = { contextTokens: 131_072, contextUsedTokens: 65_536, contextRatio: 0.5 }
    const one = slow({ memory, ...half })
    expect(after(moment({ models: [one] }))).toEqual([])
    expect(
      after(moment({ models: [{ ...one, contextUsedTokens: 100, contextRatio: 0 }] })),
    ).toHaveLength(1)
  })

  test('of what a fast chip reads in less time than a token takes anyway', () => {
    const memory = {
      total: reported(4e9),
      onGpu: null,
      weights: reported(3.8e9),
      kv: reported(0.1e9),
    }
    const machine = machineWith('Apple M1 Ultra')
    const at = (tokensPerSecond: number) => [slow({ memory, tokensPerSecond })]
    expect(after(moment({ machine, models: at(60) }))).toEqual([])
    expect(after(moment({ machine, models: at(20) }))).toHaveLength(1)
  })
})

test('it stays while the speed is below half, and goes some time after', () => {
  const watch = createSlowGeneration()
  expect(signsAfter(watch, moment({ models: [slow()] }), 20)).toHaveLength(1)
  expect(
    signsAfter(watch, moment({ models: [slow({ tokensPerSecond: 5.5 })] }), 30, 21),
  ).toHaveLength(1)
  expect(signsAfter(watch, moment(), 19, 52)).toHaveLength(1)
  expect(signsAfter(watch, moment(), 2, 72)).toEqual([])
})

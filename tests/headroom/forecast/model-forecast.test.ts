import { describe, expect, test } from 'vitest'
import {
  knownGrowthOf,
  knownTogether,
  modelForecastOf,
} from '../../../src/main/headroom/forecast/model-forecast.ts'
import { modelId } from '../../../src/shared/ids.ts'

const id = modelId('mlx-lm:1:0/')
const signs = { id, contextTokens: null, contextUsedTokens: null }
const growing = { endsWith: 'memory', bytesPerToken: 100_000, mayGrow: null, prompt: null } as const
const taken = { endsWith: 'context', bytesPerToken: null, mayGrow: null, prompt: null } as const

describe('how far a model can go on', () => {
  test('is the room, token by token, where its cache grows', () => {
    expect(
      modelForecastOf(signs, growing, { roomBytes: 1_250_099_999, tokensPerSecond: 50 }),
    ).toEqual({
      modelId: id,
      endsWith: 'memory',
      tokensLeft: 12_500,
      msLeft: 250_000,
      bytesPerToken: 100_000,
      mayGrow: null,
    })
  })

  test('is no more than its context, where that is bounded', () => {
    const bounded = { id, contextTokens: 8_192, contextUsedTokens: 8_000 }
    const room = { roomBytes: 1e9, tokensPerSecond: null }
    expect(modelForecastOf(bounded, growing, room)).toMatchObject({ tokensLeft: 192, msLeft: null })
  })

  test('is the context that is left where its cache is taken, whatever the room', () => {
    const used = { id, contextTokens: 8_192, contextUsedTokens: 3_192 }
    const room = { roomBytes: 0, tokensPerSecond: 20 }
    expect(modelForecastOf(used, taken, room)).toEqual({
      modelId: id,
      endsWith: 'context',
      tokensLeft: 5_000,
      msLeft: 250_000,
      bytesPerToken: null,
      mayGrow: null,
    })
    const over = { id, contextTokens: 8_192, contextUsedTokens: 9_000 }
    expect(modelForecastOf(over, taken, room)?.tokensLeft).toBe(0)
  })

  test('is not said where nothing is known', () => {
    const room = { roomBytes: 5e9, tokensPerSecond: 20 }
    expect(modelForecastOf(signs, taken, room)).toBeNull()
    expect(modelForecastOf(signs, { ...growing, bytesPerToken: null }, room)).toBeNull()
    expect(modelForecastOf(signs, growing, { ...room, roomBytes: null })?.tokensLeft).toBeNull()
  })

  test('comes with what may still grow beside it', () => {
    const mayGrow = { bytes: 8e9, what: 'a prompt cache' }
    const room = { roomBytes: 5e9, tokensPerSecond: null }
    expect(modelForecastOf(signs, { ...taken, mayGrow }, room)).toMatchObject({
      tokensLeft: null,
      mayGrow,
    })
  })
})

describe('what a model will take', () => {
  test('is its pace times what each token takes, up to the end of its context', () => {
    const used = { id, contextTokens: 10_000, contextUsedTokens: 4_000 }
    expect(knownGrowthOf(used, growing, 50)).toEqual({
      bytesPerSecond: 5_000_000,
      toComeBytes: 600_000_000,
    })
    expect(knownGrowthOf(signs, growing, 50)?.toComeBytes).toBeNull()
  })

  test('is not known without a pace, and nothing where its cache is taken', () => {
    expect([
      knownGrowthOf(signs, growing, null),
      knownGrowthOf(signs, growing, 0),
      knownGrowthOf(signs, taken, 50),
    ]).toEqual([null, null, null])
  })

  test('adds up, and is bounded only where each is', () => {
    const one = { bytesPerSecond: 2, toComeBytes: 30 }
    expect(knownTogether([])).toBeNull()
    expect(knownTogether([one, one])).toEqual({ bytesPerSecond: 4, toComeBytes: 60 })
    expect(knownTogether([one, { bytesPerSecond: 3, toComeBytes: null }])).toEqual({
      bytesPerSecond: 5,
      toComeBytes: null,
    })
  })
})

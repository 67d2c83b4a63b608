import { describe, expect, test } from 'vitest'
import { contextShown, wishForEngine } from '../../../src/renderer/fit/context-shown.ts'
import { noWish } from '../../../src/renderer/fit/wish.ts'
import { fitAnswer } from '../../shared/shelf.ts'

const { fit } = fitAnswer({ model: 'm', ...noWish })
const four = { ...fit, parallel: 4, contextTokens: 163_840, maxContextThatFits: 81_920 }
const ofOllama = { ...four, model: { ...fit.model, engine: 'ollama' } } as const

describe('the context that is shown', () => {
  test('is of all requests together with llama.cpp, and each has its part', () => {
    const split = { ...four, sharing: 'split' } as const
    expect(contextShown(split, null)).toEqual({
      tokens: 163_840,
      longestTokens: 81_920,
      of: { kind: 'together', count: 4, tokensOfEach: 40_960 },
    })
    expect(contextShown(split, 8_192)?.of).toMatchObject({ tokensOfEach: 2_048 })
    expect(contextShown({ ...four, sharing: 'shared' }, null)?.of).toBeNull()
    expect(contextShown({ ...four, parallel: 1, sharing: 'one' }, null)?.of).toBeNull()
  })

  test('is of each request with Ollama and MLX, and so is the longest that fits', () => {
    expect(contextShown({ ...ofOllama, sharing: 'split' }, null)).toEqual({
      tokens: 40_960,
      longestTokens: 20_480,
      of: { kind: 'each', count: 4 },
    })
    const none = { ...ofOllama, sharing: 'split', maxContextThatFits: null } as const
    expect(contextShown(none, 4_096)).toMatchObject({ tokens: 4_096, longestTokens: null })
    expect(contextShown({ ...four, sharing: 'each' }, null)).toMatchObject({
      tokens: 163_840,
      of: { kind: 'each', count: 4 },
    })
  })

  test('is none where nothing depends on one', () => {
    expect(contextShown({ ...fit, contextTokens: null }, null)).toBeNull()
  })
})

describe('another engine', () => {
  const wish = { ...noWish, contextTokens: 16_384, kvType: 'q8_0' }
  const own = { engine: 'llama.cpp' } as const

  test('is asked for the same context and type of cache', () => {
    expect(wishForEngine(wish, 'ollama', own)).toEqual({ ...wish, engine: 'ollama' })
    expect(wishForEngine(noWish, 'ollama', own)).toEqual({ ...noWish, engine: 'ollama' })
    // LM Studio is llama.cpp
    const back = wishForEngine({ ...wish, engine: 'llama.cpp' }, null, own)
    expect(back).toEqual(wish)
  })

  test('is told of each request what the other is told of all, and the other way round', () => {
    const several = { ...wish, parallel: 4 }
    const then = wishForEngine(several, 'ollama', own)
    expect(then).toEqual({ ...several, engine: 'ollama', contextTokens: 4_096 })
    expect(wishForEngine(then, 'llama.cpp', own)).toEqual({ ...several, engine: 'llama.cpp' })
    expect(wishForEngine(several, 'llama.cpp', own).contextTokens).toBe(16_384)
  })
})

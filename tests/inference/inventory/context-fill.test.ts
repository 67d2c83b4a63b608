import { describe, expect, test } from 'vitest'
import {
  contextFillOf,
  fullestRequestOf,
} from '../../../src/main/inference/inventory/context-fill.ts'
import type { SlotFacts } from '../../../src/main/inference/answers/facts.ts'

const slot = (usedTokens: number | null, taskId: number | null = 1): SlotFacts => ({
  id: 0,
  contextTokens: 1_000,
  usedTokens,
  isProcessing: false,
  taskId,
  decodedTokens: null,
})

describe('how full a context is', () => {
  test('of slots that share one cache is measured against the whole once', () => {
    const slots = [slot(300), slot(200)]
    const whole = { contextTokens: 1_000, usedTokens: 500, ratio: 0.5 }
    expect(contextFillOf({}, { slots }, true)).toEqual(whole)
    expect(contextFillOf({}, { slots }, null)).toEqual(whole)
  })

  test('of slots with a cache each is measured against all of them', () => {
    expect(contextFillOf({}, { slots: [slot(300), slot(200)] }, false)).toEqual({
      contextTokens: 2_000,
      usedTokens: 500,
      ratio: 0.25,
    })
  })

  test('of slots that were never used is nothing, and unknown where a used one does not tell', () => {
    expect(contextFillOf({}, { slots: [slot(null, null)] }, null).usedTokens).toBe(0)
    expect(contextFillOf({}, { slots: [slot(null, 4)] }, null)).toEqual({
      contextTokens: 1_000,
      usedTokens: null,
      ratio: null,
    })
  })

  test('is never more than full', () => {
    expect(contextFillOf({}, { slots: [slot(900), slot(900)] }, true).ratio).toBe(1)
  })

  test('is as the model or the server tells where there are no slots', () => {
    const model = { contextTokens: 400, contextUsedTokens: 100 }
    expect(contextFillOf(model, {}, null).ratio).toBe(0.25)
    expect(contextFillOf({ contextTokens: 400 }, { kvRatio: 0.7 }, null)).toEqual({
      contextTokens: 400,
      usedTokens: null,
      ratio: 0.7,
    })
    expect(contextFillOf({}, {}, null)).toEqual({
      contextTokens: null,
      usedTokens: null,
      ratio: null,
    })
  })
})

describe('the fullest request', () => {
  const working = (usedTokens: number | null): SlotFacts => ({
    ...slot(usedTokens),
    isProcessing: true,
  })

  test('is of those at work, whatever slots keep that rest', () => {
    expect(fullestRequestOf({ slots: [slot(990), working(300), working(700)] })).toEqual({
      usedTokens: 700,
      contextTokens: 1_000,
      besideCount: 1,
    })
  })

  test('is none where none is at work, or nothing is told of them', () => {
    expect(fullestRequestOf({ slots: [slot(990)] })).toBeNull()
    expect(fullestRequestOf({ slots: [working(null)] })).toBeNull()
    expect(fullestRequestOf({ slots: null })).toBeNull()
    expect(fullestRequestOf({})).toBeNull()
  })
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCrashBudget } from '../../../src/main/electron/popover/crash-budget.ts'

describe('a window that crashes', () => {
  test('may come back three times in a minute, not a fourth time', () => {
    const budget = createCrashBudget()
    expect([0, 1, 59_999].map(budget.note)).toEqual([true, true, true])
    expect(budget.isExhausted(59_999)).toBe(false)
    expect(budget.note(59_999)).toBe(false)
    expect(budget.isExhausted(59_999)).toBe(true)
  })

  test('may come back again as soon as the first of them is a minute old', () => {
    const budget = createCrashBudget()
    for (const atMs of [0, 1_000, 2_000, 3_000]) budget.note(atMs)
    expect([59_999, 60_000].map(budget.isExhausted)).toEqual([true, false])
    expect(budget.note(61_000)).toBe(true)
  })

  test('once in a while may always come back', () => {
    const budget = createCrashBudget()
    const times = Array.from({ length: 100 }, (_, index) => index * 20_000)
    expect(times.map(budget.note).every(Boolean)).toBe(true)
  })

  test('is not kept away by a clock that was set back', () => {
    const budget = createCrashBudget()
    const dayMs = 86_400_000
    for (const atMs of [dayMs, dayMs + 1, dayMs + 2, dayMs + 3]) budget.note(atMs)
    expect(budget.isExhausted(0)).toBe(false)
    expect(budget.note(0)).toBe(true)
  })

  test('may come back exactly where it is one of at most three within a minute', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 40 })
    fc.assert(
      fc.property(gaps, fc.nat(70_000), (all, laterMs) => {
        const budget = createCrashBudget()
        const times: number[] = []
        const countSince = (atMs: number): number =>
          times.filter((crashedAtMs) => crashedAtMs > atMs - 60_000).length
        let atMs = 0
        for (const gapMs of all) {
          atMs += gapMs
          times.push(atMs)
          expect(budget.note(atMs)).toBe(countSince(atMs) <= 3)
          expect(budget.isExhausted(atMs)).toBe(countSince(atMs) > 3)
        }
        expect(budget.isExhausted(atMs + laterMs)).toBe(countSince(atMs + laterMs) > 3)
      }),
    )
  })
})

import { expect, test } from 'vitest'
import { percentOff } from './percent-off.ts'

const pairsOf = (...got: readonly number[]) => got.map((one) => ({ expected: 100, got: one }))

test('errors are told by their size, and the lowest by how far it is below', () => {
  expect(percentOff(pairsOf(101, 98, 110, 100, 103))).toEqual({
    n: 5,
    medianPct: 2,
    p95Pct: 10,
    worstPct: 10,
    worstUnderPct: 2,
  })
})

test('where nothing is below, nothing is under', () => {
  expect(percentOff(pairsOf(100, 105)).worstUnderPct).toBe(0)
})

test('a truth of nothing is left out', () => {
  expect(percentOff([{ expected: 0, got: 5 }])).toMatchObject({ n: 0, worstPct: 0 })
})

import { expect, test } from 'vitest'
import { createHoldingsGrowth } from '../../../src/main/headroom/forecast/holdings-growth.ts'

const hold = (id: string, megabytes: number, startedAtMs = -1) => ({
  id,
  bytes: megabytes * 1e6,
  startedAtMs,
})

test('growth is by two listings, however often the same one is seen again', () => {
  const growth = createHoldingsGrowth()
  for (let second = 0; second < 30; second++) growth.note(second * 1_000, [hold('a', 100)])
  for (let second = 30; second < 40; second++) growth.note(second * 1_000, [hold('a', 3_100)])
  expect(growth.since(0).get('a')).toBe(100e6)
})

test('one that has begun since had nothing then', () => {
  const growth = createHoldingsGrowth()
  growth.note(0, [hold('a', 500)])
  growth.note(20_000, [hold('a', 500), hold('b', 1_000, 10_000)])
  expect(Object.fromEntries(growth.since(0))).toEqual({ a: 0, b: 100e6 })
})

test('another process with the same id is another one, and what was not watched is not told', () => {
  const growth = createHoldingsGrowth()
  growth.note(0, [hold('a', 5_000, -1)])
  growth.note(20_000, [hold('a', 1_000, 10_000), hold('old', 9_000, -5)])
  expect(Object.fromEntries(growth.since(0))).toEqual({ a: 100e6 })
})

test('a span of seconds says nothing', () => {
  const growth = createHoldingsGrowth()
  growth.note(0, [hold('a', 100)])
  growth.note(2_000, [hold('a', 900)])
  expect(growth.since(0).size).toBe(0)
  expect(createHoldingsGrowth().since(0).size).toBe(0)
})

test('a clock that was set back begins anew', () => {
  const growth = createHoldingsGrowth()
  growth.note(100_000, [hold('a', 100)])
  growth.note(10_000, [hold('a', 900)])
  growth.note(20_000, [hold('a', 1_000)])
  growth.note(30_000, [hold('a', 2_000)])
  expect(growth.since(0).get('a')).toBe(100e6)
})

import { expect, test } from 'vitest'
import { createRate, ratePerSecond } from '../../src/main/headroom/rate.ts'

test('a rate is the growth of a counter in a second', () => {
  expect(ratePerSecond({ count: 100, atMs: 1_000 }, { count: 350, atMs: 3_000 })).toBe(125)
  expect(ratePerSecond({ count: 100, atMs: 1_000 }, { count: 100, atMs: 3_000 })).toBe(0)
})

test('one reading alone is no rate', () => {
  expect(ratePerSecond(null, { count: 100, atMs: 1_000 })).toBe(null)
})

test('a clock that stood or went back gives no rate', () => {
  const before = { count: 100, atMs: 1_000 }
  expect(ratePerSecond(before, { count: 200, atMs: 1_000 })).toBe(null)
  expect(ratePerSecond(before, { count: 200, atMs: 0 })).toBe(null)
})

test('a counter that began again gives no rate', () => {
  expect(ratePerSecond({ count: 100, atMs: 0 }, { count: 99, atMs: 1_000 })).toBe(null)
})

test('two minutes apart are still a rate, more is a machine that slept', () => {
  const before = { count: 0, atMs: 0 }
  expect(ratePerSecond(before, { count: 120, atMs: 120_000 })).toBe(1)
  expect(ratePerSecond(before, { count: 120, atMs: 120_001 })).toBe(null)
})

test('each reading is compared with the one before it', () => {
  const rate = createRate()
  expect(rate({ count: 0, atMs: 0 })).toBe(null)
  expect(rate({ count: 50, atMs: 1_000 })).toBe(50)
  expect(rate({ count: 60, atMs: 2_000 })).toBe(10)
})

test('asked twice for one reading, the rate stays', () => {
  const rate = createRate()
  rate({ count: 0, atMs: 0 })
  expect(rate({ count: 50, atMs: 1_000 })).toBe(50)
  expect(rate({ count: 50, atMs: 1_000 })).toBe(50)
  expect(rate({ count: 70, atMs: 2_000 })).toBe(20)
})

test('after the clock was set back the rate is known again at the second reading', () => {
  const rate = createRate()
  rate({ count: 0, atMs: 3_600_000 })
  expect(rate({ count: 50, atMs: 0 })).toBe(null)
  expect(rate({ count: 80, atMs: 1_000 })).toBe(30)
})

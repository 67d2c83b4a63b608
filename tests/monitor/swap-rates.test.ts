import { expect, test } from 'vitest'
import { createSwapRates } from '../../src/main/monitor/swap-rates.ts'

const unknown = { inBytesPerSecond: null, outBytesPerSecond: null }

test('both rates are known from the second answer on, each its own', () => {
  const step = createSwapRates()
  expect(step({ atMs: 0, inBytes: 1_000, outBytes: 7_000 })).toEqual(unknown)
  expect(step({ atMs: 2_000, inBytes: 1_000, outBytes: 9_000 })).toEqual({
    inBytesPerSecond: 0,
    outBytesPerSecond: 1_000,
  })
})

test('a kernel that counts only one of them tells that one', () => {
  const step = createSwapRates()
  step({ atMs: 0, inBytes: null, outBytes: 0 })
  expect(step({ atMs: 1_000, inBytes: null, outBytes: 5_000 })).toEqual({
    inBytesPerSecond: null,
    outBytesPerSecond: 5_000,
  })
})

test('without an answer of now there is no rate of now', () => {
  const step = createSwapRates()
  step({ atMs: 0, inBytes: 0, outBytes: 0 })
  step({ atMs: 1_000, inBytes: 0, outBytes: 5_000 })
  expect(step(null)).toEqual(unknown)
})

test('after a gap the rate is the mean over it', () => {
  const step = createSwapRates()
  step({ atMs: 0, inBytes: 0, outBytes: 0 })
  step(null)
  expect(step({ atMs: 10_000, inBytes: 0, outBytes: 50_000 })).toMatchObject({
    outBytesPerSecond: 5_000,
  })
})

test('counters that began again with the machine are no rate', () => {
  const step = createSwapRates()
  step({ atMs: 0, inBytes: 9_000, outBytes: 9_000 })
  expect(step({ atMs: 1_000, inBytes: 0, outBytes: 0 })).toEqual(unknown)
})

test('asked twice for one answer they say the same', () => {
  const step = createSwapRates()
  step({ atMs: 0, inBytes: 0, outBytes: 0 })
  const now = { atMs: 1_000, inBytes: 3_000, outBytes: 5_000 }
  const rates = { inBytesPerSecond: 3_000, outBytesPerSecond: 5_000 }
  expect(step(now)).toEqual(rates)
  expect(step(now)).toEqual(rates)
})

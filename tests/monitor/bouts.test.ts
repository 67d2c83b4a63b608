import { expect, test } from 'vitest'
import { createBouts } from '../../src/main/monitor/bouts.ts'

const times = { firstWaitMs: 2_000, longestWaitMs: 10_000, quietAfterMs: 60_000 }

test('while it is called for without end, bouts come ever more seldom, up to the longest wait', () => {
  const bouts = createBouts(times)
  const begun: number[] = []
  for (let atMs = 0; atMs <= 50_000; atMs += 1_000) if (bouts.begin(atMs)) begun.push(atMs)
  expect(begun).toEqual([0, 2_000, 6_000, 14_000, 24_000, 34_000, 44_000])
  expect(bouts.lastAtMs()).toBe(44_000)
})

test('after a quiet time, and after the clock was set back, the first comes at once', () => {
  const bouts = createBouts(times)
  for (let atMs = 0; atMs <= 50_000; atMs += 1_000) bouts.begin(atMs)
  expect([bouts.begin(44_000 + 61_000), bouts.begin(44_000 + 62_000)]).toEqual([true, false])
  expect(bouts.begin(1_000)).toBe(true)
})

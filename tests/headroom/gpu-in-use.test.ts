import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGpuInUse, gpuWindowMs } from '../../src/main/headroom/gpu-in-use.ts'

/** The use after each reading of one GPU whose models nobody knows. */
function createUse(): (atMs: number, nowBytes: number, endedCount?: number) => number {
  const step = createGpuInUse()
  return (atMs, nowBytes, endedCount = 0) =>
    step({ atMs, nowBytes, knownModelBytes: 0, endedCount }).inUseBytes
}

test('a model that has gone idle is in use for three minutes more', () => {
  const at = createUse()
  expect(gpuWindowMs).toBe(180_000)
  expect(at(0, 20e9)).toBe(20e9)
  expect(at(1_000, 2e9)).toBe(20e9)
  expect(at(180_000, 2e9)).toBe(20e9)
  expect(at(180_001, 2e9)).toBe(2e9)
})

test('what is in use now is told beside it', () => {
  const step = createGpuInUse()
  step({ atMs: 0, nowBytes: 20e9, knownModelBytes: 0, endedCount: 0 })
  expect(step({ atMs: 1_000, nowBytes: 2e9, knownModelBytes: 0, endedCount: 0 })).toEqual({
    inUseBytes: 20e9,
    mostBytes: 20e9,
    nowBytes: 2e9,
  })
})

test('as the highest grows old, the next highest takes its place', () => {
  const at = createUse()
  at(0, 20e9)
  at(60_000, 15e9)
  at(120_000, 5e9)
  expect(at(180_001, 1e9)).toBe(15e9)
  expect(at(240_001, 1e9)).toBe(5e9)
  expect(at(300_001, 1e9)).toBe(1e9)
})

test('more is in use at once when more is in use', () => {
  const at = createUse()
  at(0, 5e9)
  expect(at(1_000, 21e9)).toBe(21e9)
})

test('the models that are loaded are in use, even while the driver does not count them', () => {
  const step = createGpuInUse()
  const signs = { nowBytes: 1e9, endedCount: 0 }
  expect(step({ ...signs, atMs: 0, knownModelBytes: 18e9 }).inUseBytes).toBe(18e9)
  expect(step({ ...signs, atMs: 1_000, knownModelBytes: 0 }).inUseBytes).toBe(1e9)
  expect(step({ ...signs, atMs: 2_000, nowBytes: 30e9, knownModelBytes: 18e9 }).inUseBytes).toBe(
    30e9,
  )
})

test('what a holder frees that has ended shows at once', () => {
  const at = createUse()
  at(0, 20e9, 4)
  at(1_000, 20e9, 4)
  expect(at(2_000, 3e9, 5)).toBe(3e9)
  expect(at(3_000, 2e9, 5)).toBe(2e9) // the reading of that tick may have come before the end
  expect(at(4_000, 1e9, 5)).toBe(2e9)
})

test('a reading from before a holder ended does not outlive its next one', () => {
  const at = createUse()
  expect(at(0, 20e9, 4)).toBe(20e9)
  // the GPU's answer is late in this tick: the last one stands, though a holder has ended since
  at(0, 20e9, 5)
  expect(at(5_000, 3e9, 5)).toBe(3e9)
})

test('a clock that is set back begins anew: what was read in the future does not count', () => {
  const at = createUse()
  at(3_600_000, 20e9)
  expect(at(0, 3e9)).toBe(3e9)
  expect(at(1_000, 2e9)).toBe(3e9)
  expect(at(3_600_000, 1e9)).toBe(1e9)
})

test('asked twice for one reading, the use stays', () => {
  const at = createUse()
  at(0, 20e9)
  expect(at(1_000, 2e9)).toBe(20e9)
  expect(at(1_000, 2e9)).toBe(20e9)
  expect(at(180_001, 2e9)).toBe(2e9)
})

/** What is still held once all that can be forgotten is forgotten. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc')
  const gc: unknown = runInNewContext('gc')
  if (typeof gc === 'function') gc()
  return process.memoryUsage().heapUsed
}

test('a day of readings, each below the one before, leaves no more behind than three minutes do', () => {
  const at = createUse()
  const firstBytes = 64e9
  const fall = (fromSecond: number, toSecond: number): void => {
    for (let second = fromSecond; second < toSecond; second++)
      at(second * 1_000, firstBytes - second)
  }
  fall(0, 600)
  const beforeBytes = heldBytes()
  fall(600, 86_400)
  expect(heldBytes() - beforeBytes).toBeLessThan(1e6)
  expect(at(86_400_000, 0)).toBe(firstBytes - (86_400 - 180))
})

const reading = fc.record({
  afterMs: fc.integer({ min: 0, max: 90_000 }),
  nowBytes: fc.integer({ min: 0, max: 64 }),
  hasEnded: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
})

test('it is the most of all readings within three minutes, and after the last holder ended', () => {
  fc.assert(
    fc.property(fc.array(reading, { minLength: 1, maxLength: 60 }), (readings) => {
      const at = createUse()
      const all: { readonly atMs: number; readonly bytes: number; readonly ended: number }[] = []
      let atMs = 0
      let ended = 0
      for (const { afterMs, nowBytes, hasEnded } of readings) {
        atMs += Math.max(1, afterMs)
        ended += hasEnded ? 1 : 0
        all.push({ atMs, bytes: nowBytes, ended })
        const sinceEnd = all.filter((one) => one.ended === ended)
        // of those only the present one counts that was read as the holder ended
        const counted = (ended === 0 ? sinceEnd : sinceEnd.slice(1)).filter(
          (one) => atMs - one.atMs <= gpuWindowMs,
        )
        const most = Math.max(nowBytes, ...counted.map(({ bytes }) => bytes))
        expect(at(atMs, nowBytes, ended)).toBe(most)
      }
    }),
  )
})

test('an idle model comes back beside what others have: what was left when all had dropped out', () => {
  const step = createGpuInUse()
  const signs = { knownModelBytes: 12e9, leastModelBytes: 4e9, endedCount: 0 }
  expect(step({ ...signs, atMs: 0, nowBytes: 8.5e9 }).inUseBytes).toBe(12e9)
  expect(step({ ...signs, atMs: 1_000, nowBytes: 0.4e9 }).inUseBytes).toBe(12.4e9)
  // 3 GB may be most of a model
  expect(step({ ...signs, atMs: 2_000, nowBytes: 3e9 }).inUseBytes).toBe(12.4e9)
  expect(step({ ...signs, knownModelBytes: 0, atMs: 300_000, nowBytes: 0.3e9 }).inUseBytes).toBe(
    0.3e9,
  )
})

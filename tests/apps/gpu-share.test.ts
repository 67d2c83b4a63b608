import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGpuShare } from '../../src/main/apps/gpu-share.ts'
import { pid } from '../../src/shared/ids.ts'

const ms = 1e6
type Times = Readonly<Record<number, number>>

/** The shares after each reading, as plain objects. */
function sharesOf(...readings: readonly (readonly [atMs: number, gpuMs: Times])[]) {
  const step = createGpuShare()
  return readings.map(([atMs, gpuMs]) => {
    const entries = Object.entries(gpuMs).map(([id, time]) => [pid(Number(id)), time * ms] as const)
    const shares = step({ atMs, gpuTimeNs: new Map(entries) })
    return shares === null ? null : Object.fromEntries(shares)
  })
}

test('is the GPU time between two readings by the time between, and unknown until there are two', () => {
  expect(sharesOf([1_000, { 7: 500, 8: 0 }], [6_000, { 7: 3_000, 8: 0 }])).toEqual([
    null,
    { 7: 0.5, 8: 0 },
  ])
})

test('stays as it is while no new reading has come', () => {
  expect(sharesOf([0, { 7: 0 }], [1_000, { 7: 250 }], [1_000, { 7: 250 }])).toEqual([
    null,
    { 7: 0.25 },
    { 7: 0.25 },
  ])
})

test('is never negative: a counter that fell has begun again', () => {
  expect(sharesOf([0, { 7: 900 }], [1_000, { 7: 100 }], [2_000, { 7: 600 }])).toEqual([
    null,
    { 7: 0 },
    { 7: 0.5 },
  ])
})

test('is at most the whole, whatever a counter says', () => {
  expect(sharesOf([0, { 7: 0 }], [1_000, { 7: 9_000 }])).toEqual([null, { 7: 1 }])
})

test('of a process that comes is what it did since, and unknown where it did more than can be', () => {
  expect(sharesOf([0, {}], [1_000, { 7: 500, 8: 5_000 }], [2_000, { 7: 500, 8: 5_100 }])).toEqual([
    null,
    { 7: 0.5 },
    { 7: 0, 8: 0.1 },
  ])
})

test('is not told of a process that has gone', () => {
  expect(sharesOf([0, { 7: 0, 8: 0 }], [1_000, { 8: 0 }])).toEqual([null, { 8: 0 }])
})

test('is unknown where the clock was set back, and right again with the next reading', () => {
  expect(sharesOf([9_000, { 7: 0 }], [4_000, { 7: 100 }], [5_000, { 7: 600 }])).toEqual([
    null,
    null,
    { 7: 0.5 },
  ])
})

test('is unknown across more than two minutes: that is no share of now', () => {
  expect(sharesOf([0, { 7: 0 }], [120_000, { 7: 60_000 }])).toEqual([null, { 7: 0.5 }])
  expect(sharesOf([0, { 7: 0 }], [120_001, { 7: 60_000 }])).toEqual([null, null])
})

test('lies within 0 and 1 on every walk of clocks and counters', () => {
  const reading = fc.tuple(
    fc.integer({ min: -200_000, max: 200_000 }),
    fc.dictionary(fc.constantFrom('1', '2', '3'), fc.nat(Number.MAX_SAFE_INTEGER)),
  )
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 20 }), (walk) => {
      const step = createGpuShare()
      let atMs = 0
      for (const [movedMs, times] of walk) {
        atMs += movedMs
        const entries = Object.entries(times).map(([id, ns]) => [pid(Number(id)), ns] as const)
        const shares = step({ atMs, gpuTimeNs: new Map(entries) })
        for (const [id, share] of shares ?? []) {
          if (movedMs !== 0) expect(times[id]).toBeDefined()
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(1)
        }
      }
    }),
    { numRuns: 500 },
  )
})

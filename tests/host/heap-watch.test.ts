import { expect, test } from 'vitest'
import { createHeapWatch } from '../../src/main/host/heap-watch.ts'

/** A heap of so many megabytes, of which 40 live; `tick`: a second later it is so large, and how often it was collected so far. */
function heap() {
  let megabytes = 60
  let nowMs = 0
  let collected = 0
  const told = createHeapWatch({
    sizeBytes: () => megabytes * 1e6,
    collect: () => {
      collected++
      megabytes = 40
    },
    nowMs: () => nowMs,
  })
  const tick = (grownTo: number): number => {
    nowMs += 1_000
    megabytes = grownTo
    told()
    return collected
  }
  return tick
}

test('a heap that is as small as at rest is left alone', () => {
  const tick = heap()
  for (let second = 0; second < 100; second++) expect(tick(60)).toBe(0)
})

test('one that has grown far beyond what the last collection left is collected, once a minute at most', () => {
  const tick = heap()
  expect(tick(70)).toBe(1)
  for (let second = 0; second < 100; second++) expect(tick(78)).toBe(1)
  expect(tick(81)).toBe(2)
  const counts = Array.from({ length: 60 }, () => tick(200))
  expect(counts.indexOf(3)).toBe(59)
})

test('the real one is smaller behind it', () => {
  const before = createGarbage()
  expect(before).toBeGreaterThan(30e6)
  createHeapWatch()()
  expect(process.memoryUsage().heapUsed).toBeLessThan(before)
})

/** Some 40 MB that nothing refers to any more; what the heap held with them. */
function createGarbage(): number {
  const garbage = Array.from({ length: 1_000_000 }, (_, index) => ({ index, text: `${index}` }))
  return garbage.length > 0 ? process.memoryUsage().heapUsed : 0
}

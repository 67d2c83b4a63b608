import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWired } from '../../src/main/headroom/wired.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** A GPU whose use of now is the most of its window. */
const using = (inUseBytes: number, inUseNowBytes = inUseBytes) => ({ inUseBytes, inUseNowBytes })

test('wired memory is what the GPU uses and what nothing explains', () => {
  expect(createWired()({ atMs: 0, wiredBytes: 12e9, gpu: using(9e9) })).toEqual({
    wiredBytes: 12e9,
    gpuBytes: 9e9,
    unattributedBytes: 3e9,
    history: [{ atMs: 0, unattributedBytes: 3e9 }],
  })
})

test('a GPU that counts more than is wired explains all of it, never less than nothing', () => {
  expect(createWired()({ atMs: 0, wiredBytes: 5e9, gpu: using(9e9) })).toMatchObject({
    gpuBytes: 5e9,
    unattributedBytes: 0,
  })
})

test('a model that idles explains nothing where its pages are wired no more, and all where they are', () => {
  const idling = using(72e9, 1e9)
  expect(createWired()({ atMs: 0, wiredBytes: 4.6e9, gpu: idling })).toMatchObject({
    gpuBytes: 1e9,
    unattributedBytes: 3.6e9,
  })
  expect(createWired()({ atMs: 0, wiredBytes: 76e9, gpu: idling })).toMatchObject({
    gpuBytes: 72e9,
    unattributedBytes: 4e9,
  })
})

/** One Mac whose unattributed memory is given. */
function createWalk(): (atMs: number, unattributedBytes: number) => readonly number[] {
  const step = createWired()
  return (atMs, unattributedBytes) =>
    step({ atMs, wiredBytes: unattributedBytes + 1e9, gpu: using(1e9) }).history.map(
      (point) => point.atMs,
    )
}

test('its history has one point a minute', () => {
  const at = createWalk()
  expect(at(0, 3e9)).toEqual([0])
  expect(at(1_000, 3e9)).toEqual([0])
  expect(at(59_999, 3e9)).toEqual([0])
  expect(at(60_000, 3e9)).toEqual([0, 60_000])
  expect(at(60_000, 3e9)).toEqual([0, 60_000])
})

test('its history is an hour long, the oldest first', () => {
  const at = createWalk()
  let points: readonly number[] = []
  for (let atMs = 0; atMs <= 3 * hourMs; atMs += 5_000) points = at(atMs, 3e9)
  expect(points).toHaveLength(61)
  expect([points[0], points.at(-1)]).toEqual([2 * hourMs, 3 * hourMs])
})

test('a leap after a process ended can be read in its history', () => {
  const step = createWired()
  const at = (atMs: number, wiredBytes: number, gpuInUseBytes: number) =>
    step({ atMs, wiredBytes, gpu: using(gpuInUseBytes) }).history.map(
      (one) => one.unattributedBytes,
    )
  at(0, 12e9, 9e9)
  expect(at(minuteMs, 12e9, 0)).toEqual([3e9, 12e9])
})

test('after the clock was set back no point lies in the future', () => {
  const at = createWalk()
  at(hourMs, 3e9)
  at(2 * hourMs, 3e9)
  expect(at(hourMs + minuteMs, 3e9)).toEqual([hourMs, hourMs + minuteMs])
  expect(at(0, 3e9)).toEqual([0])
})

test('it adds up and keeps within its bounds, however the clock goes', () => {
  const bytes = fc.nat(2 ** 40)
  const gpu = fc.tuple(bytes, bytes).map(([one, other]) => using(Math.max(one, other), one))
  const moment = fc.record({ atMs: fc.nat(3 * hourMs), wiredBytes: bytes, gpu })
  fc.assert(
    fc.property(fc.array(moment, { maxLength: 100 }), (moments) => {
      const step = createWired()
      for (const now of moments) {
        const { wiredBytes, gpuBytes, unattributedBytes, history } = step(now)
        expect(gpuBytes + unattributedBytes).toBe(wiredBytes)
        expect(unattributedBytes).toBeGreaterThanOrEqual(0)
        const points = history.map(({ atMs }) => atMs)
        expect(points).toEqual(points.toSorted((a, b) => a - b))
        expect(points.length).toBeLessThanOrEqual(61)
        expect(points.filter((at) => at > now.atMs || now.atMs - at > hourMs)).toEqual([])
      }
    }),
  )
})

import { expect, test } from 'vitest'
import { appId } from '../../src/shared/ids.ts'
import { createGrowth } from '../../src/main/apps/growth.ts'

const id = appId('1 /usr/bin/ollama')
const megabyte = 1e6

/** Follows one app; answers with its growth in bytes a minute. */
function createHistory(): (
  atMs: number,
  measuredBytes: number,
  startedAtMs?: number,
  measuredBy?: string,
) => number | null {
  const step = createGrowth()
  return (atMs, measuredBytes, startedAtMs = 0, measuredBy = 'rss') =>
    step([{ id, startedAtMs, measuredAtMs: atMs, measuredBytes, measuredBy }]).get(id) ?? null
}

test('growth is not known before half a minute, and then it is right', () => {
  const at = createHistory()
  expect(at(0, 0)).toBe(null)
  expect(at(15_000, 5 * megabyte)).toBe(null)
  expect(at(29_999, 10 * megabyte)).toBe(null)
  expect(at(30_000, 10 * megabyte)).toBe(20 * megabyte)
})

test('an app that shrinks grows by less than nothing', () => {
  const at = createHistory()
  at(0, 600 * megabyte)
  expect(at(60_000, 300 * megabyte)).toBe(-300 * megabyte)
})

test('looked at every second, growth is the same as every five', () => {
  const everySecond = createHistory()
  const everyFive = createHistory()
  const last = { second: Number.NaN, five: Number.NaN }
  for (let second = 0; second <= 120; second++) {
    const bytes = second * 2 * megabyte
    last.second = everySecond(second * 1_000, bytes) ?? Number.NaN
    if (second % 5 === 0) last.five = everyFive(second * 1_000, bytes) ?? Number.NaN
  }
  expect(last.second).toBeCloseTo(120 * megabyte, 3)
  expect(last.five).toBeCloseTo(120 * megabyte, 3)
})

test('what lies further back than five minutes does not count', () => {
  const at = createHistory()
  let growth: number | null = null
  // a jump of 1 GB in the first minute, then nothing
  for (let atMs = 0; atMs <= 370_000; atMs += 5_000)
    growth = at(atMs, atMs >= 60_000 ? 1_000 * megabyte : 0)
  expect(growth).toBe(0)
})

test('an app that was started anew is watched anew', () => {
  const at = createHistory()
  at(0, 0)
  expect(at(40_000, 40 * megabyte)).toBe(60 * megabyte)
  expect(at(45_000, 9 * megabyte, 44_000)).toBe(null)
  expect(at(80_000, 9 * megabyte, 44_000)).toBe(0)
})

test('an app whose figures are of another kind is watched anew', () => {
  const at = createHistory()
  at(0, 0)
  expect(at(40_000, 40 * megabyte)).toBe(60 * megabyte)
  expect(at(45_000, 900 * megabyte, 0, 'footprint')).toBe(null)
  expect(at(74_999, 905 * megabyte, 0, 'footprint')).toBe(null)
  expect(at(75_000, 905 * megabyte, 0, 'footprint')).toBe(10 * megabyte)
  expect(at(80_000, 40 * megabyte)).toBe(null)
})

test('after the clock was set back growth is watched anew, not negative time', () => {
  const at = createHistory()
  at(3_600_000, 0)
  at(3_640_000, 40 * megabyte)
  expect(at(0, 50 * megabyte)).toBe(null)
  expect(at(30_000, 60 * megabyte)).toBe(20 * megabyte)
})

test('a machine that slept through the window is watched anew', () => {
  const at = createHistory()
  at(0, 0)
  expect(at(40_000, 40 * megabyte)).toBe(60 * megabyte)
  expect(at(4_000_000, 90 * megabyte)).toBe(null)
})

test('an app that is gone leaves nothing behind, and each has its own growth', () => {
  const step = createGrowth()
  const other = appId('2 /usr/bin/other')
  const both = (measuredAtMs: number, measuredBytes: number) => {
    const measured = { startedAtMs: 0, measuredAtMs, measuredBy: 'rss' }
    return [
      { id, ...measured, measuredBytes },
      { id: other, ...measured, measuredBytes: measuredBytes * 2 },
    ]
  }
  step(both(0, 0))
  expect([...step(both(60_000, 600_000))]).toEqual([
    [id, 600_000],
    [other, 1_200_000],
  ])
  expect([...step(both(65_000, 600_000).slice(0, 1)).keys()]).toEqual([id])
  expect(step(both(70_000, 600_000)).get(other)).toBe(null)
})

test('a load that is over grows no more, though the window still holds it', () => {
  const at = createHistory()
  for (let atMs = 0; atMs <= 60_000; atMs += 5_000) at(atMs, atMs * 300_000)
  expect(at(61_000, 18_300 * megabyte)).toBe(18_000 * megabyte)
  for (let atMs = 65_000; atMs <= 95_000; atMs += 5_000) at(atMs, 18_300 * megabyte)
  expect(at(100_000, 18_300 * megabyte)).toBe(0)
})

test('figures that come once in several minutes tell growth as well', () => {
  const at = createHistory()
  at(0, 0)
  expect(at(400_000, 4_000 * megabyte)).toBe(600 * megabyte)
  expect(at(800_000, 8_000 * megabyte)).toBe(600 * megabyte)
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createStairs, type StairsTrend } from '../../../src/main/headroom/forecast/stairs.ts'
import { createNoise, growingAfter, mb, startMs } from './traces.ts'

interface Told {
  readonly second: number
  readonly roomBytes: number
  readonly trend: StairsTrend | null
}

function climb(
  bytesAt: (second: number) => number,
  { seconds = 400, everySeconds = 1 }: { seconds?: number; everySeconds?: number } = {},
): readonly Told[] {
  const stairs = createStairs()
  return Array.from({ length: Math.floor(seconds / everySeconds) + 1 }, (_, index) => {
    const second = index * everySeconds
    const bytes = bytesAt(second)
    const roomBytes = Math.max(0, bytes)
    const trend = stairs.step({ atMs: startMs + second * 1_000, bytes }, roomBytes)
    return { second, roomBytes, trend }
  })
}

const toldIn = (told: readonly Told[]): readonly Told[] =>
  told.filter(({ trend }) => trend !== null)
const paceOf = ({ trend }: Told): number => (trend?.bytesPerSecond ?? 0) / 1e6

/** Half a gigabyte each fifty seconds. */
const inBlocks = (second: number): number => 8e9 - mb(500) * Math.floor(second / 50)

describe('a room that goes down like stairs', () => {
  test.each([1, 5])('is told with its third step, at its pace (every %i s)', (everySeconds) => {
    const told = toldIn(climb(inBlocks, { everySeconds }))
    expect(told[0]?.second).toBeGreaterThanOrEqual(150)
    expect(told[0]?.second).toBeLessThanOrEqual(150 + 2 * everySeconds)
    for (const one of told) expect(Math.abs(paceOf(one) - 10)).toBeLessThan(1.5)
    expect(told.every(({ trend }) => trend?.isSure === false)).toBe(true)
    expect(told.at(-1)?.second).toBe(400)
  })

  test('is told where its steps and its pauses are uneven, and where little comes between them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 300, max: 700 }), fc.integer({ min: 35, max: 70 })), {
          minLength: 6,
          maxLength: 6,
        }),
        (steps) => {
          const times = steps.map((_, at) => steps.slice(0, at + 1).reduce((s, [, p]) => s + p, 0))
          const bytesAt = (second: number): number =>
            8e9 -
            steps.reduce((sum, [m], at) => sum + (second >= (times[at] ?? 0) ? mb(m) : 0), 0) -
            mb(second % 7 === 0 ? 20 : 0)
          const last = climb(bytesAt, { seconds: (times.at(-1) ?? 0) + 5 }).at(-1)
          expect(last?.trend).not.toBeNull()
          expect(paceOf(last ?? { second: 0, roomBytes: 0, trend: null })).toBeGreaterThan(4)
          expect(last?.trend?.bytesPerSecond).toBeLessThan(24e6)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('is told again where it goes on after a prompt that was read at once', () => {
    const afterPrompt = (second: number): number =>
      8e9 - mb(80) * Math.min(second, 40) - mb(300) * Math.floor(Math.max(0, second - 40) / 60)
    const told = toldIn(climb(afterPrompt))
    expect(told[0]?.second).toBeGreaterThan(150)
    for (const one of told) expect(Math.abs(paceOf(one) - 5)).toBeLessThan(1.5)
  })

  test('ends with the step that takes the last of it', () => {
    const told = climb((second) => inBlocks(second) - 5.9e9, { seconds: 199 }).at(-1)
    // 0.6 GB are left, and the step that takes 0.1 of them comes in 51 s
    expect(told?.roomBytes).toBeCloseTo(0.6e9)
    expect(told?.trend?.moreBytes).toBe(0)
    expect(told?.trend?.lessBytes).toBeGreaterThan(60e6)
  })
})

describe('what is no stairs', () => {
  test.each([
    ['one step', (second: number) => 8e9 - (second > 60 ? 3e9 : 0)],
    ['two steps', (second: number) => 8e9 - 1e9 * Math.min(2, Math.floor(second / 60))],
    ['a burst', growingAfter(60, 150, 100)],
    ['a burst in blocks', (second: number) => 8e9 - 1e9 * Math.min(3, Math.floor(second / 25))],
    [
      'steps that are given back',
      (second: number) => 8e9 - mb(600) * (Math.floor(second / 40) % 3),
    ],
    [
      'steps that grow apart',
      (second: number) => 8e9 - 1e9 * Math.floor(Math.log(second + 1) / Math.log(5)),
    ],
    ['caches that are filled and given back', (second: number) => 8e9 - mb(20) * (second % 30)],
  ])('is not told: %s', (_, bytesAt) => {
    const told = toldIn(climb(bytesAt))
    expect(told).toEqual([])
  })

  test('is not told where most of each step comes back before the next', () => {
    const toAndFro = (second: number): number =>
      8e9 - mb(900) * (Math.floor(second / 40) % 2) - mb(150) * Math.floor(second / 80)
    expect(toldIn(climb(toAndFro, { seconds: 800 }))).toEqual([])
  })

  test('is not told again by steps of before a long pause', () => {
    const paused = (second: number): number =>
      inBlocks(second < 250 ? second : Math.max(250, second - 200))
    const told = toldIn(climb(paused, { seconds: 530 }))
    expect(told.filter(({ second }) => second > 365)).toEqual([])
  })

  test('is not told in noise', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const noise = createNoise(seed)
      expect(toldIn(climb(() => 6e9 + mb(100) * noise(), { seconds: 900 }))).toEqual([])
    }
  })

  test('is not told where the room is many times what has gone', () => {
    const small = (second: number): number => 30e9 - mb(100) * Math.floor(second / 50)
    expect(toldIn(climb(small, { seconds: 600 }))).toEqual([])
    const large = (second: number): number => 30e9 - mb(600) * Math.floor(second / 50)
    expect(toldIn(climb(large, { seconds: 600 })).length).toBeGreaterThan(300)
  })
})

test('stairs that have ended are slower with each second, and soon nothing', () => {
  const told = toldIn(climb((second) => inBlocks(Math.min(second, 200)), { seconds: 500 }))
  const after = told.filter(({ second }) => second > 255)
  after.forEach((one, index) => {
    expect(paceOf(one)).toBeLessThan(
      paceOf(after[index - 1] ?? { ...one, trend: told[0]?.trend ?? null }),
    )
  })
  expect(told.at(-1)?.second).toBeLessThanOrEqual(315)
})

test('stairs begin anew where what was before says nothing', () => {
  const stairs = createStairs()
  const told = Array.from({ length: 400 }, (_, second) => {
    if (second === 220) stairs.restart()
    const bytes = inBlocks(second)
    return stairs.step({ atMs: startMs + second * 1_000, bytes }, bytes) !== null
  })
  expect(told[219]).toBe(true)
  expect(told.slice(220, 350)).toEqual(Array(130).fill(false))
  expect(told[355]).toBe(true)
})

test('what is read wrongly once neither makes a step nor takes one back', () => {
  const wrong = (second: number): number => inBlocks(second) + (second % 43 === 7 ? mb(2_000) : 0)
  expect(toldIn(climb(wrong)).at(-1)?.second).toBe(400)
  const still = (second: number): number => 8e9 - (second % 61 === 7 ? mb(700 + second) : 0)
  expect(toldIn(climb(still))).toEqual([])
})

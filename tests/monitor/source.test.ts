import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { periodMsOf, type Attention, type Pace } from '../../src/main/monitor/pace.ts'
import { alone, driveText, looked, onBattery, thing } from './driven.ts'

describe('how often a source is asked', () => {
  const table: readonly (readonly [Pace, Attention, number])[] = [
    ['fast', looked, 1],
    ['fast', alone, 5],
    ['slow', looked, 5],
    ['slow', alone, 30],
    ['minute', looked, 30],
    ['minute', alone, 60],
  ]

  test.each(table)('follows its pace: %s, %o, every %d s', async (pace, attention, every) => {
    const { askedIn, source } = driveText({ pace })
    expect(await askedIn(0, every * 3, attention)).toEqual([0, every, every * 2, every * 3])
    expect(source.statusAt(0, attention).everyMs).toBe(every * 1_000)
  })

  test.each(table)('is half of that on battery: %s, %o', async (pace, attention, every) => {
    const { askedIn, source } = driveText({ pace })
    expect(await askedIn(0, every * 4, onBattery(attention))).toEqual([0, every * 2, every * 4])
    expect(source.statusAt(0, onBattery(attention)).everyMs).toBe(every * 2_000)
  })

  test('what is asked again until it answers is asked half as often on battery as well', () => {
    expect(periodMsOf('once', looked)).toBe(60_000)
    expect(periodMsOf('once', onBattery(alone))).toBe(120_000)
  })
})

describe('a source that is asked on demand', () => {
  test('is never due, and says who asks it', async () => {
    const { askedIn, source } = driveText({ pace: 'on-demand' })
    expect(await askedIn(0, 600)).toEqual([])
    expect(source.statusAt(600_000, looked)).toMatchObject({
      kind: 'waiting',
      reason: 'asked only by doctor',
      everyMs: null,
      isStale: false,
    })
  })

  test('keeps its answer, which does not grow old, and is not due afterwards either', async () => {
    const { askedIn, source, host } = driveText({ pace: 'on-demand' })
    await source.ask(host, 0, looked)
    expect(await askedIn(1, 600)).toEqual([])
    const dayMs = 86_400_000
    expect(source.goodAt(dayMs)).toEqual({ value: 'first', atMs: 0, isStale: false })
    expect(source.statusAt(dayMs, looked)).toMatchObject({
      kind: 'ok',
      reason: null,
      ageMs: dayMs,
      everyMs: null,
      isStale: false,
    })
  })
})

const maxShare = { looked: 0.01, alone: 0.002 }
const slow = (tookMs: number) => ({ kind: 'slow', text: 'late', tookMs }) as const
const denied = { kind: 'failed', reason: 'permission denied', atMs: 0 } as const

describe('a source that may take only a share of time', () => {
  test('is asked so seldom that it keeps to it', async () => {
    const { askedIn, world, source } = driveText({ pace: 'slow', maxShare })
    world.set(thing, slow(200))
    expect(await askedIn(0, 61)).toEqual([0, 20, 40, 60])
    expect(source.statusAt(61_000, looked)).toMatchObject({ everyMs: 20_000, tookMs: 200 })
  })

  test('is asked even less often while nobody looks', async () => {
    const { askedIn, world } = driveText({ pace: 'slow', maxShare })
    world.set(thing, slow(200))
    expect(await askedIn(0, 201, alone)).toEqual([0, 100, 200])
  })

  test('keeps to its pace where it is quick enough', async () => {
    const { askedIn, world } = driveText({ pace: 'slow', maxShare })
    world.set(thing, slow(49))
    expect(await askedIn(0, 11)).toEqual([0, 5, 10])
  })

  test('is asked as its pace wants again, once it answers quickly', async () => {
    const { askedIn, world } = driveText({ pace: 'slow', maxShare })
    world.set(thing, slow(200))
    await askedIn(0, 1)
    world.set(thing, 'quick')
    expect(await askedIn(2, 31)).toEqual([20, 25, 30])
  })

  test('is asked at once when somebody begins to look and its share allows it', async () => {
    const { tick, world } = driveText({ pace: 'slow', maxShare })
    world.set(thing, slow(200))
    expect(await tick(0, alone)).toBe(true)
    expect(await tick(19_000, looked)).toBe(false)
    expect(await tick(20_000, looked)).toBe(true)
  })
})

describe('a source that may take only a share of time, and has taken it,', () => {
  test('pays for what it took without an answer as well', async () => {
    const { source, tick, host } = driveText({ pace: 'slow', maxShare })
    const failing = { ...host, ask: async () => ({ ...denied, tookMs: 400 }) }
    source.isDue(0, looked)
    await source.ask(failing, 0, looked)
    expect(await tick(39_000)).toBe(false)
    expect(await tick(40_000)).toBe(true)
  })

  test('is not called stale because it is asked seldom', async () => {
    const { source, tick, world } = driveText({ pace: 'slow', maxShare })
    world.set(thing, slow(200))
    await tick(0)
    world.set(thing, { kind: 'hangs' })
    await tick(20_000)
    expect(source.goodAt(60_000)).toMatchObject({ value: 'late', isStale: false })
    expect(source.goodAt(60_001)).toMatchObject({ value: 'late', isStale: true })
  })

  test('never takes more than its share, whatever its answers take', async () => {
    const took = fc.integer({ min: 0, max: 3_000 })
    await fc.assert(
      fc.asyncProperty(fc.array(took, { minLength: 1, maxLength: 8 }), async (times) => {
        const { source, tick, world } = driveText({ pace: 'fast', maxShare })
        let atMs = 0
        for (const tookMs of times) {
          world.set(thing, slow(tookMs))
          expect(await tick(atMs)).toBe(true)
          source.isDue(atMs, looked)
          const everyMs = source.statusAt(atMs, looked).everyMs ?? 0
          // but for one that takes so long that it would hardly be asked any more
          const isRarest = everyMs === 24_000
          expect(isRarest || tookMs / everyMs <= maxShare.looked).toBe(true)
          expect(everyMs).toBeLessThanOrEqual(24_000)
          atMs += everyMs
        }
      }),
      { numRuns: 30 },
    )
  })
})

/** As `top` on a Mac. */
describe('a source for lookers alone, which may take no time else,', () => {
  const lookersOnly = {
    pace: 'slow',
    isForLookers: true,
    maxShare: { looked: 0.01, alone: 0 },
  } as const

  test('is not asked while nobody looks', async () => {
    const { askedIn } = driveText(lookersOnly)
    expect(await askedIn(0, 100, alone)).toEqual([])
    expect(await askedIn(101, 111, looked)).toEqual([101, 106, 111])
  })

  test('tells how often it is asked as a number, before its first answer and after it', async () => {
    const { source, tick, world } = driveText(lookersOnly)
    world.set(thing, slow(40))
    source.isDue(0, alone)
    expect(source.statusAt(0, alone).everyMs).toSatisfy(Number.isFinite)
    await tick(0, looked)
    source.isDue(1_000, alone)
    expect(source.statusAt(1_000, alone).everyMs).toSatisfy(Number.isFinite)
  })

  test('grows old like any other: an hour later its answer is shown no more', async () => {
    const { source, tick, world } = driveText(lookersOnly)
    world.set(thing, slow(40))
    await tick(0, looked)
    await tick(3_600_000, alone)
    expect(source.goodAt(3_600_000)).toBe(null)
  })
})

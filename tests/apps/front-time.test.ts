import { describe, expect, test } from 'vitest'
import { createFrontTime } from '../../src/main/apps/front-time.ts'
import { appId } from '../../src/shared/ids.ts'

const minute = 60_000
const begunAtMs = 1_795_100_000_000

/** A Mac with three apps, of which one is in front: by the minute at which each look is taken. */
function createMac() {
  const step = createFrontTime()
  const look = (
    atMinutes: number,
    front: string | null,
    given: { readonly toldAtMinutes?: number | null; readonly startedAtMinutes?: number } = {},
  ): readonly (number | null)[] => {
    const { toldAtMinutes = atMinutes, startedAtMinutes = -1_000 } = given
    const told = step({
      nowMs: begunAtMs + atMinutes * minute,
      toldAtMs: toldAtMinutes === null ? null : begunAtMs + toldAtMinutes * minute,
      apps: ['a', 'b', 'c'].map((id) => ({
        id: appId(id),
        startedAtMs: begunAtMs + startedAtMinutes * minute,
        isFront: id === front,
      })),
    })
    return ['a', 'b', 'c'].map((id) => {
      const ms = told.get(appId(id)) ?? null
      return ms === null ? null : ms / minute
    })
  }
  /** Looks each minute, up to and with the last. */
  const lookUntil = (from: number, to: number, front: string | null): readonly (number | null)[] =>
    Array.from({ length: to - from + 1 }, (_, index) => look(from + index, front)).at(-1) ?? []
  return { look, lookUntil }
}

describe('how long an app has not been in front', () => {
  test('is not known at the first look, but for the one that is', () => {
    expect(createMac().look(0, 'a')).toEqual([0, null, null])
  })

  test('is the time since it was; of one that never was, the time that Headroom has watched', () => {
    const { lookUntil } = createMac()
    lookUntil(0, 3, 'a')
    expect(lookUntil(4, 10, 'b')).toEqual([7, 0, 10])
  })

  test('is no longer than it has run', () => {
    const { lookUntil, look } = createMac()
    lookUntil(0, 10, null)
    expect(look(11, null, { startedAtMinutes: 9 })).toEqual([2, 2, 2])
  })

  test('does not move while nothing new is told', () => {
    const { lookUntil, look } = createMac()
    lookUntil(0, 10, 'a')
    expect(look(12, 'a', { toldAtMinutes: 10 })).toEqual([0, 10, 10])
  })

  test('is not known while nobody tells, or has told for long', () => {
    const { lookUntil, look } = createMac()
    lookUntil(0, 10, 'a')
    expect(look(11, 'a', { toldAtMinutes: null })).toEqual([null, null, null])
    expect(look(15.5, 'a', { toldAtMinutes: 10 })).toEqual([0, 10, 10])
    expect(look(15.6, 'a', { toldAtMinutes: 10 })).toEqual([null, null, null])
  })
})

describe('a gap', () => {
  test('of a pause or a sleep begins anew: anything may have been in front', () => {
    const { lookUntil } = createMac()
    lookUntil(0, 20, 'a')
    expect(lookUntil(26, 26, 'b')).toEqual([null, 0, null])
    expect(lookUntil(27, 30, 'b')).toEqual([4, 0, 4])
  })

  test('of a slow answer is none', () => {
    const { lookUntil } = createMac()
    lookUntil(0, 20, 'a')
    expect(lookUntil(25, 25, 'b')).toEqual([5, 0, 25])
  })

  test('is where the clock was set back', () => {
    const { lookUntil } = createMac()
    lookUntil(100, 120, 'a')
    expect(lookUntil(60, 60, 'b')).toEqual([null, 0, null])
    expect(lookUntil(61, 62, 'b')).toEqual([2, 0, 2])
  })
})

test('of more apps than are kept none stands as longer unused than it is', () => {
  const step = createFrontTime()
  const at = (second: number, ids: readonly string[], front: string) =>
    step({
      nowMs: begunAtMs + second * 1_000,
      toldAtMs: begunAtMs + second * 1_000,
      apps: ids.map((id) => ({ id: appId(id), startedAtMs: 0, isFront: id === front })),
    })
  for (let second = 0; second <= 600; second++) {
    // one comes back to the front, and is none of the oldest any more
    const id = second === 400 ? 'app 0' : `app ${second}`
    at(second, [id], id)
  }
  const told = at(601, ['app 0', 'app 50', 'app 300', 'app 600', 'other'], 'other')
  expect(told.get(appId('app 0'))).toBe(201_000)
  expect(told.get(appId('app 300'))).toBe(301_000)
  // it stands with those that were let go of last
  expect(told.get(appId('app 50'))).toBeLessThanOrEqual(551_000)
  expect(told.get(appId('app 600'))).toBe(1_000)
})

import { describe, expect, test } from 'vitest'
import { stepBlind, stepEpisode, type Episode } from '../../src/main/alerts/episode.ts'
import { memoryFigures, type Sight } from '../../src/main/alerts/rule.ts'
import type { Severity } from '../../src/shared/alert.ts'
import { between, claimAt, dwell, high, low } from './a-rule.ts'

const raised = (rest: Partial<Extract<Episode, { kind: 'raised' }>> = {}): Episode => ({
  kind: 'raised',
  risenAtMs: 100_000,
  sinceMs: 100_000,
  claim: claimAt(100_000),
  severity: 'warning',
  milderSinceMs: null,
  calmSinceMs: null,
  blindSinceMs: null,
  ...rest,
})

/** One high reading after the other, at these instants. */
const risen = (...readAtMs: readonly number[]): Episode | null =>
  readAtMs.reduce<Episode | null>(
    (state, atMs) => stepEpisode(state, high(atMs), dwell, atMs),
    null,
  )

describe('the rise', () => {
  test('takes as long as its dwell, and as many readings', () => {
    expect(risen(0, 2_000, 4_999)?.kind).toBe('pending')
    expect(risen(0, 2_000, 5_000)?.kind).toBe('raised')
    expect(risen(0, 5_000)?.kind).toBe('pending')
  })

  test('a reading that is looked at twice counts once, and time passes by readings only', () => {
    let state: Episode | null = null
    for (const nowMs of [0, 1_000, 2_000, 3_000, 50_000])
      state = stepEpisode(state, high(0), dwell, nowMs)
    expect(state).toEqual({
      kind: 'pending',
      sinceMs: 0,
      lastReadAtMs: 0,
      lastSeenAtMs: 50_000,
      readingCount: 1,
    })
  })

  test('begins anew where nobody read for long: a machine that slept did not stay so', () => {
    expect(risen(0, 2_000, 93_000)).toEqual({
      kind: 'pending',
      sinceMs: 93_000,
      lastReadAtMs: 93_000,
      lastSeenAtMs: 93_000,
      readingCount: 1,
    })
  })

  test('what falls short of the line in the meantime begins anew, and is not followed', () => {
    const state = risen(0, 2_000)
    expect(stepEpisode(state, between(3_000), dwell, 3_000)).toBeNull()
    expect(stepEpisode(state, low, dwell, 3_000)).toBeNull()
  })

  test('is at once where the sight says so', () => {
    const at = { ...high(7), dwell: { holdMs: 0, readingCount: 1, calmMs: 0 } }
    expect(stepEpisode(null, at, dwell, 9)).toMatchObject({ kind: 'raised', sinceMs: 9 })
  })
})

describe('the time between two readings', () => {
  test('goes on from reading to reading where they are two minutes apart, and nobody slept', () => {
    const seen = (everyMs: number, step: (one: Episode, atMs: number) => Episode | null) => {
      let state: Episode | null = stepEpisode(null, high(0), { ...dwell, readingCount: 2 }, 0)
      for (let atMs = everyMs; atMs < 120_000 && state !== null; atMs += everyMs)
        state = step(state, atMs)
      return stepEpisode(state, high(120_000), { ...dwell, readingCount: 2 }, 120_000)?.kind
    }
    const sameReading = (one: Episode, atMs: number) => stepEpisode(one, high(0), dwell, atMs)
    const isBlind = (one: Episode, atMs: number) => stepBlind(one, dwell, atMs)
    expect(seen(10_000, sameReading)).toBe('raised')
    expect(seen(10_000, isBlind)).toBe('raised')
    expect(seen(61_000, sameReading)).toBe('pending')
    expect(seen(61_000, isBlind)).toBe('pending')
  })

  test('has nothing of a reading of before a sleep', () => {
    const once = { ...dwell, readingCount: 1 }
    const woken = [0, 61_000].reduce<Episode | null>(
      (state, nowMs) => stepEpisode(state, high(0), once, nowMs),
      null,
    )
    const next = stepEpisode(woken, high(62_000), once, 62_000)
    expect(next?.kind).toBe('pending')
    expect(stepEpisode(next, high(66_000), once, 66_000)?.kind).toBe('raised')
  })

  test('begins anew where readings are further apart than any source is asked', () => {
    let state: Episode | null = stepEpisode(null, high(0), { ...dwell, readingCount: 2 }, 0)
    for (let atMs = 10_000; atMs < 151_000 && state !== null; atMs += 10_000)
      state = stepBlind(state, dwell, atMs)
    expect(stepEpisode(state, high(151_000), { ...dwell, readingCount: 2 }, 151_000)).toMatchObject(
      { kind: 'pending', sinceMs: 151_000 },
    )
  })
})

describe('what stands', () => {
  test('is brought up to date in place, also short of its line', () => {
    const state = stepEpisode(raised(), between(104_000), dwell, 104_000)
    expect(state).toMatchObject({ sinceMs: 100_000, claim: { readAtMs: 104_000 } })
  })

  test('clears only after it was over for its whole time', () => {
    const calm = stepEpisode(raised(), low, dwell, 110_000)
    expect(calm).toMatchObject({ calmSinceMs: 110_000 })
    const still = stepEpisode(calm, low, dwell, 119_999)
    expect(still).toMatchObject({ calmSinceMs: 110_000 })
    expect(stepEpisode(still, low, dwell, 120_000)).toBeNull()
  })

  test('stays one episode where it comes back before that', () => {
    const calm = stepEpisode(raised(), low, dwell, 110_000)
    const back = stepEpisode(calm, high(119_000), dwell, 119_000)
    expect(back).toMatchObject({ sinceMs: 100_000, calmSinceMs: null })
    expect(stepEpisode(back, low, dwell, 120_000)).toMatchObject({ calmSinceMs: 120_000 })
  })

  test('clears at once where its end says so', () => {
    const ended = { ...low, dwell: { ...dwell, calmMs: 0 } }
    expect(stepEpisode(raised(), ended, dwell, 110_000)).toBeNull()
  })

  test('becomes worse at once, and milder only after calm', () => {
    const severityAt = (states: readonly (readonly [number, Severity])[]): string | undefined => {
      const last = states.reduce<Episode | null>(
        (state, [atMs, severity]) => stepEpisode(state, high(atMs, severity), dwell, atMs),
        raised(),
      )
      return last?.kind === 'raised' ? last.severity : undefined
    }
    expect(severityAt([[101_000, 'imminent']])).toBe('imminent')
    expect(
      severityAt([
        [101_000, 'imminent'],
        [102_000, 'notice'],
        [111_999, 'notice'],
      ]),
    ).toBe('imminent')
    expect(
      severityAt([
        [101_000, 'imminent'],
        [102_000, 'notice'],
        [112_000, 'notice'],
      ]),
    ).toBe('notice')
    expect(
      severityAt([
        [101_000, 'imminent'],
        [102_000, 'notice'],
        [108_000, 'imminent'],
        [112_000, 'notice'],
      ]),
    ).toBe('imminent')
  })
})

test('is imminent no more as soon as it is told to last for two minutes', () => {
  const lasting = (atMs: number, msLeft: number): Sight => {
    const of = { line: 'ram', lineBytes: 9, needBytes: 9, haveBytes: 1, msLeft } as const
    const severity = msLeft < 60_000 ? 'imminent' : 'warning'
    const claim = { ...claimAt(atMs, severity), figures: memoryFigures(of) }
    return { key: 'a', level: 'high', claim }
  }
  const imminent = stepEpisode(raised(), lasting(101_000, 59_000), dwell, 101_000)
  const edge = stepEpisode(imminent, lasting(102_000, 119_000), dwell, 102_000)
  expect(edge).toMatchObject({ severity: 'imminent' })
  expect(stepEpisode(edge, lasting(103_000, 120_000), dwell, 103_000)).toMatchObject({
    severity: 'warning',
  })
})

test('short of its line it is as severe as its words', () => {
  const imminent = stepEpisode(raised(), high(101_000, 'imminent'), dwell, 101_000)
  const short = stepEpisode(imminent, between(102_000, 'notice'), dwell, 102_000)
  expect(short).toMatchObject({ severity: 'notice', milderSinceMs: null })
  expect(stepEpisode(short, high(103_000, 'warning'), dwell, 103_000)).toMatchObject({
    severity: 'warning',
  })
})

describe('where nobody can tell', () => {
  test('what stands is stale since then, and forgotten after an hour', () => {
    const stale = stepBlind(raised(), dwell, 110_000)
    expect(stale).toMatchObject({ blindSinceMs: 110_000, claim: { readAtMs: 100_000 } })
    if (stale === null) return
    expect(stepBlind(stale, dwell, 110_000 + 3_600_000)).toMatchObject({ blindSinceMs: 110_000 })
    expect(stepBlind(stale, dwell, 110_001 + 3_600_000)).toBeNull()
  })

  test('it is forgotten sooner where its rule says so', () => {
    const soon = { ...dwell, blindMs: 60_000 }
    const stale = stepBlind(raised(), soon, 110_000)
    expect(stale).not.toBeNull()
    if (stale === null) return
    expect(stepBlind(stale, soon, 170_000)).not.toBeNull()
    expect(stepBlind(stale, soon, 170_001)).toBeNull()
  })

  test('of one thing alone it is stale as well', () => {
    const seen = { key: 'a', level: 'blind' } as const
    expect(stepEpisode(raised(), seen, dwell, 110_000)).toMatchObject({ blindSinceMs: 110_000 })
    expect(stepEpisode(null, seen, dwell, 110_000)).toBeNull()
  })

  test('it is of now again with the next sight', () => {
    const stale = stepBlind(raised(), dwell, 110_000)
    expect(stepEpisode(stale, high(111_000), dwell, 111_000)).toMatchObject({
      sinceMs: 100_000,
      blindSinceMs: null,
    })
  })
})

describe('a clock that is set back', () => {
  test('nothing of the future is kept: it began at the latest now', () => {
    const state = stepEpisode(raised({ milderSinceMs: 90_000 }), low, dwell, 50_000)
    expect(state).toMatchObject({ sinceMs: 50_000, milderSinceMs: 50_000, calmSinceMs: 50_000 })
    expect(state).toMatchObject({ risenAtMs: 100_000 })
  })

  test('what is calm still clears in its time', () => {
    const calm = stepEpisode(raised(), low, dwell, 110_000)
    const back = stepEpisode(calm, low, dwell, 50_000)
    expect(back).toMatchObject({ calmSinceMs: 50_000 })
    expect(stepEpisode(back, low, dwell, 60_000)).toBeNull()
  })

  test('what was on its way up begins anew', () => {
    const state = stepEpisode(risen(100_000, 102_000), high(50_000), dwell, 50_000)
    expect(state).toMatchObject({ kind: 'pending', sinceMs: 50_000, readingCount: 1 })
    const later = [53_000, 55_000].reduce<Episode | null>(
      (one, atMs) => stepEpisode(one, high(atMs), dwell, atMs),
      state,
    )
    expect(later?.kind).toBe('raised')
  })
})

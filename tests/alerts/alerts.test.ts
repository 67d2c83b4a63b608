import { describe, expect, test } from 'vitest'
import { createAlerts } from '../../src/main/alerts/alerts.ts'
import type { Rule, View } from '../../src/main/alerts/rule.ts'
import type { RuleId } from '../../src/shared/alert.ts'
import { defaultAlertSettings } from '../../src/shared/alert-settings.ts'
import { snapshotAt } from '../web/fake-core.ts'
import {
  between,
  claimAt,
  dwell,
  engineOf,
  high,
  isBlind,
  low,
  sees,
  type Engine,
} from './a-rule.ts'

/** High at each second from `fromMs` on. */
const keptHigh = ({ at }: Engine, fromMs: number, seconds: number) =>
  Array.from({ length: seconds + 1 }, (_, index) => fromMs + index * 1_000).map((atMs) =>
    at(atMs, sees(high(atMs))),
  )

describe('one episode', () => {
  test('rises after its dwell, is one alert with one id, and clears by itself', () => {
    const engine = engineOf()
    const rise = keptHigh(engine, 0, 8)
    expect(rise.map((alerts) => alerts.length)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1])
    const standing = rise.flat()
    expect(new Set(standing.map(({ id }) => id)).size).toBe(1)
    expect(standing.at(-1)).toMatchObject({
      rule: 'swapping',
      sinceMs: 5_000,
      atMs: 8_000,
      sentence: 'It was read at 8000.',
      isStale: false,
      isClearing: false,
    })

    expect(engine.at(9_000, sees(low))).toMatchObject([{ isClearing: true, atMs: 8_000 }])
    expect(engine.at(18_999, sees(low))).toHaveLength(1)
    expect(engine.at(19_000, sees(low))).toEqual([])
  })

  test('what is in no sight any more is over as well', () => {
    const engine = engineOf()
    keptHigh(engine, 0, 5)
    expect(engine.at(6_000, sees())).toMatchObject([{ isClearing: true }])
    expect(engine.at(16_000, sees())).toEqual([])
  })

  test('does not flap at the edge, and the next episode has another id', () => {
    const engine = engineOf()
    keptHigh(engine, 0, 5)
    const edge = Array.from({ length: 60 }, (_, index) => {
      const atMs = 6_000 + index * 1_000
      return engine.at(atMs, sees([high(atMs), between(atMs), low][index % 3] ?? low))
    })
    expect(edge.every((alerts) => alerts.length === 1)).toBe(true)
    const [first] = edge.flat()
    expect(new Set(edge.flat().map(({ id }) => id)).size).toBe(1)

    engine.at(70_000, sees(low))
    expect(engine.at(80_000, sees(low))).toEqual([])
    const again = keptHigh(engine, 90_000, 5).at(-1)
    expect(again?.[0]?.sinceMs).toBe(95_000)
    expect(again?.[0]?.id).not.toBe(first?.id)
  })

  test('what only once reaches the line raises nothing', () => {
    const engine = engineOf()
    const seen = Array.from({ length: 30 }, (_, index) =>
      engine.at(index * 1_000, sees(index % 2 === 0 ? high(index * 1_000) : low)),
    )
    expect(seen.flat()).toEqual([])
  })
})

describe('a rule that is blind', () => {
  test('raises nothing, and turns what stands stale with the age of its figures', () => {
    const engine = engineOf()
    keptHigh(engine, 0, 5)
    expect(engine.at(60_000, isBlind)).toMatchObject([
      { isStale: true, isClearing: false, atMs: 5_000, sinceMs: 5_000 },
    ])
    expect(engine.at(61_000, sees(high(61_000)))).toMatchObject([{ isStale: false, atMs: 61_000 }])
  })

  test('is blind of one thing alone where it says so, and sees the end of the other', () => {
    const engine = engineOf()
    const other = { key: 'b', level: 'high', claim: claimAt(0) } as const
    for (const atMs of [0, 2_000, 5_000])
      engine.at(atMs, sees(high(atMs), { ...other, claim: claimAt(atMs) }))
    expect(engine.at(6_000, sees({ key: 'a', level: 'blind' }))).toMatchObject([
      { isStale: true, isClearing: false },
      { isStale: false, isClearing: true },
    ])
    expect(engine.at(16_000, sees({ key: 'a', level: 'blind' }))).toMatchObject([{ isStale: true }])
  })

  test('forgets what nobody could tell for an hour', () => {
    const engine = engineOf()
    keptHigh(engine, 0, 5)
    expect(engine.at(10_000, isBlind)).toHaveLength(1)
    expect(engine.at(10_000 + 3_600_000, isBlind)).toHaveLength(1)
    expect(engine.at(10_001 + 3_600_000, isBlind)).toEqual([])
  })

  test('what was on its way up is not told while nobody sees', () => {
    const engine = engineOf()
    keptHigh(engine, 0, 4)
    expect(engine.at(6_000, isBlind)).toEqual([])
  })
})

describe('a clock that is set back', () => {
  test('keeps one alert, and it still clears', () => {
    const engine = engineOf()
    const [before] = keptHigh(engine, 100_000, 5).at(-1) ?? []
    expect(engine.at(50_000, sees(high(50_000)))).toMatchObject([
      { id: before?.id, sinceMs: 50_000 },
    ])
    expect(engine.at(51_000, sees(low))).toHaveLength(1)
    expect(engine.at(61_000, sees(low))).toEqual([])
  })
})

describe('a single Snapshot', () => {
  test('tells at once what is so now, and not what is not', () => {
    expect(engineOf().at(7, sees(high(7)), true)).toHaveLength(1)
    expect(engineOf().at(7, sees(between(7)), true)).toEqual([])
    expect(engineOf().at(7, sees(low), true)).toEqual([])
  })
})

describe('what a person has chosen', () => {
  test('a rule that is off says nothing, but goes on to see', () => {
    let off: readonly RuleId[] = ['swapping']
    const engine = engineOf({ settings: () => ({ off }) })
    expect(keptHigh(engine, 0, 10).flat()).toEqual([])
    off = []
    expect(engine.at(11_000, sees(high(11_000)))).toMatchObject([{ sinceMs: 5_000 }])
  })

  test('what is snoozed is shown as such', () => {
    const snoozed = { span: '1h', untilMs: 3_600_000 } as const
    const engine = engineOf({ snoozedOf: () => snoozed })
    expect(keptHigh(engine, 0, 5).at(-1)).toMatchObject([{ snoozed }])
  })
})

test('the worst alerts come first, then the newest', () => {
  const views: Readonly<Record<string, (atMs: number) => View>> = {
    swapping: (atMs) => sees({ ...high(atMs, 'notice'), key: 'x' }),
    thermal: (atMs) => sees({ ...high(atMs, 'imminent'), key: 'x' }),
    pressure: (atMs) => (atMs < 3_000 ? sees() : sees(high(atMs, 'warning'))),
    context: (atMs) => sees(high(atMs, 'warning')),
  }
  const at = { ...dwell, holdMs: 0, readingCount: 1 }
  const rules = (['swapping', 'thermal', 'context', 'pressure'] as const).map((id): Rule => ({
    id,
    dwell: at,
    create: () => (moment) => views[id]?.(moment.snapshot.atMs) ?? sees(),
  }))
  const alerts = createAlerts({
    rules,
    settings: () => defaultAlertSettings,
    snoozedOf: () => null,
  })
  alerts.judge(snapshotAt(1_000), false)
  expect(alerts.judge(snapshotAt(3_000), false).map(({ rule }) => rule)).toEqual([
    'thermal',
    'pressure',
    'context',
    'swapping',
  ])
})

test('two things of one rule are two alerts', () => {
  const engine = engineOf()
  const two = (atMs: number): View =>
    sees(high(atMs), { key: 'b', level: 'high', claim: claimAt(atMs, 'notice') })
  const seen = [0, 2_000, 5_000].map((atMs) => engine.at(atMs, two(atMs)))
  expect(seen.at(-1)?.map(({ id }) => id)).toEqual(['swapping:a:5000', 'swapping:b:5000'])
})

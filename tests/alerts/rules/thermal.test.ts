import { describe, expect, test } from 'vitest'
import { thermal } from '../../../src/main/alerts/rules/thermal.ts'
import type { ModelState } from '../../../src/shared/server.ts'
import type { Snapshot, Thermal } from '../../../src/shared/snapshot.ts'
import { GB, known, macAt, modelOf, replayed, t0, watching } from '../moments.ts'

const cool: Thermal = { hottestCelsius: null, zones: [], level: 'nominal', speedLimitRatio: 1 }

/** Heat is read twice a minute; ticks come each five seconds. */
const at = (atMs: number, heat: Partial<Thermal>, state: ModelState = 'generating'): Snapshot =>
  macAt(atMs, {
    thermal: known(t0 + Math.floor((atMs - t0) / 30_000) * 30_000, { ...cool, ...heat }),
    models: [modelOf('qwen3:8b', 5 * GB, { state })],
  })

const fives = (count: number) => ({ count, everyMs: 5_000 })

describe('heat that slows a model', () => {
  test('is told at its second reading', () => {
    const all = replayed(watching(thermal), fives(7), (atMs) => at(atMs, { level: 'heavy' }))
    expect(all.slice(0, 6).flat()).toEqual([])
    expect(all[6]).toMatchObject([
      {
        severity: 'notice',
        title: 'This machine is hot: models slow down',
        sentence: 'The heat of this machine is heavy: models generate more slowly.',
      },
    ])
  })

  test.each([
    [
      { speedLimitRatio: 0.7 },
      'notice',
      'macOS slows this machine to cool it: it runs at 70 % of its speed.',
    ],
    [
      { speedLimitRatio: 0.4 },
      'warning',
      'macOS slows this machine to cool it: it runs at 40 % of its speed.',
    ],
    [
      { level: 'trapping' },
      'warning',
      'The heat of this machine is critical: models generate more slowly.',
    ],
  ] as const)('%o is a %s', (heat, severity, sentence) => {
    const all = replayed(watching(thermal), fives(7), (atMs) => at(atMs, heat))
    expect(all.at(-1)).toMatchObject([{ severity, sentence }])
  })

  test.each([
    ['macOS calls it moderate', { level: 'moderate' }, 'generating'],
    ['it is a little slower', { speedLimitRatio: 0.85 }, 'generating'],
    [
      'a zone is hot, and no level is told',
      { hottestCelsius: 99, level: null, speedLimitRatio: null },
      'generating',
    ],
    ['no model works', { level: 'trapping' }, 'idle'],
    ['it is well', {}, 'generating'],
  ] as const)('is none where %s', (_, heat, state) => {
    const all = replayed(watching(thermal), fives(40), (atMs) => at(atMs, heat, state))
    expect(all.flat()).toEqual([])
  })
})

describe('heat and work', () => {
  test('is told on battery, where it is read each two minutes', () => {
    const all = replayed(watching(thermal), { count: 25, everyMs: 10_000 }, (atMs) => {
      const readAtMs = t0 + Math.floor((atMs - t0) / 120_000) * 120_000
      return { ...at(atMs, {}), thermal: known(readAtMs, { ...cool, level: 'heavy' }) }
    })
    expect(all.findIndex(({ length }) => length > 0)).toBe(12)
  })

  test('rises through a pause of a talk, and not in a longer one', () => {
    const after = (restSeconds: number) =>
      replayed(watching(thermal), fives(40), (atMs, index) => {
        const isHot = index * 5 >= restSeconds - 30
        const state = index === 0 ? 'generating' : 'idle'
        return at(atMs, { level: isHot ? 'heavy' : 'nominal' }, state)
      }).flat().length > 0
    expect(after(60)).toBe(true)
    expect(after(90)).toBe(false)
  })

  test('stands while the talk pauses, for as long as it is hot: one episode', () => {
    const all = replayed(watching(thermal), fives(300), (atMs, index) =>
      at(atMs, { level: 'heavy' }, index % 42 < 12 ? 'generating' : 'idle'),
    )
    expect(new Set(all.flat().map(({ id }) => id)).size).toBe(1)
    expect(all.slice(6).every(([one]) => one?.isClearing === false)).toBe(true)
  })

  test('stays as it is where nobody tells who works', () => {
    const watch = watching(thermal)
    const [told] = replayed(watch, fives(7), (atMs) => at(atMs, { level: 'heavy' })).at(-1) ?? []
    const later = replayed(watch, { ...fives(40), fromMs: t0 + 35_000 }, (atMs) => ({
      ...at(atMs, { level: 'heavy' }),
      models: [],
    }))
    expect(later.at(-1)).toMatchObject([{ id: told?.id, isStale: false, isClearing: false }])
  })
})

describe('an alert of heat', () => {
  test('stands while it is moderate, and clears when it is well for a minute', () => {
    const levelAt = (index: number) => {
      if (index < 12) return 'heavy'
      return index < 24 ? 'moderate' : 'nominal'
    }
    const all = replayed(watching(thermal), fives(60), (atMs, index) =>
      at(atMs, { level: levelAt(index) }),
    )
    expect(all[20]).toMatchObject([{ isClearing: false }])
    expect(all[30]).toMatchObject([{ isClearing: true }])
    expect(all[37]).toEqual([])
  })

  test('is stale when nobody tells it', () => {
    const watch = watching(thermal)
    replayed(watch, fives(7), (atMs) => at(atMs, { level: 'heavy' }))
    const lost = { ...at(t0 + 35_000, {}), thermal: { kind: 'failed', reason: 'x' } as const }
    expect(watch.see(lost)).toMatchObject([{ isStale: true }])
  })
})

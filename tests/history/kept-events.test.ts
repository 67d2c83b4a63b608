import { describe, expect, test } from 'vitest'
import type { HistoryKeeper } from '../../src/main/history/keeper.ts'
import type { HistoryEvent } from '../../src/shared/history.ts'
import { alertId } from '../../src/shared/ids.ts'
import type { TrailMark } from '../../src/shared/trail.ts'
import { standing } from '../shared/standing-alert.ts'
import { at, hourMs, keeperOf, readOf, t0 } from './moments.ts'

const mark = (afterMs: number, kind: TrailMark['kind'], what = 'x'): TrailMark => ({
  atMs: t0 + afterMs,
  kind,
  what,
})
const withMarks = (afterMs: number, ...marks: readonly TrailMark[]) =>
  at(afterMs, 1, { trail: { points: [], marks } })
const alertAt = (afterMs: number, id: string, title: string) => ({
  ...standing,
  id: alertId(id),
  title,
  sinceMs: t0 + afterMs,
})
const eventsOf = (keeper: HistoryKeeper): readonly HistoryEvent[] =>
  readOf(keeper, 0, hourMs).events

describe('the events of the history', () => {
  test('are the marks of the trail, each once, in the order of time', () => {
    const load = mark(2_000, 'load')
    const prompt = mark(4_000, 'prompt')
    // a log tells late of what was before
    const finding = mark(1_000, 'finding')
    const keeper = keeperOf(
      withMarks(5_000, load, prompt),
      withMarks(10_000, load, prompt),
      withMarks(15_000, finding, load, prompt),
      withMarks(20_000, prompt),
    )
    expect(eventsOf(keeper)).toEqual([finding, load, prompt])
  })

  test('are the alerts that begin, when they began: one that is updated is the same', () => {
    const first = alertAt(1_000, 'a', 'qwen3 will not fit')
    const keeper = keeperOf(
      at(5_000, 1, { alerts: [first] }),
      at(10_000, 1, { alerts: [{ ...first, title: 'qwen3 fits again' }] }),
      at(15_000),
      at(20_000, 1, { alerts: [alertAt(18_000, 'b', 'qwen3 will not fit')] }),
    )
    expect(eventsOf(keeper)).toEqual([
      { atMs: t0 + 1_000, kind: 'alert', what: 'qwen3 will not fit' },
      { atMs: t0 + 18_000, kind: 'alert', what: 'qwen3 will not fit' },
    ])
  })
})

describe('of too many events', () => {
  test('the newest thousand of each kind are kept: prompts drive no failure out', () => {
    const keeper = keeperOf(withMarks(0, mark(0, 'finding')))
    for (let second = 1; second <= 1_500; second++)
      keeper.note(withMarks(second * 1_000, mark(second * 1_000, 'prompt')))
    const prompts = eventsOf(keeper).filter(({ kind }) => kind === 'prompt')
    expect(prompts).toHaveLength(1_000)
    expect(prompts[0]?.atMs).toBe(t0 + 501_000)
    expect(eventsOf(keeper)[0]?.kind).toBe('finding')
  })

  test('those within what is asked for are told, with names of bounded length', () => {
    const long = 'm'.repeat(100_000)
    const keeper = keeperOf(
      withMarks(0, mark(0, 'load', long)),
      withMarks(9_000, mark(9_000, 'load')),
    )
    expect(readOf(keeper, 5_000, 10_000).events).toEqual([mark(9_000, 'load')])
    expect(eventsOf(keeper)[0]?.what.length).toBe(200)
  })

  test('those after the present go when the clock is set back, and forgotten ones stay gone', () => {
    const early = mark(0, 'load')
    const late = mark(9_000, 'load')
    const keeper = keeperOf(
      withMarks(0, early),
      withMarks(9_000, early, late),
      withMarks(2_000, early),
    )
    expect(eventsOf(keeper)).toEqual([early])
    keeper.clear()
    keeper.note(withMarks(4_000, early))
    expect(eventsOf(keeper)).toEqual([])
  })
})

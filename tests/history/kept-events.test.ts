import { describe, expect, test } from 'vitest'
import type { MemoryKeeper } from '../../src/main/history/memory-keeper.ts'
import type { HistoryEvent } from '../../src/shared/history.ts'
import { alertId, loadId } from '../../src/shared/ids.ts'
import type { TrailMark } from '../../src/shared/trail.ts'
import { whileAskedFrom } from '../../src/main/host/asked-from.ts'
import { failed, fitting, foreseen, looking, tooMuch } from '../shared/loading.ts'
import { standing } from '../shared/standing-alert.ts'
import { at, hourMs, keeperOf, readOf, t0 } from './moments.ts'

const mark = (afterMs: number, kind: TrailMark['kind'], what = 'x'): TrailMark => ({
  atMs: t0 + afterMs,
  kind,
  what,
})
const withMarks = (afterMs: number, ...marks: readonly TrailMark[]) =>
  at(afterMs, 1, { trail: { points: [], marks } })
const bare = (of: TrailMark): HistoryEvent => ({ ...of, more: null })
const alertAt = (afterMs: number, id: string, title: string) => ({
  ...standing,
  id: alertId(id),
  title,
  sinceMs: t0 + afterMs,
})
const eventsOf = (keeper: MemoryKeeper): readonly HistoryEvent[] => readOf(keeper, 0, hourMs).events

describe('the events of the history', () => {
  test('are the marks of the trail, each once, in the order of time', () => {
    const early = mark(2_000, 'finding', 'early')
    const prompt = mark(4_000, 'prompt')
    // a log tells late of what was before
    const finding = mark(1_000, 'finding')
    const keeper = keeperOf(
      withMarks(5_000, early, prompt),
      withMarks(10_000, early, prompt),
      withMarks(15_000, finding, early, prompt),
      withMarks(20_000, prompt),
    )
    expect(eventsOf(keeper)).toEqual([finding, early, prompt].map(bare))
  })
})

describe('of loads and acts', () => {
  test('loads are told when they have ended, from when they began, with what they needed', () => {
    const begun = { ...fitting, startedAtMs: t0 + 1_000, endedAtMs: null }
    const loaded = { ...begun, stage: 'loaded', endedAtMs: t0 + 9_000 } as const
    const failedOne = { ...failed, startedAtMs: t0 + 2_000, endedAtMs: t0 + 3_000 }
    const unknown = { ...failedOne, id: loadId('u'), need: looking.need }
    const keeper = keeperOf(
      withMarks(1_500, mark(1_000, 'load', fitting.name)),
      at(5_000, 1, { loads: [begun, failedOne, unknown] }),
      at(10_000, 1, { loads: [loaded, failedOne, unknown] }),
      at(15_000, 1, { loads: [loaded] }),
    )
    const more = { kind: 'load', stage: 'failed', tookMs: 1_000 }
    expect(eventsOf(keeper)).toEqual([
      {
        atMs: t0 + 1_000,
        kind: 'load',
        what: fitting.name,
        more: { kind: 'load', stage: 'loaded', tookMs: 8_000, needBytes: foreseen.needBytes },
      },
      {
        atMs: t0 + 2_000,
        kind: 'load',
        what: failed.name,
        more: { ...more, needBytes: tooMuch.needBytes },
      },
      { atMs: t0 + 2_000, kind: 'load', what: failed.name, more: { ...more, needBytes: null } },
    ])
  })

  test('a need of which nothing could be reckoned is not known, and not nothing', () => {
    const empty = { ...foreseen, needBytes: 0 }
    const load = { ...failed, need: empty, startedAtMs: t0 + 2_000, endedAtMs: t0 + 3_000 }
    const [event] = eventsOf(keeperOf(at(5_000, 1, { loads: [load] })))
    expect(event?.more).toMatchObject({ kind: 'load', needBytes: null })
  })
})

describe('of acts', () => {
  test('acts are told that let go of something, with what was expected and what came back', () => {
    const act = {
      act: 'unload',
      by: 'policy',
      outcome: 'done',
      target: 'qwen3',
      expectedBytes: 9e9,
      returnedBytes: 8.5e9,
    } as const
    const keeper = keeperOf(withMarks(2_000, mark(1_500, 'act', 'qwen3')))
    keeper.noteAct(act, t0 + 1_500)
    keeper.noteAct({ ...act, outcome: 'still-open' }, t0 + 1_600)
    keeper.noteAct({ ...act, act: 'reopen' }, t0 + 1_700)
    const more = {
      kind: 'act',
      act: 'unload',
      by: 'policy',
      expectedBytes: 9e9,
      returnedBytes: 8.5e9,
    }
    expect(eventsOf(keeper)).toEqual([{ atMs: t0 + 1_500, kind: 'act', what: 'qwen3', more }])
  })

  test('acts that a person asked for say from which other machine; what a policy does there says none', () => {
    const keeper = keeperOf(withMarks(2_000, mark(1_500, 'act', 'qwen3')))
    const act = {
      act: 'quit',
      outcome: 'done',
      target: 'a',
      expectedBytes: 1,
      returnedBytes: 1,
    } as const
    whileAskedFrom('192.0.2.7', () => {
      keeper.noteAct({ ...act, by: 'person' }, t0 + 1_500)
      keeper.noteAct({ ...act, by: 'policy' }, t0 + 1_501)
    })
    whileAskedFrom(null, () => keeper.noteAct({ ...act, by: 'person' }, t0 + 1_502))
    const froms = eventsOf(keeper).map(({ more }) => (more?.kind === 'act' ? more.from : null))
    expect(froms).toEqual(['192.0.2.7', undefined, undefined])
  })
})

describe('of alerts', () => {
  test('those are told that begin, when they began: one that is updated is the same', () => {
    const more = { kind: 'alert', rule: standing.rule, severity: standing.severity }
    const first = alertAt(1_000, 'a', 'qwen3 will not fit')
    const keeper = keeperOf(
      at(5_000, 1, { alerts: [first] }),
      at(10_000, 1, { alerts: [{ ...first, title: 'qwen3 fits again' }] }),
      at(15_000),
      at(20_000, 1, { alerts: [alertAt(18_000, 'b', 'qwen3 will not fit')] }),
    )
    expect(eventsOf(keeper)).toEqual([
      { atMs: t0 + 1_000, kind: 'alert', what: 'qwen3 will not fit', more },
      { atMs: t0 + 18_000, kind: 'alert', what: 'qwen3 will not fit', more },
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
      withMarks(0, mark(0, 'prompt', long)),
      withMarks(9_000, mark(9_000, 'prompt')),
    )
    expect(readOf(keeper, 5_000, 10_000).events).toEqual([bare(mark(9_000, 'prompt'))])
    expect(eventsOf(keeper)[0]?.what.length).toBe(200)
  })

  test('those after the present go when the clock is set back, and forgotten ones stay gone', () => {
    const early = mark(0, 'prompt')
    const late = mark(9_000, 'prompt')
    const keeper = keeperOf(
      withMarks(0, early),
      withMarks(9_000, early, late),
      withMarks(2_000, early),
    )
    expect(eventsOf(keeper)).toEqual([bare(early)])
    keeper.clear()
    keeper.note(withMarks(4_000, early))
    expect(eventsOf(keeper)).toEqual([])
  })
})

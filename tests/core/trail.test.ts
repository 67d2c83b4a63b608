import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createTrailing,
  noTrailYet,
  stepTrail,
  type TrailSight,
} from '../../src/main/core/trail.ts'
import { findingId, loadId } from '../../src/shared/ids.ts'
import type { Load } from '../../src/shared/load.ts'
import type { Model } from '../../src/shared/server.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { trailMs, trailStepMs, type Trail, type TrailMark } from '../../src/shared/trail.ts'
import { GB, loadOf as loadNeeding, macAt, modelOf, t0 } from '../alerts/moments.ts'
import { answering, withRoom } from '../alerts/of-sources.ts'
import { actOf } from '../shared/act-of.ts'
import { refused } from '../shared/found.ts'
import { nothingKnown } from '../web/fake-core.ts'

const loadOf = (rest: Partial<Load>): Load =>
  loadNeeding('gemma4', { kind: 'waiting', reason: 'x' }, rest)

const asked = (everyMs: number) => answering('memory').map((source) => ({ ...source, everyMs }))

/** A Mac, `afterMs` since the test began, with so much room. */
const at = (afterMs: number, roomBytes = 5 * GB, rest: Partial<Snapshot> = {}): Snapshot =>
  withRoom(macAt(t0 + afterMs, { sources: asked(1_000), ...rest }), { roomBytes })

/** What stands after all of them. */
function trailOf(...snapshots: readonly Snapshot[]): Trail {
  const trailing = createTrailing()
  return snapshots.reduce<Trail>((_, snapshot) => trailing.of(snapshot, false), {
    points: [],
    marks: [],
  })
}
const roomsOf = ({ points }: Trail): readonly (number | null)[] =>
  points.map(({ roomBytes }) => roomBytes)
const timesOf = ({ points }: Trail): readonly number[] => points.map(({ atMs }) => atMs - t0)

test('has no holes by slow clocks, and has those of a machine that slept', () => {
  const slow = (afterMs: number) => at(afterMs, 5 * GB, { sources: asked(60_000) })
  const trail = trailOf(slow(0), slow(60_000), slow(120_000), slow(480_000))
  expect(timesOf(trail)).toEqual([0, 60_000, 120_000, 125_000, 480_000])
  expect(roomsOf(trail)).toEqual([5 * GB, 5 * GB, 5 * GB, null, 5 * GB])
})

describe('a point of the trail', () => {
  test('is the least room of its five seconds', () => {
    const trail = trailOf(at(0, 5), at(1_000, 3), at(4_999, 4), at(5_000, 9))
    expect(trail.points).toEqual([
      { atMs: t0, roomBytes: 3 },
      { atMs: t0 + 5_000, roomBytes: 9 },
    ])
  })

  test('is known where any of its Snapshots knew the room, and null where none did', () => {
    const blind = { ...nothingKnown, sources: asked(1_000) }
    const unsure = withRoom(at(10_000), { state: 'unknown', isGpuUnknown: true })
    const old = withRoom(at(15_000), { isStale: true })
    const trail = trailOf({ ...blind, atMs: t0 }, at(2_000, 7), { ...blind, atMs: t0 + 5_000 })
    expect(roomsOf(trail)).toEqual([7, null])
    expect(roomsOf(trailOf(unsure, old))).toEqual([null, null])
  })

  test('is the very same where nothing new is to be said: nothing is copied', () => {
    const trailing = createTrailing()
    const first = trailing.of(at(0, 3), false)
    expect(trailing.of(at(1_000, 3), false)).toBe(first)
    expect(trailing.of(at(2_000, 2), false)).not.toBe(first)
  })

  test('is all that a single Snapshot has, of its own moment', () => {
    const loads = [loadOf({ startedAtMs: t0 })]
    expect(createTrailing().of(at(1_234, 8, { loads }), true)).toEqual({
      points: [{ atMs: t0 + 1_234, roomBytes: 8 }],
      marks: [],
    })
  })
})

describe('a hole in the trail', () => {
  test('is more than three periods without a Snapshot: the machine slept', () => {
    expect(timesOf(trailOf(at(0), at(60_000)))).toEqual([0, 5_000, 60_000])
    expect(roomsOf(trailOf(at(0, 4), at(60_000, 5)))).toEqual([4, null, 5])
  })

  test('is none while nobody looks, and Snapshots are five or ten seconds apart', () => {
    for (const everyMs of [5_000, 10_000]) {
      const sources = asked(everyMs)
      const trail = trailOf(...[0, 1, 2, 4].map((n) => at(n * everyMs, 5, { sources })))
      expect(roomsOf(trail)).not.toContain(null)
    }
  })

  test('is none as somebody begins to look: the period was longer until then', () => {
    const alone = at(0, 5, { sources: asked(10_000) })
    expect(roomsOf(trailOf(alone, at(10_000)))).toEqual([5, 5 * GB])
  })

  test('is none in a recording that was made while nobody looked', () => {
    const mode = 'replay'
    expect(roomsOf(trailOf(at(0, 1, { mode }), at(10_000, 2, { mode })))).toEqual([1, 2])
    expect(roomsOf(trailOf(at(0, 1, { mode }), at(60_000, 2, { mode })))).toEqual([1, null, 2])
  })
})

test('a clock that is set back takes away what it has not reached yet', () => {
  const loads = [loadOf({ startedAtMs: t0 + 19_000 })]
  const trail = trailOf(at(0, 1), at(10_000, 2), at(20_000, 3, { loads }), at(7_000, 4))
  expect([timesOf(trail), trail.marks]).toEqual([[0, 5_000], []])
})

/** The marks after all of them, as they are read. */
const marksOf = (...snapshots: readonly Snapshot[]): readonly string[] =>
  trailOf(...snapshots).marks.map(told)
const told = ({ atMs, kind, what }: TrailMark): string => `${(atMs - t0) / 1_000} ${kind} ${what}`

describe('a mark of the trail', () => {
  const load = loadOf({ startedAtMs: t0 + 1_000, name: 'gemma4' })
  const finding = { ...refused, atMs: t0 + 2_000, lastAtMs: t0 + 2_000 }

  test('is a load, when it began, once', () => {
    const loads = [load]
    expect(marksOf(at(0), at(2_000, 5, { loads }), at(3_000, 5, { loads }))).toEqual([
      '1 load gemma4',
    ])
  })

  test('is not made twice when a log is read again, whatever its load is called then', () => {
    const again = { ...load, id: loadId('again') }
    const history = [at(2_000, 5, { loads: [load], findings: [finding] }), at(3_000)]
    expect(marksOf(...history, at(4_000, 5, { loads: [again], findings: [finding] }))).toEqual([
      '1 load gemma4',
      '2 finding The GPU refused memory',
    ])
  })

  test('is a finding with its title, when it was seen where it tells no time', () => {
    const untimed = { ...finding, id: findingId('other'), atMs: null, lastAtMs: null }
    const before = { ...untimed, id: findingId('before') }
    expect(
      marksOf(at(0, 5, { findings: [before] }), at(9_000, 5, { findings: [before, untimed] })),
    ).toEqual(['9 finding The GPU refused memory'])
  })

  test('is a finding that comes again, at most twice a minute', () => {
    const again = (afterMs: number) =>
      at(afterMs, 5, { findings: [{ ...finding, lastAtMs: t0 + afterMs, count: 2 }] })
    const first = at(2_000, 5, { findings: [finding] })
    const title = 'finding The GPU refused memory'
    expect(marksOf(first, again(3_000), again(65_000), again(66_000), again(70_000))).toEqual([
      `2 ${title}`,
      `65 ${title}`,
    ])
    expect(marksOf(again(65_000))).toEqual([`2 ${title}`, `65 ${title}`])
  })

  test('is left out where it is older than ten minutes', () => {
    const loads = [{ ...load, startedAtMs: t0 - trailMs }]
    expect(marksOf(at(0, 5, { loads }))).toEqual([])
    expect(marksOf(at(2_000, 5, { loads: [load] }), at(trailMs + 1_000))).toEqual([])
  })
})

describe('a model that begins to work', () => {
  const model = modelOf('gemma4', 4 * GB)
  const working = (afterMs: number, state: Model['state'], isStale = false): Snapshot =>
    at(afterMs, 5, { models: [{ ...model, state, isStale }] })

  test('is marked after five seconds of rest', () => {
    expect(marksOf(working(0, 'idle'), working(5_000, 'generating'))).toEqual(['5 prompt gemma4'])
  })

  test('is not marked after a breath between two requests', () => {
    const breath = [
      working(9_000, 'generating'),
      working(10_000, 'idle'),
      working(14_000, 'generating'),
    ]
    expect(marksOf(working(0, 'idle'), ...breath)).toEqual(['9 prompt gemma4'])
  })

  test('is not marked where it worked when it was first seen', () => {
    expect(marksOf(at(0), working(60_000, 'generating'))).toEqual([])
  })

  test('is not marked by what is old', () => {
    expect(marksOf(working(0, 'idle'), working(9_000, 'generating', true))).toEqual([])
  })
})

describe('an act of Headroom', () => {
  const actsOf = (...acts: readonly ReturnType<typeof actOf>[]): readonly string[] => {
    const trailing = createTrailing()
    trailing.of(at(0), false)
    acts.forEach((act) => trailing.note(act, t0 + 1_500))
    return trailing.of(at(1_000), false).marks.map(told)
  }

  test('is marked where it has let go of something, also while a Snapshot was made', () => {
    expect(actsOf(actOf('done', { act: 'quit', target: 'Safari' }))).toEqual(['1 act Safari'])
  })

  test('is not where it has not, or where it has taken nothing away', () => {
    const others = [actOf('held'), actOf('refused'), actOf('done', { act: 'reopen' })]
    expect(actsOf(...others, actOf('done', { act: 'limit' }))).toEqual([])
  })
})

describe('whatever comes, and however the clock goes', () => {
  const sight = fc.record({
    sinceMs: fc.integer({ min: -20_000, max: 90_000 }),
    roomBytes: fc.option(fc.nat(), { nil: null }),
    starts: fc.array(fc.integer({ min: -700_000, max: 5_000 }), { maxLength: 12 }),
    isWorking: fc.boolean(),
    everyMs: fc.constantFrom(1_000, 5_000, 10_000),
  })

  test('points and marks ascend, are bounded, and lie within ten minutes', () => {
    fc.assert(
      fc.property(fc.array(sight, { maxLength: 300 }), (sights) => {
        let state = noTrailYet
        let atMs = t0
        for (const [
          index,
          { sinceMs, roomBytes, starts, isWorking, everyMs },
        ] of sights.entries()) {
          atMs += sinceMs
          const loads = starts.map((start, number) =>
            loadOf({ id: loadId(`${index} ${number}`), startedAtMs: atMs + start }),
          )
          const models = [{ ...modelOf('m', 1), state: isWorking ? 'generating' : 'idle' } as const]
          const room = at(0, roomBytes ?? 0).room
          const next: TrailSight = {
            ...nothingKnown,
            atMs,
            loads,
            models,
            sources: asked(everyMs),
            room: roomBytes === null ? nothingKnown.room : room,
            acts: [],
          }
          state = stepTrail(state, next)
          const { points, marks } = state.trail
          expect([points.length <= trailMs / trailStepMs, marks.length <= 40]).toEqual([true, true])
          for (const list of [points, marks]) {
            const times = list.map((one) => one.atMs)
            expect(times).toEqual(times.toSorted((a, b) => a - b))
            expect(times.every((one) => one > atMs - trailMs && one <= atMs)).toBe(true)
          }
          expect(new Set(points.map((point) => point.atMs)).size).toBe(points.length)
        }
      }),
      { numRuns: 60 },
    )
  })
})

test('what is forgotten is in no Snapshot any more', () => {
  const trailing = createTrailing()
  trailing.of(at(0, 5), false)
  trailing.note(actOf('done', { act: 'quit', target: 'Safari' }), t0 + 1_500)
  expect(trailing.of(at(10_000, 6), false).marks).toHaveLength(1)
  trailing.note(actOf('done', { act: 'quit', target: 'Mail' }), t0 + 11_000)
  trailing.forget()
  const trail = trailing.of(at(20_000, 7), false)
  expect([roomsOf(trail), trail.marks]).toEqual([[7], []])
})

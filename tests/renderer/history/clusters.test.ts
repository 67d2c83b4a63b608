import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { clustersOf, tellingFirst } from '../../../src/renderer/history/clusters.ts'
import type { HistoryEvent } from '../../../src/shared/history.ts'

const eventAt = (atMs: number, kind: HistoryEvent['kind'] = 'prompt'): HistoryEvent => ({
  atMs,
  kind,
  what: `${kind} ${atMs}`,
  more: null,
})
const all = { sinceMs: 0, untilMs: 1_000 }

test('each event has its own sign where there is room for it', () => {
  const events = [eventAt(0), eventAt(100, 'load'), eventAt(1_000)]
  expect(clustersOf(events, all, 50)).toEqual(
    events.map((event) => ({ events: [event], kind: event.kind, atMs: event.atMs })),
  )
})

test('of those that are too close one sign is left, of what matters most, where that happened', () => {
  const events = [eventAt(100), eventAt(110, 'load'), eventAt(130, 'finding'), eventAt(140)]
  expect(clustersOf(events, all, 50)).toEqual([{ events, kind: 'finding', atMs: 130 }])
})

test('what matters most of them is said first', () => {
  const events = [eventAt(100), eventAt(110, 'load'), eventAt(120), eventAt(130, 'finding')]
  const [cluster] = clustersOf(events, all, 50)
  const said = cluster === undefined ? [] : tellingFirst(cluster)
  expect(said.map(({ atMs }) => atMs)).toEqual([130, 110, 100, 120])
})

test('what lies outside is not told', () => {
  const clusters = clustersOf([eventAt(-1), eventAt(5), eventAt(1_001)], all, 1)
  expect(clusters.map(({ atMs }) => atMs)).toEqual([5])
})

test('no two signs are closer than that, and no event is lost', () => {
  const event = fc.tuple(
    fc.integer({ min: 0, max: 1_000 }),
    fc.constantFrom('load', 'prompt', 'finding', 'act', 'alert'),
  )
  fc.assert(
    fc.property(fc.array(event), fc.integer({ min: 1, max: 400 }), (given, apartMs) => {
      const events = given
        .map(([atMs, kind]) => eventAt(atMs, kind))
        .toSorted((one, other) => one.atMs - other.atMs)
      const clusters = clustersOf(events, all, apartMs)
      expect(clusters.flatMap((cluster) => cluster.events)).toEqual(events)
      clusters.slice(1).forEach(({ atMs }, index) => {
        expect(atMs - (clusters[index]?.atMs ?? 0)).toBeGreaterThanOrEqual(apartMs)
      })
    }),
  )
})

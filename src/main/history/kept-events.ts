import type { Alert } from '../../shared/alert.ts'
import type { HistoryEvent, HistoryEventKind } from '../../shared/history.ts'
import type { AlertId } from '../../shared/ids.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { TrailMark } from '../../shared/trail.ts'

/** Of each kind: a day full of prompts drives no failure out. */
const mostOfAKind = 1_000
/** More is not read in a chart; a name comes from a foreign file. */
const maxWhatLength = 200
/** What V8 takes for an object of three fields and a short text, about. */
const bytesPerEvent = 72

export type EventSight = Pick<Snapshot, 'trail' | 'alerts'>

/** What happened, the newest of each kind. */
export interface KeptEvents {
  note(sight: EventSight): void
  cutAfter(atMs: number): void
  /** The oldest first. */
  within(sinceMs: number, untilMs: number): readonly HistoryEvent[]
  clear(): void
  bytes(): number
}

/** The marks of the trail, each when it comes first, and the alerts that begin. What was noted is not noted again once it is cleared. */
export function createKeptEvents(): KeptEvents {
  let kept: ReadonlyMap<HistoryEventKind, readonly HistoryEvent[]> = new Map()
  let marks: readonly TrailMark[] = []
  let alerts: readonly Alert[] = []
  let alertIds: ReadonlySet<AlertId> = new Set()
  const add = (event: HistoryEvent): void => {
    const of = kept.get(event.kind) ?? []
    kept = new Map(kept).set(event.kind, withEvent(of, event))
  }
  const all = (): readonly HistoryEvent[] => [...kept.values()].flat()
  return {
    note: (sight) => {
      // most Snapshots have the very marks of the one before
      if (sight.trail.marks !== marks) {
        sight.trail.marks
          .filter((mark) => !marks.some(isSame(mark)))
          .forEach((mark) => add({ ...mark, more: null }))
        marks = sight.trail.marks
      }
      if (sight.alerts === alerts || (sight.alerts.length === 0 && alerts.length === 0)) return
      alerts = sight.alerts
      alerts.filter(({ id }) => !alertIds.has(id)).forEach((alert) => add(beginOf(alert)))
      alertIds = new Set(alerts.map(({ id }) => id))
    },
    cutAfter: (atMs) => {
      kept = new Map(
        [...kept].map(([kind, events]) => [kind, events.filter((event) => event.atMs <= atMs)]),
      )
    },
    within: (sinceMs, untilMs) =>
      all()
        .filter(({ atMs }) => atMs >= sinceMs && atMs <= untilMs)
        .toSorted((one, other) => one.atMs - other.atMs),
    clear: () => {
      kept = new Map()
    },
    bytes: () => all().reduce((sum, { what }) => sum + bytesPerEvent + 2 * what.length, 0),
  }
}

const beginOf = ({ sinceMs, title, rule, severity }: Alert): HistoryEvent => ({
  atMs: sinceMs,
  kind: 'alert',
  what: title,
  more: { kind: 'alert', rule, severity },
})

/** In the order of time: a log may tell of what was before. */
function withEvent(
  events: readonly HistoryEvent[],
  { atMs, kind, what, more }: HistoryEvent,
): readonly HistoryEvent[] {
  const next = { atMs, kind, what: what.slice(0, maxWhatLength), more }
  const place = events.findLastIndex((one) => one.atMs <= atMs) + 1
  return events.toSpliced(place, 0, next).slice(-mostOfAKind)
}

const isSame =
  (one: TrailMark) =>
  (other: TrailMark): boolean =>
    one.atMs === other.atMs && one.kind === other.kind && one.what === other.what

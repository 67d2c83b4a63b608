import type { HistoryEvent, HistoryEventKind } from '../../shared/history.ts'

/** Of each kind: a day full of prompts drives no failure out. */
export const mostOfAKind = 1_000
/** What V8 takes for an object of four fields and a short text, about. */
const bytesPerEvent = 80

/** What happened, the newest of each kind. */
export interface KeptEvents {
  add(event: HistoryEvent): void
  cutAfter(atMs: number): void
  /** The oldest first. */
  within(sinceMs: number, untilMs: number): readonly HistoryEvent[]
  clear(): void
  bytes(): number
}

export function createKeptEvents(): KeptEvents {
  let kept: ReadonlyMap<HistoryEventKind, readonly HistoryEvent[]> = new Map()
  const all = (): readonly HistoryEvent[] => [...kept.values()].flat()
  return {
    add: (event) => {
      kept = new Map(kept).set(event.kind, withEvent(kept.get(event.kind) ?? [], event))
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

/** In the order of time: a log may tell of what was before. */
function withEvent(events: readonly HistoryEvent[], event: HistoryEvent): readonly HistoryEvent[] {
  const place = events.findLastIndex((one) => one.atMs <= event.atMs) + 1
  return events.toSpliced(place, 0, event).slice(-mostOfAKind)
}

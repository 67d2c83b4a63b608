import type { HistoryEvent, HistoryEventKind } from '../../shared/history.ts'
import type { TimeWindow } from './span.ts'

/** Events that lie so close that one sign stands for them. */
export interface Cluster {
  readonly events: readonly [HistoryEvent, ...HistoryEvent[]]
  /** Its sign, by what matters most of them. */
  readonly kind: HistoryEventKind
  /** Of the event with that sign. */
  readonly atMs: number
}

/** What is looked for first, where several things happened. */
const weightOf: Readonly<Record<HistoryEventKind, number>> = {
  finding: 5,
  alert: 4,
  act: 3,
  load: 2,
  prompt: 1,
}

/** The oldest first; signs are not closer than `apartMs`. Those without a place in the window are left out. */
export function clustersOf(
  events: readonly HistoryEvent[],
  { sinceMs, untilMs }: TimeWindow,
  apartMs: number,
): readonly Cluster[] {
  const within = events.filter(({ atMs }) => atMs >= sinceMs && atMs <= untilMs)
  return settled(
    within.map((event) => clusterOf([event])),
    apartMs,
  )
}

/** A sign stands where what it shows happened: two that are joined may come close to the next. */
function settled(clusters: readonly Cluster[], apartMs: number): readonly Cluster[] {
  const joined: Cluster[] = []
  for (const next of clusters) {
    const last = joined.at(-1)
    if (last === undefined || next.atMs - last.atMs >= apartMs) joined.push(next)
    else joined[joined.length - 1] = clusterOf([...last.events, ...next.events])
  }
  return joined.length === clusters.length ? joined : settled(joined, apartMs)
}

/** What matters most first; of the same, the oldest. */
export const tellingFirst = ({ events }: Cluster): readonly HistoryEvent[] =>
  events.toSorted((one, other) => weightOf[other.kind] - weightOf[one.kind])

function clusterOf(events: Cluster['events']): Cluster {
  const { kind, atMs } = events.reduce((most, one) =>
    weightOf[one.kind] > weightOf[most.kind] ? one : most,
  )
  return { events, kind, atMs }
}

import type { Act } from '../../shared/act.ts'
import type { Alert } from '../../shared/alert.ts'
import type { HistoryEvent } from '../../shared/history.ts'
import type { AlertId, LoadId } from '../../shared/ids.ts'
import type { Load } from '../../shared/load.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { TrailMark } from '../../shared/trail.ts'
import { askedFrom } from '../host/asked-from.ts'

/** More is not read in a chart; a name comes from a foreign file. */
const maxWhatLength = 200

export type EventSight = Pick<Snapshot, 'trail' | 'alerts' | 'loads'>

/** What has happened since the Snapshot before: marks of the trail, loads that have ended, alerts that begin, each once. */
export type EventNews = (sight: EventSight) => readonly HistoryEvent[]

export function createEventNews(): EventNews {
  let marks: readonly TrailMark[] = []
  let alerts: readonly Alert[] = []
  let alertIds: ReadonlySet<AlertId> = new Set()
  let endedIds: ReadonlySet<LoadId> = new Set()

  const marked = (sight: EventSight): readonly HistoryEvent[] => {
    // most Snapshots have the very marks of the one before
    if (sight.trail.marks === marks) return []
    const before = marks
    marks = sight.trail.marks
    return marks.filter((mark) => !before.some(isSame(mark))).flatMap(eventOfMark)
  }
  const loaded = ({ loads }: EventSight): readonly HistoryEvent[] => {
    if (loads.length === 0 && endedIds.size === 0) return []
    const ended = loads.filter(({ endedAtMs }) => endedAtMs !== null)
    const news = ended.filter(({ id }) => !endedIds.has(id))
    endedIds = new Set(ended.map(({ id }) => id))
    return news.flatMap(eventOfLoad)
  }
  const begun = (sight: EventSight): readonly HistoryEvent[] => {
    if (sight.alerts === alerts || (sight.alerts.length === 0 && alerts.length === 0)) return []
    const before = alertIds
    alerts = sight.alerts
    alertIds = new Set(alerts.map(({ id }) => id))
    return alerts.filter(({ id }) => !before.has(id)).map(eventOfAlert)
  }
  return (sight) => [...marked(sight), ...loaded(sight), ...begun(sight)]
}

/** What was let go of; of nothing else that Headroom does there is a mark. */
export function eventOfAct(
  { act, by, outcome, target, expectedBytes, returnedBytes }: ToldAct,
  endedAtMs: number,
): HistoryEvent | null {
  const didLetGo = outcome === 'done' && (act === 'unload' || act === 'quit')
  if (!didLetGo) return null
  const from = by === 'person' ? askedFrom() : null
  const origin = from === null ? {} : { from }
  const more = { kind: 'act', act, by, ...origin, expectedBytes, returnedBytes } as const
  return { atMs: endedAtMs, kind: 'act', what: cut(target), more }
}

/** An act that has ended, and who asked for it. */
export type ToldAct = Pick<
  Act,
  'act' | 'outcome' | 'target' | 'expectedBytes' | 'returnedBytes'
> & {
  readonly by: 'person' | 'policy'
}

/** Of loads and acts more is known than their marks say: they come by their own ways. */
function eventOfMark({ atMs, kind, what }: TrailMark): readonly HistoryEvent[] {
  if (kind === 'load' || kind === 'act') return []
  return [{ atMs, kind, what: cut(what), more: null }]
}

function eventOfLoad({ stage, startedAtMs, endedAtMs, name, need }: Load): readonly HistoryEvent[] {
  if (stage === 'loading' || endedAtMs === null) return []
  const tookMs = Math.max(0, endedAtMs - startedAtMs)
  // of a file that lacks its tensors nothing is reckoned: that is not known, and not nothing
  const needBytes = need.kind === 'ok' && need.needBytes > 0 ? need.needBytes : null
  return [
    {
      atMs: startedAtMs,
      kind: 'load',
      what: cut(name),
      more: { kind: 'load', stage, tookMs, needBytes },
    },
  ]
}

const eventOfAlert = ({ sinceMs, title, rule, severity }: Alert): HistoryEvent => ({
  atMs: sinceMs,
  kind: 'alert',
  what: cut(title),
  more: { kind: 'alert', rule, severity },
})

const cut = (text: string): string => text.slice(0, maxWhatLength)

const isSame =
  (one: TrailMark) =>
  (other: TrailMark): boolean =>
    one.atMs === other.atMs && one.kind === other.kind && one.what === other.what

import { useMemo, type ReactNode } from 'react'
import type { History } from '../../shared/history.ts'
import { plotInset } from '../charts/plot-inset.ts'
import { useWords } from '../words/use-words.ts'
import { clustersOf, tellingFirst, type Cluster } from './clusters.ts'
import { HistoryChart } from './HistoryChart.tsx'
import { Readout } from './Readout.tsx'
import { useEventWords } from './use-event-words.ts'
import type { HistoryView as View } from './use-history-view.ts'
import { useReadAt } from './use-read-at.ts'
import { useTimeWords } from './use-time-words.ts'

interface Props {
  readonly history: History
  readonly view: View
  readonly widthPx: number
}

/** Signs that are closer lie over each other. */
const apartPx = 14
/** The crosshair is at a sign that it goes through. */
const atSignPx = 7
/** What is said of signs that stand for many. */
const mostSaid = 3

/** What the lines say, and the lines. */
export function HistoryView({ history, view, widthPx }: Props): ReactNode {
  const { t } = useWords()
  const { sinceMs, untilMs } = view.window
  const insideWidthPx = Math.max(1, widthPx - plotInset.leftPx - plotInset.rightPx)
  const pixelMs = (untilMs - sinceMs) / insideWidthPx
  const clusters = useMemo(
    () => clustersOf(history.events, { sinceMs, untilMs }, apartPx * pixelMs),
    [history.events, sinceMs, untilMs, pixelMs],
  )
  const { crossMs } = view
  const read = useReadAt(history, crossMs, view.span.endMs === null)
  const chosen = crossMs === null ? null : closest(clusters, crossMs, atSignPx * pixelMs)
  const wordsOf = useClusterWords(history.stepMs)
  const events = chosen === null ? null : wordsOf(chosen)
  return (
    <>
      <Readout
        when={read.when}
        figures={read.figures}
        events={events ?? (read.isKept ? null : t('history.nothingThen'))}
        onNow={view.span.endMs === null ? null : view.toNow}
      />
      <HistoryChart
        history={history}
        view={view}
        widthPx={widthPx}
        clusters={clusters}
        chosen={chosen}
        wordsOf={wordsOf}
        crossMs={read.atMs}
        spoken={
          events === null ? read.spoken : [read.spoken, events].join(t('overview.joint.clause'))
        }
      />
    </>
  )
}

function closest(clusters: readonly Cluster[], atMs: number, withinMs: number): Cluster | null {
  const far = (cluster: Cluster): number => Math.abs(cluster.atMs - atMs)
  const found = clusters.reduce<Cluster | null>(
    (best, one) => (best === null || far(one) < far(best) ? one : best),
    null,
  )
  return found !== null && far(found) <= withinMs ? found : null
}

function useClusterWords(stepMs: number): (cluster: Cluster) => string {
  const { t } = useWords()
  const { instant, time } = useTimeWords()
  const wordsOf = useEventWords()
  return (cluster) => {
    const events = tellingFirst(cluster)
    const said = events
      .slice(0, mostSaid)
      .map((event, index) => {
        const isOfTheDay = index > 0 && isSameDay(event.atMs, cluster.atMs)
        return wordsOf(event, isOfTheDay ? time(event.atMs) : instant(event.atMs, stepMs))
      })
      .join(t('overview.joint.clause'))
    const count = events.length - mostSaid
    return count > 0 ? t('history.more', { events: said, count }) : said
  }
}

const isSameDay = (one: number, other: number): boolean =>
  new Date(one).toDateString() === new Date(other).toDateString()

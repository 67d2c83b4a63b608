import { useMemo, type KeyboardEvent, type ReactNode } from 'react'
import type { History } from '../../shared/history.ts'
import { formatBytes, formatTick, formatWatts } from '../../shared/units.ts'
import { plotInset } from '../charts/plot-inset.ts'
import { useWords } from '../words/use-words.ts'
import type { Cluster } from './clusters.ts'
import { drawingOf } from './drawings.ts'
import { EventLane } from './EventLane.tsx'
import styles from './HistoryChart.module.css'
import type { LineLabel } from './LineLabels.tsx'
import { PlotBox } from './PlotBox.tsx'
import { NotKept } from './NotKept.tsx'
import { isKnownIn, mostOf } from './points.ts'
import { machineColumns, powerColumns, roomColumns } from './shown-columns.ts'
import { Stage } from './Stage.tsx'
import { stageKey } from './stage-keys.ts'
import { useLevelLines } from './use-level-lines.ts'
import type { HistoryView } from './use-history-view.ts'

interface Props {
  readonly history: History
  readonly view: HistoryView
  readonly widthPx: number
  readonly clusters: readonly Cluster[]
  readonly chosen: Cluster | null
  readonly wordsOf: (cluster: Cluster) => string
  /** The instant of the crosshair, and what stands there; the newest where there is none. */
  readonly crossMs: number | null
  readonly spoken: string
}

const roomPx = 232
const machinePx = 104
const powerPx = 84

/** All lines over one time, what happened below the first, and one crosshair through all of them. */
export function HistoryChart(props: Props): ReactNode {
  const { history, view, widthPx, clusters, chosen, wordsOf, crossMs, spoken } = props
  const { figure } = useWords()
  const { labels, drawings, ram } = useDrawings(history, view)
  const { sinceMs, untilMs } = view.window
  const placeOf = (atMs: number): number => (atMs - sinceMs) / (untilMs - sinceMs)
  const sayBytes = (bytes: number): string => figure(formatTick(bytes))
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    const act = stageKey(view, history, event)
    if (act === null) return
    event.preventDefault()
    act()
  }
  const { leftPx, rightPx } = plotInset
  return (
    <div className={styles['chart']}>
      <PlotBox
        name="room"
        widthPx={widthPx}
        sayValue={sayBytes}
        drawing={drawings.room}
        labels={labels}
        heightPx={roomPx}
        hasTime={false}
      />
      <NotKept history={history} window={view.window} heightPx={roomPx} />
      <div className={styles['lane']} style={{ marginLeft: leftPx, marginRight: rightPx }}>
        <EventLane
          clusters={clusters}
          chosen={chosen}
          wordsOf={wordsOf}
          placeOf={placeOf}
          onChoose={({ atMs }) => view.setCross(atMs)}
          onLeave={() => view.setCross(null)}
        />
      </div>
      <LowerPlots drawings={drawings} labels={ram} widthPx={widthPx} sayBytes={sayBytes} />
      <Stage
        view={view}
        crossMs={crossMs}
        spoken={spoken}
        placeOf={placeOf}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}

interface LowerProps {
  readonly drawings: ReturnType<typeof useDrawings>['drawings']
  readonly labels: readonly LineLabel[]
  readonly widthPx: number
  readonly sayBytes: (bytes: number) => string
}

/** What the machine has in use, and watts where there are any: the last of them tells the time. */
function LowerPlots({ drawings, labels, widthPx, sayBytes }: LowerProps): ReactNode {
  const { figure } = useWords()
  const { machine, power } = drawings
  return (
    <>
      <PlotBox
        name="machine"
        widthPx={widthPx}
        sayValue={sayBytes}
        drawing={machine}
        labels={labels}
        heightPx={machinePx + (power === null ? plotInset.timePx : 0)}
        hasTime={power === null}
      />
      {power === null ? null : (
        <PlotBox
          name="power"
          widthPx={widthPx}
          sayValue={(watts) => figure(formatWatts(watts))}
          drawing={power}
          labels={[]}
          heightPx={powerPx + plotInset.timePx}
          hasTime
        />
      )}
    </>
  )
}

/** The very same while nothing but the crosshair moves: then nothing is drawn anew. */
function useDrawings(history: History, { window }: HistoryView) {
  const { t, figure } = useWords()
  const { labels, guides } = useLevelLines(history)
  const { sinceMs, untilMs } = window
  const levels = guides.join()
  const totalBytes = mostOf(history.columns.totalBytes)
  const drawings = useMemo(() => {
    const shown = { sinceMs, untilMs }
    const engines = levels === '' ? [] : levels.split(',').map(Number)
    const ram = totalBytes === null ? [] : [totalBytes]
    const of = (columns: typeof roomColumns, lines: readonly number[]) =>
      drawingOf(history, shown, { columns, guides: lines, guideToken: '--quiet' })
    return {
      room: of(roomColumns, engines),
      machine: of(machineColumns, ram),
      power: isKnownIn(history.columns.gpuWatts) ? of(powerColumns, []) : null,
    }
  }, [history, sinceMs, untilMs, levels, totalBytes])
  const ram =
    totalBytes === null
      ? []
      : [
          {
            value: totalBytes,
            text: t('history.ramLine', { bytes: figure(formatBytes(totalBytes)) }),
          },
        ]
  return { labels, drawings, ram }
}

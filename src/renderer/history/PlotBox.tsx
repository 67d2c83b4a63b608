import type { ReactNode } from 'react'
import { Plot } from '../charts/Plot.tsx'
import { plotInset } from '../charts/plot-inset.ts'
import type { PlotDrawing } from '../charts/time-plot.ts'
import { useLook } from '../charts/use-look.ts'
import { useWords } from '../words/use-words.ts'
import styles from './HistoryChart.module.css'
import { LineLabels, type LineLabel } from './LineLabels.tsx'
import { useTimeWords } from './use-time-words.ts'

interface Props {
  readonly name: string
  readonly drawing: PlotDrawing
  readonly labels: readonly LineLabel[]
  readonly widthPx: number
  readonly heightPx: number
  readonly hasTime: boolean
  readonly sayValue: (value: number) => string
}

/** A plot with the names of its levels. */
export function PlotBox({ labels, drawing, heightPx, hasTime, ...rest }: Props): ReactNode {
  const { language } = useWords()
  const { tick } = useTimeWords()
  const look = useLook()
  const { leftPx, rightPx, topPx, bottomPx, timePx } = plotInset
  const insideHeightPx = heightPx - topPx - (hasTime ? timePx : bottomPx)
  return (
    <div className={styles['box']}>
      <Plot
        {...rest}
        drawing={drawing}
        heightPx={heightPx}
        hasTime={hasTime}
        sayTime={tick}
        look={`${look} ${language} ${hasTime}`}
      />
      <div
        className={styles['labels']}
        style={{ left: leftPx, right: rightPx, top: topPx, height: insideHeightPx }}
      >
        <LineLabels labels={labels} top={drawing.top} heightPx={insideHeightPx} />
      </div>
    </div>
  )
}

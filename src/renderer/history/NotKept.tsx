import type { ReactNode } from 'react'
import type { History } from '../../shared/history.ts'
import { plotInset } from '../charts/plot-inset.ts'
import { useWords } from '../words/use-words.ts'
import styles from './NotKept.module.css'
import type { TimeWindow } from './span.ts'
import { useTimeWords } from './use-time-words.ts'

interface Props {
  readonly history: History
  readonly window: TimeWindow
  /** Of the plot that it lies over. */
  readonly heightPx: number
}

/** A sliver of time needs no explanation. */
const leastRatio = 0.3

/** Why most of a plot is empty: since when there is anything to draw. */
export function NotKept({ history, window, heightPx }: Props): ReactNode {
  const { t } = useWords()
  const { instant } = useTimeWords()
  const { keptSinceMs } = history
  const { sinceMs, untilMs } = window
  if (keptSinceMs === null) return null
  const ratio = Math.min(1, (keptSinceMs - sinceMs) / (untilMs - sinceMs))
  if (ratio < leastRatio) return null
  const { leftPx, rightPx, topPx, bottomPx } = plotInset
  return (
    <div
      className={styles['place']}
      style={{ left: leftPx, right: rightPx, top: topPx, height: heightPx - topPx - bottomPx }}
      aria-hidden="true"
    >
      <span className={styles['said']} style={{ width: `${ratio * 100}%` }}>
        <span className={styles['text']}>
          {t('history.notBefore', { at: instant(keptSinceMs, 60_000) })}
        </span>
      </span>
    </div>
  )
}

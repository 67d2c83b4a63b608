import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { plotInset } from '../charts/plot-inset.ts'
import { useWords } from '../words/use-words.ts'
import styles from './Stage.module.css'
import type { HistoryView } from './use-history-view.ts'
import { useStage } from './use-stage.ts'

interface Props {
  readonly view: HistoryView
  readonly crossMs: number | null
  /** What stands at the crosshair, as a slider says its value. */
  readonly spoken: string
  readonly placeOf: (atMs: number) => number
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** What is pointed at, and what has the keyboard: over all lines. */
export function Stage({ view, crossMs, spoken, placeOf, onKeyDown }: Props): ReactNode {
  const { t } = useWords()
  const place = useRef<HTMLDivElement>(null)
  const { drawn, drop, ...pointing } = useStage(place, view)
  const keysId = useId()
  const { leftPx, rightPx, topPx, timePx } = plotInset
  const percent = (atMs: number): string => `${placeOf(atMs) * 100}%`
  return (
    <div
      ref={place}
      className={styles['stage']}
      style={{ left: leftPx, right: rightPx, top: topPx, bottom: timePx }}
      role="slider"
      tabIndex={0}
      aria-label={t('history.crosshair')}
      aria-describedby={keysId}
      aria-valuemin={view.window.sinceMs}
      aria-valuemax={view.window.untilMs}
      aria-valuenow={crossMs ?? view.window.untilMs}
      aria-valuetext={spoken}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || drawn === null) return onKeyDown(event)
        event.preventDefault()
        drop()
      }}
      {...pointing}
    >
      <span id={keysId} className="spoken">
        {t('history.keys')}
      </span>
      {crossMs === null ? null : (
        <span className={styles['cross']} data-cross={crossMs} style={{ left: percent(crossMs) }} />
      )}
      {drawn === null ? null : (
        <span
          className={styles['drawn']}
          data-drawn
          style={{
            left: percent(drawn.sinceMs),
            width: `${(placeOf(drawn.untilMs) - placeOf(drawn.sinceMs)) * 100}%`,
          }}
        />
      )}
    </div>
  )
}

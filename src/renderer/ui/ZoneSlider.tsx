import type { ReactNode } from 'react'
import styles from './ZoneSlider.module.css'

interface Props {
  /** Of the label that stands beside it. */
  readonly id: string
  /** As long as each other. */
  readonly stopCount: number
  readonly at: number
  /** Where the good zone ends, from 0 to 1. */
  readonly zoneRatio: number
  /** What lies beyond it: it fails, or it is to be thought over. */
  readonly tone: 'alarm' | 'attention'
  readonly spoken: string
  readonly onStop: (index: number) => void
}

/** A slider over stops, a part of which is good: how far it is slid, how much of that lies beyond, and a mark between. */
export function ZoneSlider({
  id,
  stopCount,
  at,
  zoneRatio,
  tone,
  spoken,
  onStop,
}: Props): ReactNode {
  const here = stopCount > 1 ? at / (stopCount - 1) : 1
  const within = Math.min(here, zoneRatio)
  return (
    <div className={styles['place']} data-tone={tone}>
      <div className={styles['ground']} aria-hidden="true">
        <span className={styles['zone']} style={{ width: `${zoneRatio * 100}%` }} />
        <span className={styles['filled']} style={{ width: `${within * 100}%` }} />
        {here <= zoneRatio ? null : (
          <span
            className={styles['over']}
            style={{ insetInlineStart: `${within * 100}%`, width: `${(here - within) * 100}%` }}
          />
        )}
        {zoneRatio > 0 && zoneRatio < 1 ? (
          <span className={styles['mark']} style={{ insetInlineStart: `${zoneRatio * 100}%` }} />
        ) : null}
      </div>
      <input
        id={id}
        className={styles['range']}
        type="range"
        min={0}
        max={stopCount - 1}
        step={1}
        value={at}
        aria-valuetext={spoken}
        onChange={({ target }) => onStop(target.valueAsNumber)}
      />
    </div>
  )
}

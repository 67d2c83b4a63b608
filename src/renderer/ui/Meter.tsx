import type { ReactNode } from 'react'
import styles from './Meter.module.css'

interface Props {
  /** What is measured: `Context`. */
  readonly label: string
  /** From 0 to 1. */
  readonly ratio: number
  /** The same in words, for who listens. */
  readonly spoken: string
}

/** How full something is, as a thin line. */
export function Meter({ label, ratio, spoken }: Props): ReactNode {
  const percent = Math.round(ratio * 100)
  return (
    <span
      className={styles['meter']}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={spoken}
    >
      {ratio === 0 ? null : (
        <span className={styles['fill']} style={{ width: `${ratio * 100}%` }} />
      )}
    </span>
  )
}

import type { ReactNode } from 'react'
import styles from './ProgressBar.module.css'

interface Props {
  /** What is under way: `Loading of gemma3:27b`. */
  readonly label: string
  /** From 0 to 1; null: it goes on, and nobody tells how far it is. */
  readonly ratio: number | null
}

/** How far something has come. */
export function ProgressBar({ label, ratio }: Props): ReactNode {
  const clamped = ratio === null ? null : Math.max(0, Math.min(1, ratio))
  return (
    <span
      className={styles['bar']}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={clamped === null ? undefined : Math.round(clamped * 100)}
      data-unknown={clamped === null}
    >
      <span
        className={styles['fill']}
        style={clamped === null ? undefined : { width: `${clamped * 100}%` }}
      />
    </span>
  )
}

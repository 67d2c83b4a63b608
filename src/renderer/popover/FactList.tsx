import type { ReactNode } from 'react'
import styles from './FactList.module.css'

/** A fact in the reader's words. */
export interface FactRow {
  readonly name: string
  readonly value: string
  readonly note: string | null
  /** What the note means, on a longer look. */
  readonly meaning?: string
  readonly isStale: boolean
}

/** Facts below each other. */
export const FactList = ({ rows }: { readonly rows: readonly FactRow[] }): ReactNode => (
  <dl className={styles['facts']}>
    {rows.map(({ name, value, note, meaning, isStale }) => (
      <div key={name} className={styles['fact']}>
        <dt>{name}</dt>
        <dd data-stale={isStale}>
          {value} {note === null ? null : <small title={meaning}>{note}</small>}
        </dd>
      </div>
    ))}
  </dl>
)

import type { ReactNode } from 'react'
import { printable } from '../../shared/printable.ts'
import type { Source } from '../../shared/snapshot.ts'
import { formatSpan } from '../../shared/units.ts'
import styles from './NotKnown.module.css'

/** In place of a list whose source does not answer. */
export function NotKnown({ source: { reason, ageMs } }: { readonly source: Source }): ReactNode {
  const why = reason ?? (ageMs === null ? '' : `the last answer came ${formatSpan(ageMs)} ago`)
  return (
    <p className={styles['unknown']}>
      not known <small>{printable(why)}</small>
    </p>
  )
}

import type { ReactNode } from 'react'
import { factsOf } from '../../shared/facts.ts'
import { printable } from '../../shared/printable.ts'
import { useSnapshot } from '../store/live.ts'
import styles from './Facts.module.css'
import { isFailedFor } from './Trouble.tsx'

/** What else bears on a load; a source that is named as failing above is not told again here. */
export function Facts(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  if (snapshot === null) return null
  const isTold = (reason: string): boolean =>
    snapshot.sources.some((source) => isFailedFor(source, reason))
  return (
    <dl className={styles['facts']}>
      {factsOf(snapshot).map(({ name, value, note, isStale, trouble }) => {
        const beside = trouble === null || isTold(trouble) ? note : trouble
        return (
          <div key={name} className={styles['fact']}>
            <dt>{name}</dt>
            <dd data-stale={isStale}>
              {value} {beside === null ? null : <small>{printable(beside)}</small>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

import { useId, type ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import styles from './ActRow.module.css'
import { ActRow } from './ActRow.tsx'
import type { ActDay } from './acts-shown.ts'

/** The acts of one day, the newest first. */
export function ActDayList({
  atMs,
  acts,
  onDone,
}: ActDay & { readonly onDone: () => void }): ReactNode {
  const { day } = useWords()
  const titleId = useId()
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className={styles['day']}>
        {day(atMs)}
      </h2>
      <ul>
        {acts.map((act) => (
          <ActRow key={act.id} act={act} onDone={onDone} />
        ))}
      </ul>
    </section>
  )
}

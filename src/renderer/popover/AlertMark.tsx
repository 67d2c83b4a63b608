import type { ReactNode } from 'react'
import type { Alert } from '../../shared/alert.ts'
import { nameOfSeverity } from '../../shared/alert-text.ts'
import { capital } from '../../shared/fit-text.ts'
import styles from './AlertMark.module.css'
import { SnoozeMenu } from './SnoozeMenu.tsx'

interface Props {
  readonly alert: Alert
  /** In place of how bad it is: `not known for 40 s` where its figures are not of now, or what its card has to say. */
  readonly words: string | null
}

/** The line below the title of an alert, and of a card that stands for one: how bad it is, and how to have it silent. */
export function AlertMark({ alert, words }: Props): ReactNode {
  const { severity, isStale, isClearing } = alert
  const isQuiet = isStale || isClearing
  return (
    <div className={styles['mark']} data-severity={isQuiet ? undefined : severity}>
      <span className={styles['word']}>
        {words === null || isQuiet ? null : (
          <span className="spoken">{capital(nameOfSeverity[severity])}: </span>
        )}
        {capital(words ?? nameOfSeverity[severity])}
      </span>
      <SnoozeMenu rule={alert.rule} title={alert.title} />
    </div>
  )
}

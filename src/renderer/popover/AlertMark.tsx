import type { ReactNode } from 'react'
import type { Alert } from '../../shared/alert.ts'
import { nameOfSeverity } from '../../shared/alert-text.ts'
import { capital } from '../../shared/fit-text.ts'
import { AlertSign } from '../ui/AlertSign.tsx'
import styles from './AlertMark.module.css'
import { SnoozeMenu } from './SnoozeMenu.tsx'

interface Props {
  readonly alert: Alert
  /** In place of how bad it is, where its figures are not of now: `not known for 40 s`. */
  readonly age: string | null
  /** The title beside it has the sign already. */
  readonly isBelowTitle?: boolean
}

/** The first line of an alert, and of a card that stands for one: how bad it is, and how to have it silent. */
export function AlertMark({ alert, age, isBelowTitle = false }: Props): ReactNode {
  const { severity } = alert
  return (
    <div className={styles['mark']} data-severity={severity}>
      <span className={styles['word']}>
        {isBelowTitle ? null : <AlertSign severity={severity} />}
        {capital(age ?? nameOfSeverity[severity])}
      </span>
      <SnoozeMenu rule={alert.rule} title={alert.title} />
    </div>
  )
}

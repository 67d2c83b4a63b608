import type { ReactNode } from 'react'
import type { Alert } from '../../shared/alert.ts'
import { placeOfAlert } from '../../shared/alert-place.ts'
import { capital } from '../../shared/fit-text.ts'
import { DetailsLink } from '../details/DetailsLink.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './AlertMark.module.css'
import { SnoozeMenu } from './SnoozeMenu.tsx'

interface Props {
  readonly alert: Alert
  /** In place of how bad it is: `not known for 40 s` where its figures are not of now, or what its card has to say. */
  readonly words: string | null
}

/** The line below the title of an alert, and of a card that stands for one: how bad it is, and how to have it silent. */
export function AlertMark({ alert, words }: Props): ReactNode {
  const { t, say } = useWords()
  const { severity, isStale, isClearing } = alert
  const isQuiet = isStale || isClearing
  const name = capital(t(`alerts.severity.${severity}`))
  return (
    <div className={styles['mark']} data-severity={isQuiet ? undefined : severity}>
      <span className={styles['word']}>
        {words === null || isQuiet ? null : <span className="spoken">{`${name}: `}</span>}
        {words === null ? name : capital(words)}
      </span>
      <DetailsLink place={placeOfAlert(alert)} title={say(alert.title)} />
      <SnoozeMenu rule={alert.rule} title={say(alert.title)} />
    </div>
  )
}

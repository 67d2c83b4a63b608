import type { ReactNode } from 'react'
import type { Alert } from '../../shared/alert.ts'
import { placeOfAlert } from '../../shared/alert-place.ts'
import { shownAlert } from '../../shared/alert-text.ts'
import type { FindingId } from '../../shared/ids.ts'
import { formatSpan } from '../../shared/units.ts'
import { DetailsLink } from '../details/DetailsLink.tsx'
import { AlertSign } from '../ui/AlertSign.tsx'
import { unbroken } from '../ui/unbroken.ts'
import { useWords } from '../words/use-words.ts'
import styles from './AlertsNow.module.css'

interface Props {
  readonly alerts: readonly Alert[]
  /** Of the Snapshot. */
  readonly atMs: number
  /** Whether there is nothing to be led to: its finding stands below, unfolded. */
  readonly isInSight: (findingId: FindingId) => boolean
}

/** The alerts that stand, the snoozed ones too, each with the way to where there is more about it; nothing where none stands. */
export function AlertsNow({ alerts, atMs, isInSight }: Props): ReactNode {
  const { t, say, figure } = useWords()
  if (alerts.length === 0) return null
  return (
    <section aria-label={t('alerts.title')}>
      <h2 className={styles['title']}>{t('alerts.title')}</h2>
      <ul className={styles['rows']}>
        {alerts.map((alert) => {
          const title = say(alert.title)
          const place = placeOfAlert(alert)
          const leadsOn = place.focus?.kind !== 'finding' || !isInSight(place.focus.findingId)
          const { sentence, age } = shownAlert(alert, atMs)
          const since = t('diagnosis.since', {
            span: figure(formatSpan(Math.max(0, atMs - alert.sinceMs))),
          })
          const state = alert.snoozed === null ? since : `${since} · ${t('diagnosis.snoozed')}`
          return (
            <li
              key={alert.id}
              className={styles['row']}
              data-severity={alert.severity}
              data-stale={age !== null}
              data-row
            >
              <AlertSign severity={alert.severity} />
              <div className={styles['said']}>
                <p className={styles['name']}>
                  <span className="spoken">{`${t(`alerts.severity.${alert.severity}`)}: `}</span>
                  {unbroken(title)}
                </p>
                {sentence === null ? null : <p>{unbroken(say(sentence))}</p>}
                <p className={styles['since']}>{age === null ? state : say(age)}</p>
              </div>
              {leadsOn ? <DetailsLink place={place} title={title} /> : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

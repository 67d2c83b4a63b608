import type { ReactNode } from 'react'
import type { Alert } from '../../shared/alert.ts'
import { useWords } from '../words/use-words.ts'
import { shownFigures } from './alert-figures.ts'
import styles from './AlertFigures.module.css'

/** What is needed, what there is, what lacks, and the time that is left: one small column each, where they are known. */
export function AlertFigures({ alert }: { readonly alert: Alert }): ReactNode {
  const { t, figure } = useWords()
  const shown = shownFigures(alert)
  if (shown === null) return null
  const { words, need, have, gap, left } = shown
  return (
    <dl className={styles['figures']}>
      <Figure name={t(`alerts.figures.${words}.need`)} value={figure(need)} />
      <Figure name={t(`alerts.figures.${words}.have`)} value={figure(have)} />
      {gap === null ? null : (
        <Figure name={t(`alerts.figures.${words}.gap`)} value={figure(gap)} tone="calls" />
      )}
      {left === null ? null : <Figure name={t('alerts.figures.left')} value={figure(left)} />}
    </dl>
  )
}

interface FigureProps {
  readonly name: string
  readonly value: string
  readonly tone?: 'calls'
}

const Figure = ({ name, value, tone }: FigureProps): ReactNode => (
  <div data-tone={tone}>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
)

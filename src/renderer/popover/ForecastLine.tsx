import Hourglass from 'lucide-react/icons/hourglass'
import type { ReactNode } from 'react'
import { capital } from '../../shared/fit-text.ts'
import { shownForecast } from '../../shared/forecast-text.ts'
import { useSnapshot } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import styles from './ForecastLine.module.css'

/** How long it will last at this pace; nothing at all where that is not known. */
export function ForecastLine(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  const { t, say } = useWords()
  const sentences = snapshot === null ? [] : shownForecast(snapshot)
  if (sentences.length === 0) return null
  return (
    <ul aria-label={t('overview.forecast')}>
      {sentences.map((sentence) => (
        <li key={sentence} className={styles['sentence']}>
          <Hourglass size={12} strokeWidth={1.75} aria-hidden="true" />
          {capital(say(sentence))}
        </li>
      ))}
    </ul>
  )
}

import type { ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import styles from './RangeChoice.module.css'
import { ranges } from './span.ts'

interface Props {
  readonly widthMs: number
  readonly onChoose: (widthMs: number) => void
}

/** How far back it is looked. */
export function RangeChoice({ widthMs, onChoose }: Props): ReactNode {
  const { t, figure } = useWords()
  return (
    <div className={styles['ranges']} role="group" aria-label={t('history.range')}>
      {ranges.map((range) => (
        <button
          key={range.label}
          type="button"
          aria-pressed={range.widthMs === widthMs}
          onClick={() => onChoose(range.widthMs)}
        >
          {figure(range.label)}
        </button>
      ))}
    </div>
  )
}

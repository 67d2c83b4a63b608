import type { ReactNode } from 'react'
import { longestHistoryMs, type History } from '../../shared/history.ts'
import { formatSpan } from '../../shared/units.ts'
import { useWords } from '../words/use-words.ts'
import styles from './HistorySection.module.css'
import { useTimeWords } from './use-time-words.ts'

/** Since when it is kept and where, what a point is, and by what it is moved. */
export function KeptNote({ history }: { readonly history: History }): ReactNode {
  const { t, figure } = useWords()
  const { instant } = useTimeWords()
  const { keptSinceMs, keptIn, stepMs } = history
  if (keptSinceMs === null) return null
  const at = instant(keptSinceMs, 60_000)
  return (
    <div className={styles['note']}>
      <p>
        {keptIn === 'memory'
          ? t('history.kept', { at })
          : t('history.keptInStore', { at, span: figure(formatSpan(longestHistoryMs)) })}{' '}
        {t('history.each', { span: figure(formatSpan(stepMs)) })}
      </p>
      <p aria-hidden="true">{t('history.hint')}</p>
    </div>
  )
}

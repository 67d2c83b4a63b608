import type { ReactNode } from 'react'
import { printable } from '../../shared/printable.ts'
import type { Source } from '../../shared/snapshot.ts'
import { formatSpan } from '../../shared/units.ts'
import { useWords } from '../words/use-words.ts'
import styles from './NotKnown.module.css'

/** In place of a list whose source does not answer. */
export function NotKnown({ source: { reason, ageMs } }: { readonly source: Source }): ReactNode {
  const { t, say, figure } = useWords()
  const late = ageMs === null ? '' : t('overview.late', { age: figure(formatSpan(ageMs)) })
  const why = reason === null ? late : say(printable(reason))
  return (
    <p className={styles['unknown']}>
      {t('overview.notKnown')} <small>{why}</small>
    </p>
  )
}

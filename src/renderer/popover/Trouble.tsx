import type { ReactNode } from 'react'
import { printable } from '../../shared/printable.ts'
import type { Source } from '../../shared/snapshot.ts'
import { formatSpan } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './Trouble.module.css'

/** The sources that should answer and do not: their figures are old, or not there. */
export function Trouble(): ReactNode {
  const { t, say } = useWords()
  const sources = useSnapshot((snapshot) => snapshot.sources)
  const failed = sources?.filter((source) => source.kind === 'failed') ?? []
  if (failed.length === 0) return null
  return (
    <Notice tone="attention" title={t('overview.trouble')}>
      <ul>
        {failed.map((source) => (
          <li key={source.id} className={styles['source']}>
            {say(source.title)}: {say(printable(source.reason ?? ''))}
            <Since ageMs={source.ageMs} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** Whether this source is named here with this reason: it need not be told again beside it. */
export const isFailedFor = (source: Source, reason: string): boolean =>
  source.kind === 'failed' && source.reason === reason

function Since({ ageMs }: Pick<Source, 'ageMs'>): ReactNode {
  const { t, figure } = useWords()
  if (ageMs === null) return null
  const age = figure(formatSpan(ageMs))
  return <span className={styles['since']}>{t('overview.lastAnswer', { age })}</span>
}

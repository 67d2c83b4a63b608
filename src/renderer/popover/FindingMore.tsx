import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import type { ShownFinding } from '../../shared/finding-text.ts'
import { useWords } from '../words/use-words.ts'
import styles from './FindingCard.module.css'
import { FindingFixes } from './FindingFixes.tsx'

/** All that is known of a finding: why, what helps, where it stands, what does not help. */
export function FindingMore({ shown }: { readonly shown: ShownFinding }): ReactNode {
  const { cause, fixes, misadvice, place } = shown
  return (
    <>
      <Cause cause={cause} />
      <FindingFixes fixes={fixes} isWhole />
      {place === null ? null : <Place place={place} />}
      {misadvice.length === 0 ? null : <Misadvice misadvice={misadvice} />}
    </>
  )
}

function Cause({ cause }: Pick<ShownFinding, 'cause'>): ReactNode {
  const { t, say } = useWords()
  return (
    <>
      <h4 className={styles['label']}>{t('alerts.why')}</h4>
      <p>{say(cause)}</p>
    </>
  )
}

function Place({ place }: { readonly place: NonNullable<ShownFinding['place']> }): ReactNode {
  const { say } = useWords()
  return (
    <>
      <h4 className={styles['label']} title={say(place.inFull)}>
        {say(place.name)}
      </h4>
      <code className={styles['line']} dir="auto">
        {place.line}
      </code>
    </>
  )
}

function Misadvice({ misadvice }: Pick<ShownFinding, 'misadvice'>): ReactNode {
  const { t, say } = useWords()
  return (
    <>
      <h4 className={styles['label']}>{t('alerts.noHelp')}</h4>
      <ul>
        {misadvice.map(({ advice, why }) => (
          <li key={advice} className={styles['advice']}>
            <X size={14} strokeWidth={1.75} aria-hidden="true" />
            <p>{say(advice)}</p>
            <p className={styles['why']}>{say(why)}</p>
          </li>
        ))}
      </ul>
    </>
  )
}

import type { ReactNode } from 'react'
import type { ShownFinding } from '../../shared/finding-text.ts'
import { Command } from '../ui/Command.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './FindingCard.module.css'

interface Props extends Pick<ShownFinding, 'fixes'> {
  /** All of them, not the first alone. */
  readonly isWhole: boolean
}

/** What helps, the best first, with what each costs. */
export function FindingFixes({ fixes, isWhole }: Props): ReactNode {
  const { t, say } = useWords()
  if (fixes.length === 0) return null
  const shown = isWhole ? fixes : fixes.slice(0, 1)
  return (
    <>
      {isWhole ? <h4 className={styles['label']}>{t('alerts.helps')}</h4> : null}
      <ol className={styles['fixes']} data-numbered={shown.length > 1}>
        {shown.map(({ text, command, costs }) => (
          <li key={`${text} ${command ?? ''}`} className={styles['fix']}>
            {isWhole ? null : <span className={styles['try']}>{t('alerts.tryFirst')} </span>}
            {say(text)}
            {command === null ? null : <Command command={command} />}
            {isWhole && costs !== null ? (
              <p className={styles['costs']}>{t('alerts.costs', { costs: say(costs) })}</p>
            ) : null}
          </li>
        ))}
      </ol>
    </>
  )
}

import type { ReactNode } from 'react'
import type { ShownFinding } from '../../shared/finding-text.ts'
import { Command } from '../ui/Command.tsx'
import styles from './FindingCard.module.css'

interface Props extends Pick<ShownFinding, 'fixes'> {
  /** All of them, not the first alone. */
  readonly isWhole: boolean
}

/** What helps, the best first, with what each costs. */
export function FindingFixes({ fixes, isWhole }: Props): ReactNode {
  if (fixes.length === 0) return null
  const shown = isWhole ? fixes : fixes.slice(0, 1)
  return (
    <>
      {isWhole ? <h4 className={styles['label']}>What helps</h4> : null}
      <ol className={styles['fixes']} data-numbered={shown.length > 1}>
        {shown.map(({ text, command, costs }) => (
          <li key={`${text} ${command ?? ''}`} className={styles['fix']}>
            {isWhole ? null : <span className={styles['try']}>Try first: </span>}
            {text}
            {command === null ? null : <Command command={command} />}
            {isWhole && costs !== null ? <p className={styles['costs']}>Costs: {costs}</p> : null}
          </li>
        ))}
      </ol>
    </>
  )
}

import type { ReactNode } from 'react'
import type { ShownAdvice } from '../../shared/fit-text.ts'
import { useWords } from '../words/use-words.ts'
import styles from './Advice.module.css'
import { Command } from './Command.tsx'

interface Props {
  readonly advice: ShownAdvice
  /** The only one of several. */
  readonly isFirst?: boolean
}

/** What would make it fit: what it saves, what it costs, and how it is done. */
export function Advice({ advice, isFirst = false }: Props): ReactNode {
  const { t, say } = useWords()
  const { text, saves, costs, steps } = advice
  return (
    <div className={styles['advice']}>
      <p>
        {isFirst ? <span className={styles['beside']}>{t('ui.advice.tryFirst')} </span> : null}
        {say(text)}
        {saves === null ? null : (
          <>
            {' '}
            <span className={styles['saves']}>({say(saves)})</span>
          </>
        )}
      </p>
      {steps.map(({ words, command }) => (
        <div key={`${words ?? ''} ${command ?? ''}`}>
          {words === null ? null : <p className={styles['beside']}>{say(words)}</p>}
          {command === null ? null : <Command command={command} />}
        </div>
      ))}
      {costs === null ? null : (
        <p className={styles['beside']}>{t('ui.advice.costs', { costs: say(costs) })}</p>
      )}
    </div>
  )
}

import type { ReactNode } from 'react'
import type { FitShown } from '../../shared/fit-shown.ts'
import { growthText, shownAdvice } from '../../shared/fit-text.ts'
import { printable } from '../../shared/printable.ts'
import { Advice } from '../ui/Advice.tsx'
import { Command } from '../ui/Command.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './FitHelp.module.css'

const maxRemarkLength = 400

/** What would make it fit, the command that runs it like this, and what else is good to know. */
export function FitHelp({ shown: { fit, command } }: { readonly shown: FitShown }): ReactNode {
  const { t, say } = useWords()
  const notes = [growthText(fit), ...fit.remarks]
    .filter((note) => note !== null)
    .map((note) => printable(note, maxRemarkLength))
  return (
    <>
      {fit.advice.length === 0 ? null : (
        <section>
          <h3 className={styles['label']}>{t('fit.helps')}</h3>
          <ul className={styles['advice']}>
            {fit.advice.map((advice) => (
              <li key={`${advice.kind} ${advice.text}`}>
                <Advice advice={shownAdvice(advice)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {command === null ? null : (
        <section>
          <h3 className={styles['label']}>{t('fit.run')}</h3>
          <Command command={command} />
        </section>
      )}
      {notes.length === 0 ? null : (
        <ul className={styles['notes']}>
          {notes.map((note) => (
            <li key={note}>{say(note)}</li>
          ))}
        </ul>
      )}
    </>
  )
}

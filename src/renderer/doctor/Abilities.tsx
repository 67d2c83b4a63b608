import type { ReactNode } from 'react'
import type { Doctor } from '../../shared/doctor.ts'
import { mendOfAbility } from '../../shared/mend-ability.ts'
import { matches } from '../ui/matches.ts'
import { useWords } from '../words/use-words.ts'
import { MendNote } from './MendNote.tsx'
import listStyles from './SourceList.module.css'
import { stateOf } from './source-order.ts'
import styles from './SourceRow.module.css'
import { SourceSign } from './SourceSign.tsx'

interface Props {
  readonly found: Doctor | null
  readonly wanted: string
}

/** What Headroom can do only where an optional part is there: known when everything was examined. */
export function Abilities({ found, wanted }: Props): ReactNode {
  const { t, say } = useWords()
  if (found === null) return null
  const shown = found.abilities.filter(({ title, reason }) =>
    matches(wanted, [title, say(title), reason]),
  )
  if (shown.length === 0) return null
  return (
    <section aria-label={t('doctor.abilities')}>
      <div className={listStyles['head']}>
        <h2 className={listStyles['title']}>{t('doctor.abilities')}</h2>
      </div>
      <ul>
        {shown.map((ability) => {
          const { id, title, kind, reason } = ability
          const state = stateOf({ kind, isStale: false })
          const mend = mendOfAbility(ability)
          return (
            <li key={id} className={styles['row']} data-state={state}>
              <span className={styles['sign']}>
                <SourceSign state={state} />
              </span>
              <div className={styles['name']}>
                <h3 className={styles['title']}>{say(title)}</h3>
                <p className={styles['state']}>
                  <span className={styles['word']}>{t(`doctor.able.${kind}`)}</span>
                  {reason === null ? null : t('doctor.joint') + say(reason)}
                </p>
              </div>
              {mend === null ? null : <MendNote mend={mend} />}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

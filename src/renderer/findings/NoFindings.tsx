import type { ReactNode } from 'react'
import { titleOfClass } from '../../shared/finding-text.ts'
import type { SectionProps } from '../details/section-props.ts'
import { useWords } from '../words/use-words.ts'
import { GoneFinding } from './FindingCards.tsx'
import styles from './FindingsSection.module.css'

const titles = Object.values(titleOfClass)

/** In place of findings: that there is none, and what would be one. */
export function NoFindings({ focus }: SectionProps): ReactNode {
  const { t, say } = useWords()
  return (
    <section aria-label={t('diagnosis.found')}>
      <GoneFinding focus={focus} />
      <p className={styles['none']}>{t('diagnosis.none')}</p>
      <p className={styles['looksFor']}>{t('diagnosis.looksFor')}</p>
      <ul className={styles['titles']}>
        {titles.map((title) => (
          <li key={title}>{say(title)}</li>
        ))}
      </ul>
    </section>
  )
}

import { useRef, type ReactNode } from 'react'
import { useWidth } from '../charts/use-width.ts'
import type { SectionProps } from '../details/section-props.ts'
import { useSnapshot } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import { HistoryPlace } from './HistoryPlace.tsx'
import styles from './HistorySection.module.css'

/** What was: as far as it is kept. */
export function HistorySection({ focus }: SectionProps): ReactNode {
  const { t } = useWords()
  const place = useRef<HTMLElement>(null)
  const widthPx = useWidth(place)
  const latestMs = useSnapshot((snapshot) => snapshot.atMs)
  return (
    <section ref={place} className={styles['section']}>
      {latestMs === null ? (
        <>
          <h1 className={styles['title']}>{t('history.title')}</h1>
          <p role="status" className={styles['looking']}>
            {t('history.looking')}
          </p>
        </>
      ) : // for a moment it has no head either: the keyboard goes to one that stays
      widthPx === null ? null : (
        <HistoryPlace latestMs={latestMs} widthPx={widthPx} focus={focus} />
      )}
    </section>
  )
}

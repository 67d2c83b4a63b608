import { useRef, useState, type ReactNode } from 'react'
import type { SectionProps } from '../details/section-props.ts'
import { useLedTo } from '../details/use-led-to.ts'
import list from '../ui/CardList.module.css'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'
import { EndCard } from './EndCard.tsx'
import styles from './Ends.module.css'
import { useBlackBox } from './use-black-box.ts'

/** More of them are asked for. */
const shownCount = 3

/** Ends that were no ordinary ones, the newest first; nothing at all where there was none. */
export function Ends({ focus }: SectionProps): ReactNode {
  const { t, say } = useWords()
  const { box, see } = useBlackBox()
  const [isWhole, setWhole] = useState(false)
  const cards = useRef<HTMLUListElement>(null)
  const meantId = focus?.kind === 'end' ? focus.reportId : null
  useLedTo({
    meant: meantId === null ? null : focus,
    part: () =>
      [...(cards.current?.querySelectorAll<HTMLElement>('[data-end]') ?? [])].find(
        ({ dataset }) => dataset['end'] === meantId,
      ) ?? null,
    hand: (card) => card.querySelector('button'),
    block: 'start',
  })
  if (box === null) return null
  const { reports, isUnread, trouble } = box
  const shown = reports.filter(({ id }, at) => isWhole || at < shownCount || id === meantId)
  const isGone = meantId !== null && !reports.some(({ id }) => id === meantId)
  if (reports.length === 0 && !isUnread && !isGone) return null
  return (
    <section aria-label={t('ends.title')}>
      <h2 className={styles['title']}>{t('ends.title')}</h2>
      {isUnread && trouble !== null ? (
        <Notice tone="attention" title={t('ends.unread')}>
          <p>{say(trouble)}</p>
        </Notice>
      ) : null}
      {isGone ? <Notice tone="note" title={t('ends.gone')} /> : null}
      <ul ref={cards} className={list['list']}>
        {shown.map((report) => (
          <EndCard
            key={report.id === meantId ? `led to ${report.id}` : report.id}
            report={report}
            isOpenFirst={report.id === meantId}
            onRead={() => see(report.id)}
          />
        ))}
      </ul>
      {reports.length <= shownCount ? null : (
        <button
          type="button"
          className={list['more']}
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? t('ends.newestOnly') : t('ends.more', { count: reports.length - shownCount })}
        </button>
      )}
    </section>
  )
}

import { useRef, useState, type ReactNode, type RefObject } from 'react'
import type { Finding } from '../../shared/finding.ts'
import { shownFinding } from '../../shared/finding-text.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { SectionProps } from '../details/section-props.ts'
import { useLedTo } from '../details/use-led-to.ts'
import list from '../ui/CardList.module.css'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'
import { FindingCard } from './FindingCard.tsx'

/** More of them are one line each, until they are unfolded. */
export const unfoldedCount = 6

interface Props extends SectionProps {
  readonly findings: readonly Finding[]
  readonly snapshot: Snapshot
  readonly home: RefObject<HTMLElement | null>
}

/** Each with all that is known of it; the one that a link meant in sight. */
export function FindingCards({ findings, snapshot, focus, home }: Props): ReactNode {
  const cards = useRef<HTMLUListElement>(null)
  const meantId = focus?.kind === 'finding' ? focus.findingId : null
  useLedTo({
    meant: meantId === null ? null : focus,
    part: () =>
      [...(cards.current?.querySelectorAll<HTMLElement>('[data-finding]') ?? [])].find(
        ({ dataset }) => dataset['finding'] === meantId,
      ) ?? null,
    hand: (card) => card.querySelector('button'),
    block: 'start',
  })
  const isThere = meantId === null || snapshot.findings.some(({ id }) => id === meantId)
  return (
    <>
      {isThere ? null : <GoneFinding focus={focus} />}
      <ul ref={cards} className={list['list']}>
        {findings.map((finding, at) => (
          <FindingCard
            key={finding.id === meantId ? `led to ${finding.id}` : finding.id}
            finding={finding}
            shown={shownFinding(finding, snapshot)}
            isRow={at >= unfoldedCount}
            isOpenFirst={at < unfoldedCount || finding.id === meantId}
            isInDetails
            home={home}
          />
        ))}
      </ul>
    </>
  )
}

/** The finding that a link meant is not there any more. */
export function GoneFinding({ focus }: SectionProps): ReactNode {
  const { t } = useWords()
  const [read, setRead] = useState<SectionProps['focus']>(null)
  if (focus?.kind !== 'finding' || focus === read) return null
  return <Notice tone="note" title={t('diagnosis.gone')} onDismiss={() => setRead(focus)} />
}

import { useRef, useState, type ReactNode } from 'react'
import type { Finding } from '../../shared/finding.ts'
import { shownFinding, screenFindingCount } from '../../shared/finding-text.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { useSnapshot } from '../store/live.ts'
import styles from '../ui/CardList.module.css'
import { useWords } from '../words/use-words.ts'
import { toldInAlerts } from './alert-rows.ts'
import { FindingCard } from '../findings/FindingCard.tsx'
import { goByArrows } from './row-keys.ts'

/** What is wrong, or has failed, and what to do about it, where no alert tells it; nothing at all where nothing is. */
export function FindingList(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  if (snapshot === null) return null
  const told = toldInAlerts(snapshot)
  const findings = snapshot.findings.filter(({ id }) => !told.has(id))
  return findings.length === 0 ? null : <Section snapshot={snapshot} findings={findings} />
}

interface SectionProps {
  readonly snapshot: Snapshot
  readonly findings: readonly Finding[]
}

function Section({ snapshot, findings }: SectionProps): ReactNode {
  const { t } = useWords()
  const [isWhole, setWhole] = useState(false)
  const head = useRef<HTMLHeadingElement>(null)
  const restCount = findings.length - screenFindingCount
  return (
    <section aria-label={t('alerts.findings')} onKeyDown={goByArrows}>
      <div className={styles['head']}>
        <h2 ref={head} tabIndex={-1}>
          {t('alerts.findings')}
        </h2>
      </div>
      <ul className={styles['list']}>
        {findings.slice(0, isWhole ? findings.length : screenFindingCount).map((finding, index) => (
          <FindingCard
            key={finding.id}
            finding={finding}
            shown={shownFinding(finding, snapshot)}
            isRow={index > 0}
            home={head}
          />
        ))}
      </ul>
      {restCount <= 0 ? null : (
        <div data-row>
          <button
            type="button"
            className={styles['more']}
            aria-expanded={isWhole}
            onClick={() => setWhole(!isWhole)}
          >
            {isWhole ? t('alerts.newestOnly') : t('alerts.more', { count: restCount })}
          </button>
        </div>
      )}
    </section>
  )
}

import { useDeferredValue, useRef, useState, type ReactNode } from 'react'
import type { SectionProps } from '../details/section-props.ts'
import { useFind } from '../details/use-find.ts'
import { Ends } from '../ends/Ends.tsx'
import { goByArrows } from '../popover/row-keys.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { useSnapshot } from '../store/live.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import { AlertsNow } from './AlertsNow.tsx'
import { filteredFindings, isNoFilter, noFilter, type FindingFilter } from './finding-filter.ts'
import { FindingCards, unfoldedCount } from './FindingCards.tsx'
import { FindingSearch } from './FindingSearch.tsx'
import styles from './FindingsSection.module.css'
import { NoFindings } from './NoFindings.tsx'

/** All that is wrong, or has failed: what it means, where it stands, what helps and what does not. */
export function FindingsSection({ focus }: SectionProps): ReactNode {
  const { t } = useWords()
  const snapshot = useSnapshot((whole) => whole)
  const [filter, setFilter] = useState<FindingFilter>(noFilter)
  const [ledBy, setLedBy] = useState<SectionProps['focus']>(null)
  // what a link meant is in sight, whatever was looked for before
  if (focus !== ledBy) {
    setLedBy(focus)
    if (focus !== null) setFilter(noFilter)
  }
  const field = useRef<HTMLInputElement>(null)
  useFind(field)
  const findings = snapshot?.findings ?? []
  const ends = <Ends key="ends" focus={focus} />
  const found =
    snapshot === null ? null : (
      <Found key="found" {...{ snapshot, filter, focus }} onAll={() => setFilter(noFilter)} />
    )
  return (
    <>
      <header className={styles['head']}>
        <h1>{t('diagnosis.title')}</h1>
        {findings.length === 0 ? null : (
          <FindingSearch {...{ field, findings, filter }} onFilter={setFilter} />
        )}
      </header>
      {snapshot === null ? null : (
        <div className={styles['list']} onKeyDown={goByArrows}>
          <AlertsNow
            alerts={snapshot.alerts}
            atMs={snapshot.atMs}
            isInSight={(wantedId) =>
              isNoFilter(filter) &&
              findings.slice(0, unfoldedCount).some(({ id }) => id === wantedId)
            }
          />
          {/* what has happened stands below what is, and above what might be */}
          {findings.length === 0 ? [ends, found] : [found, ends]}
        </div>
      )}
    </>
  )
}

interface FoundProps extends SectionProps {
  readonly snapshot: Snapshot
  readonly filter: FindingFilter
  readonly onAll: () => void
}

function Found({ snapshot, filter, focus, onAll }: FoundProps): ReactNode {
  const { t, say } = useWords()
  const head = useRef<HTMLHeadingElement>(null)
  const wanted = useDeferredValue(filter)
  const { findings } = snapshot
  const shown = filteredFindings(findings, wanted, { snapshot, say })
  if (findings.length === 0) return <NoFindings focus={focus} />
  return (
    <section aria-label={t('diagnosis.found')}>
      <div className={styles['count']}>
        <h2 ref={head} tabIndex={-1}>
          {t('diagnosis.found')}
        </h2>
        <span role="status">
          {shown.length === findings.length
            ? t('diagnosis.count', { count: findings.length })
            : t('diagnosis.countOf', { found: shown.length, count: findings.length })}
        </span>
      </div>
      {shown.length === 0 ? (
        <p className={styles['none']}>
          {t('diagnosis.noneLikeThis')}{' '}
          <SmallButton text={t('diagnosis.showAll')} onClick={onAll} />
        </p>
      ) : (
        <FindingCards findings={shown} snapshot={snapshot} focus={focus} home={head} />
      )}
    </section>
  )
}

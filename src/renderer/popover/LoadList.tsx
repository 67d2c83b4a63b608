import { useRef, type ReactNode } from 'react'
import type { Load } from '../../shared/load.ts'
import { shownLoad } from '../../shared/load-text.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { useSnapshot } from '../store/live.ts'
import styles from '../ui/CardList.module.css'
import { useWords } from '../words/use-words.ts'
import { toldInAlerts } from './alert-rows.ts'
import { LoadCard } from './LoadCard.tsx'
import { goByArrows } from './row-keys.ts'

/** More at once are a count: whoever starts them knows them. */
const shownLoadCount = 6

/** What is being loaded, and whether it will fit, where no alert tells it; nothing at all where nothing is. */
export function LoadList(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  if (snapshot === null) return null
  const told = toldInAlerts(snapshot)
  const loads = snapshot.loads.filter(({ id }) => !told.has(id))
  return loads.length === 0 ? null : <Section snapshot={snapshot} loads={loads} />
}

interface SectionProps {
  readonly snapshot: Snapshot
  readonly loads: readonly Load[]
}

function Section({ snapshot: { findings, sources }, loads }: SectionProps): ReactNode {
  const { t } = useWords()
  const head = useRef<HTMLHeadingElement>(null)
  const isStale = sources.find(({ id }) => id === 'servers')?.isStale === true
  const restCount = loads.length - shownLoadCount
  return (
    <section aria-label={t('alerts.loads')} data-stale={isStale} onKeyDown={goByArrows}>
      <div className={styles['head']}>
        <h2 ref={head} tabIndex={-1}>
          {t('alerts.loads')}
        </h2>
      </div>
      <ul className={styles['list']}>
        {loads.slice(0, shownLoadCount).map((load) => (
          <LoadCard key={load.id} load={load} shown={shownLoad(load, findings)} home={head} />
        ))}
      </ul>
      {restCount <= 0 ? null : (
        <p className={styles['rest']}>{t('alerts.more', { count: restCount })}</p>
      )}
    </section>
  )
}

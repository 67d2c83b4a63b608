import { useRef, type ReactNode } from 'react'
import { shownLoad } from '../../shared/load-text.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatCount } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import { LoadCard } from './LoadCard.tsx'
import styles from './LoadList.module.css'

/** More at once are a count: whoever starts them knows them. */
const shownLoadCount = 6

/** What is being loaded, and whether it will fit; nothing at all where nothing is. */
export function LoadList(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  return snapshot === null || snapshot.loads.length === 0 ? null : <Section snapshot={snapshot} />
}

function Section({ snapshot }: { readonly snapshot: Snapshot }): ReactNode {
  const { loads, sources } = snapshot
  const head = useRef<HTMLHeadingElement>(null)
  const isStale = sources.find(({ id }) => id === 'servers')?.isStale === true
  const restCount = loads.length - shownLoadCount
  return (
    <section aria-label="Loads" data-stale={isStale}>
      <div className={styles['head']}>
        <h2 ref={head} tabIndex={-1}>
          Loads
        </h2>
      </div>
      <ul className={styles['list']}>
        {loads.slice(0, shownLoadCount).map((load) => (
          <LoadCard
            key={load.id}
            load={load}
            shown={shownLoad(load, snapshot.findings)}
            home={head}
          />
        ))}
      </ul>
      {restCount <= 0 ? null : <p className={styles['more']}>{formatCount(restCount)} more</p>}
    </section>
  )
}

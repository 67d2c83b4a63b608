import { useState, type ReactNode } from 'react'
import { meaningOfMemoryKind } from '../../shared/sentence.ts'
import { memoryKindOf, nameOfMemoryKind, shownAppCount } from '../../shared/showing.ts'
import type { App } from '../../shared/app.ts'
import { formatBytes, formatCount, formatSpan } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import styles from './AppList.module.css'
import { AppRow } from './AppRow.tsx'
import { NotKnown } from './NotKnown.tsx'

/** Who has the memory, the biggest first. */
export function AppList(): ReactNode {
  const apps = useSnapshot((snapshot) => snapshot.apps)
  const source = useSnapshot((snapshot) => snapshot.sources.find(({ id }) => id === 'processes'))
  if (apps === null || source === null || source === undefined) return null
  const { isStale } = source
  if (apps.length === 0 && source.kind !== 'failed' && !isStale) return null
  return (
    <section aria-label="Apps by memory" data-stale={isStale}>
      <Head apps={apps} ageMs={isStale && apps.length > 0 ? source.ageMs : null} />
      {apps.length > 0 ? <Rows apps={apps} /> : <NotKnown source={source} />}
    </section>
  )
}

interface HeadProps {
  readonly apps: readonly App[]
  /** null where the list is the present. */
  readonly ageMs: number | null
}

function Head({ apps, ageMs }: HeadProps): ReactNode {
  const kind = memoryKindOf(apps)
  return (
    <div className={styles['head']}>
      <h2>Apps</h2>
      {ageMs === null ? null : <span>as of {formatSpan(ageMs)} ago</span>}
      {kind === null ? null : (
        <span className={styles['kind']} title={meaningOfMemoryKind[kind]}>
          Memory, {nameOfMemoryKind[kind]}
        </span>
      )}
    </div>
  )
}

function Rows({ apps }: { readonly apps: readonly App[] }): ReactNode {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? apps : apps.slice(0, shownAppCount)
  const rest = apps.slice(shownAppCount)
  const restBytes = rest.reduce((sum, app) => sum + app.memoryBytes, 0)
  return (
    <>
      <ul>
        {shown.map((app) => (
          <AppRow key={app.id} app={app} />
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <button
          type="button"
          className={styles['more']}
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          <span>{isWhole ? 'Show the biggest only' : `${formatCount(rest.length)} more`}</span>
          <span>{isWhole ? '' : formatBytes(restBytes)}</span>
        </button>
      )}
    </>
  )
}

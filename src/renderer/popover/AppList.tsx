import { useState, type ReactNode } from 'react'
import { printable } from '../../shared/printable.ts'
import { meaningOfMemoryKind } from '../../shared/sentence.ts'
import type { App } from '../../shared/snapshot.ts'
import { formatBytes, formatCount, formatGrowth } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import styles from './AppList.module.css'

const shownAtFirst = 8
/** Slower growth than this is breathing, not growing. */
const noticeableGrowthBytesPerMinute = 5e6

/** Who has the memory, the biggest first. */
export function AppList(): ReactNode {
  const apps = useSnapshot((snapshot) => snapshot.apps)
  const [isWhole, setWhole] = useState(false)
  if (apps === null || apps.length === 0) return null
  const shown = isWhole ? apps : apps.slice(0, shownAtFirst)
  const rest = apps.slice(shownAtFirst)
  const restBytes = rest.reduce((sum, app) => sum + app.memoryBytes, 0)
  return (
    <section aria-label="Apps by memory">
      <div className={styles['head']}>
        <h2>Apps</h2>
        <span>memory</span>
      </div>
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
    </section>
  )
}

function AppRow({ app }: { readonly app: App }): ReactNode {
  const notes = [
    app.detail,
    app.processes.length > 1 ? `${formatCount(app.processes.length)} processes` : null,
  ].filter((note) => note !== null)
  return (
    <li className={styles['row']}>
      <span className={styles['name']} dir="auto">
        {printable(app.name)}
      </span>
      <span className={styles['notes']}>{printable(notes.join(' · '))}</span>
      <Growth bytesPerMinute={app.growthBytesPerMinute} />
      <span className={styles['memory']} title={meaningOfMemoryKind[app.memoryKind]}>
        {formatBytes(app.memoryBytes)}
      </span>
    </li>
  )
}

function Growth({ bytesPerMinute }: { readonly bytesPerMinute: number | null }): ReactNode {
  const isNoticeable =
    bytesPerMinute !== null && Math.abs(bytesPerMinute) >= noticeableGrowthBytesPerMinute
  if (!isNoticeable) return null
  const isGrowing = bytesPerMinute > 0
  return (
    <span className={styles['growth']} data-growing={isGrowing}>
      <span aria-hidden="true">{isGrowing ? '↗' : '↘'}</span> {formatGrowth(bytesPerMinute)}
    </span>
  )
}

import type { ReactNode } from 'react'
import { printable } from '../../shared/printable.ts'
import { agoOf } from '../../shared/sentence.ts'
import { formatBytes, formatRatio } from '../../shared/units.ts'
import { useConnection, useSnapshot, useView } from '../store/live.ts'
import styles from './Footer.module.css'

/** The small print: what machine this is, and what Headroom itself takes of it. */
export function Footer(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  const { mayAct } = useView()
  const isLive = useConnection() === 'live'
  if (snapshot === null) return null
  const { atMs, machine, cost, apps, mode } = snapshot
  // the figure of the list, where Headroom stands in it: one screen must not name two
  const own = apps.find((app) => app.isHeadroom)
  const ago = agoOf(cost, atMs)
  return (
    <footer className={styles['footer']}>
      {machine.kind === 'ok' ? (
        <span>{printable(`${machine.processor}, ${machine.operatingSystem}`)}</span>
      ) : null}
      {cost.kind === 'ok' ? (
        <span data-stale={ago !== null}>
          Headroom {ago === null ? 'takes' : 'took'}{' '}
          {formatBytes(own?.memoryBytes ?? cost.residentBytes)}
          {cost.cpuRatio === null ? '' : ` and ${formatRatio(cost.cpuRatio)} of a core`}
          {ago === null ? '' : `, ${ago}`}
        </span>
      ) : null}
      {mayAct || !isLive || mode === 'replay' ? null : (
        <span>
          Only to look at: <code>headroom serve --allow-acts</code> lets it act
        </span>
      )}
    </footer>
  )
}

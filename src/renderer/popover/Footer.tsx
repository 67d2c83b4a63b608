import type { ReactNode } from 'react'
import { printable } from '../../shared/printable.ts'
import { formatBytes, formatRatio } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import styles from './Footer.module.css'

/** The small print: what machine this is, and what Headroom itself takes of it. */
export function Footer(): ReactNode {
  const machine = useSnapshot((snapshot) => snapshot.machine)
  const cost = useSnapshot((snapshot) => snapshot.cost)
  const apps = useSnapshot((snapshot) => snapshot.apps)
  // the figure of the list, where Headroom stands in it: one screen must not name two
  const own = apps?.find((app) => app.isHeadroom)
  return (
    <footer className={styles['footer']}>
      {machine?.kind === 'ok' ? (
        <span>{printable(`${machine.processor}, ${machine.operatingSystem}`)}</span>
      ) : null}
      {cost?.kind === 'ok' ? (
        <span>
          Headroom takes {formatBytes(own?.memoryBytes ?? cost.residentBytes)}
          {cost.cpuRatio === null ? '' : ` and ${formatRatio(cost.cpuRatio)} of a core`}
        </span>
      ) : null}
    </footer>
  )
}

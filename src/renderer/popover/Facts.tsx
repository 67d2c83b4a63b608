import type { ReactNode } from 'react'
import { printable } from '../../shared/printable.ts'
import { agoOf, nameOfPressure } from '../../shared/sentence.ts'
import { shownSwap, type ShownFact } from '../../shared/showing.ts'
import type { Part, Snapshot } from '../../shared/snapshot.ts'
import { formatBytes, formatCelsius, formatRatio, formatRoom } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import styles from './Facts.module.css'
import { isFailedFor } from './Trouble.tsx'

interface Fact extends ShownFact {
  readonly name: string
  readonly isStale: boolean
}

function factsOf(snapshot: Snapshot): readonly Fact[] {
  const { atMs, sources, pressure, swap, disk, thermal, power } = snapshot
  const isTold = (reason: string): boolean => sources.some((source) => isFailedFor(source, reason))

  /** A part's fact; nothing where there is no such thing. */
  const factOf = <T extends object>(
    name: string,
    part: Part<T>,
    show: (value: T) => ShownFact,
  ): readonly Fact[] => {
    switch (part.kind) {
      case 'ok': {
        const { value, note } = show(part)
        return [{ name, value, note: agoOf(part, atMs) ?? note, isStale: part.isStale }]
      }
      case 'failed': {
        const note = isTold(part.reason) ? null : part.reason
        return [{ name, value: 'not known', note, isStale: true }]
      }
      case 'waiting':
        return [{ name, value: '…', note: null, isStale: true }]
      case 'absent':
        return []
    }
  }

  return [
    ...factOf('Pressure', pressure, ({ level, some10sRatio }) => ({
      value: nameOfPressure[level],
      note: `${formatRatio(some10sRatio)} stalled`,
    })),
    ...factOf('Swap', swap, shownSwap),
    ...factOf('Disk', disk, ({ freeBytes, totalBytes }) => ({
      value: `${formatRoom(freeBytes)} free`,
      note: `of ${formatBytes(totalBytes)}`,
    })),
    ...factOf('Heat', thermal, ({ hottestCelsius }) => ({
      value: formatCelsius(hottestCelsius),
      note: 'at the hottest',
    })),
    ...factOf('Battery', power, ({ batteryRatio, isOnBattery }) => ({
      value: batteryRatio === null ? 'level not known' : formatRatio(batteryRatio),
      note: isOnBattery ? 'discharging' : null,
    })),
  ]
}

/** What else bears on a load: pressure, swap, disk, heat. */
export function Facts(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  if (snapshot === null) return null
  return (
    <dl className={styles['facts']}>
      {factsOf(snapshot).map(({ name, value, note, isStale }) => (
        <div key={name} className={styles['fact']}>
          <dt>{name}</dt>
          <dd data-stale={isStale}>
            {value} {note === null ? null : <small>{printable(note)}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

import type { ReactNode } from 'react'
import { nameOfPressure } from '../../shared/sentence.ts'
import type { Part, Snapshot } from '../../shared/snapshot.ts'
import {
  formatBytes,
  formatBytesPerSecond,
  formatCelsius,
  formatRatio,
  formatRoom,
  formatSum,
} from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import styles from './Facts.module.css'

interface Fact {
  readonly name: string
  readonly value: string
  readonly note: string | null
  readonly isUnknown: boolean
}

/** A part's fact; nothing where there is no such thing, the reason where it should have answered. */
function factOf<T extends object>(
  name: string,
  part: Part<T>,
  show: (value: T) => readonly [value: string, note: string | null],
): readonly Fact[] {
  switch (part.kind) {
    case 'ok': {
      const [value, note] = show(part)
      return [{ name, value, note: part.isStale ? 'some time ago' : note, isUnknown: part.isStale }]
    }
    case 'failed':
      return [{ name, value: 'not known', note: part.reason, isUnknown: true }]
    case 'waiting':
      return [{ name, value: '…', note: null, isUnknown: true }]
    case 'absent':
      return []
  }
}

const factsOf = (snapshot: Snapshot): readonly Fact[] => [
  ...factOf('Pressure', snapshot.pressure, ({ level, some10sRatio }) => [
    nameOfPressure[level],
    `${formatRatio(some10sRatio)} stalled`,
  ]),
  ...factOf('Swap', snapshot.swap, ({ totalBytes, usedBytes, freeBytes, outBytesPerSecond }) => {
    if (totalBytes === 0) return ['none', null]
    const [used = '', free = ''] = formatSum([usedBytes, freeBytes]).parts
    const isGoingOut = outBytesPerSecond !== null && outBytesPerSecond > 0
    return [
      `${used} used`,
      isGoingOut ? `${formatBytesPerSecond(outBytesPerSecond)} going out` : `${free} free`,
    ]
  }),
  ...factOf('Disk', snapshot.disk, ({ freeBytes, totalBytes }) => [
    `${formatRoom(freeBytes)} free`,
    `of ${formatBytes(totalBytes)}`,
  ]),
  ...factOf('Heat', snapshot.thermal, ({ hottestCelsius }) => [
    formatCelsius(hottestCelsius),
    'at the hottest',
  ]),
  ...factOf('Battery', snapshot.power, ({ batteryRatio, isOnBattery }) => [
    batteryRatio === null ? 'level not known' : formatRatio(batteryRatio),
    isOnBattery ? 'discharging' : null,
  ]),
]

/** What else bears on a load: pressure, swap, disk, heat. */
export function Facts(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  if (snapshot === null) return null
  return (
    <dl className={styles['facts']}>
      {factsOf(snapshot).map(({ name, value, note, isUnknown }) => (
        <div key={name} className={styles['fact']}>
          <dt>{name}</dt>
          <dd data-unknown={isUnknown}>
            {value} {note === null ? null : <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

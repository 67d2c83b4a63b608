import { useId, type ReactNode } from 'react'
import type { LimitGuide } from '../../shared/limit-raise.ts'
import { formatBytes } from '../../shared/units.ts'
import { ZoneSlider } from '../ui/ZoneSlider.tsx'
import styles from './LimitSlider.module.css'

interface Props {
  readonly guide: Extract<LimitGuide, { kind: 'ok' }>
  /** In bytes, the least first. */
  readonly stops: readonly number[]
  readonly at: number
  readonly onStop: (index: number) => void
}

/** How far the limit is raised, and what is left to macOS then; where the calm zone ends is marked. */
export function LimitSlider({ guide, stops, at, onStop }: Props): ReactNode {
  const id = useId()
  const { ramBytes, calmBytes, mostBytes } = guide
  const toBytes = stops[at] ?? mostBytes
  const [to, left] = [formatBytes(toBytes), formatBytes(ramBytes - toBytes)]
  const isSlid = stops.length > 1
  const isBeyond = calmBytes === null || toBytes > calmBytes
  const zone = isBeyond ? 'less than usual' : 'as usual'
  return (
    <div>
      <div className={styles['head']}>
        {isSlid ? <label htmlFor={id}>New limit</label> : <span>New limit</span>}
        <output className={styles['figure']}>{to}</output>
        <span className={styles['left']} data-beyond={isBeyond}>
          macOS keeps {left}, {zone}
        </span>
      </div>
      {isSlid ? (
        <Track
          guide={guide}
          stops={stops}
          at={at}
          onStop={onStop}
          id={id}
          spoken={`${to}, macOS keeps ${left}, ${zone}`}
        />
      ) : null}
    </div>
  )
}

interface TrackProps extends Props {
  readonly id: string
  readonly spoken: string
}

function Track({ guide, stops, at, onStop, id, spoken }: TrackProps): ReactNode {
  const { calmBytes, leastBytes, mostBytes } = guide
  const [most, calm] = [formatBytes(mostBytes), calmBytes === null ? null : formatBytes(calmBytes)]
  return (
    <>
      <ZoneSlider
        id={id}
        stopCount={stops.length}
        at={at}
        zoneRatio={calmBytes === null ? 0 : stops.indexOf(calmBytes) / (stops.length - 1)}
        tone="attention"
        spoken={spoken}
        onStop={onStop}
      />
      <div className={styles['ends']}>
        <span>{formatBytes(stops[0] ?? leastBytes)}</span>
        {calm === null || calm === most ? null : <span>calm up to {calm}</span>}
        <span>{most}</span>
      </div>
    </>
  )
}

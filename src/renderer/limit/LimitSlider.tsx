import { useId, type ReactNode } from 'react'
import type { LimitGuide } from '../../shared/limit-raise.ts'
import { formatBytes } from '../../shared/units.ts'
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
      <div className={styles['place']}>
        <Ground stops={stops} at={at} calmBytes={calmBytes} />
        <input
          id={id}
          className={styles['range']}
          type="range"
          min={0}
          max={stops.length - 1}
          step={1}
          value={at}
          aria-valuetext={spoken}
          onChange={({ target }) => onStop(target.valueAsNumber)}
        />
      </div>
      <div className={styles['ends']}>
        <span>{formatBytes(stops[0] ?? leastBytes)}</span>
        {calm === null || calm === most ? null : <span>calm up to {calm}</span>}
        <span>{most}</span>
      </div>
    </>
  )
}

interface GroundProps extends Pick<Props, 'stops' | 'at'> {
  readonly calmBytes: number | null
}

/** Behind the slider: the calm zone, what lies beyond it, and a mark between. */
function Ground({ stops, at, calmBytes }: GroundProps): ReactNode {
  const ratioAt = (index: number): number => index / (stops.length - 1)
  const calm = calmBytes === null ? 0 : ratioAt(stops.indexOf(calmBytes))
  const here = ratioAt(at)
  const within = Math.min(here, calm)
  return (
    <div className={styles['ground']} aria-hidden="true">
      <span className={styles['calm']} style={{ width: `${calm * 100}%` }} />
      <span className={styles['filled']} style={{ width: `${within * 100}%` }} />
      {here <= calm ? null : (
        <span
          className={styles['over']}
          style={{ left: `${within * 100}%`, width: `${(here - within) * 100}%` }}
        />
      )}
      {calm > 0 && calm < 1 ? (
        <span className={styles['mark']} style={{ left: `${calm * 100}%` }} />
      ) : null}
    </div>
  )
}

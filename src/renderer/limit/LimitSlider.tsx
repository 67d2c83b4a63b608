import { useId, type ReactNode } from 'react'
import type { LimitGuide } from '../../shared/limit-raise.ts'
import { formatBytes } from '../../shared/units.ts'
import { ZoneSlider } from '../ui/ZoneSlider.tsx'
import { useWords } from '../words/use-words.ts'
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
  const { t, figure } = useWords()
  const id = useId()
  const { ramBytes, calmBytes, mostBytes } = guide
  const toBytes = stops[at] ?? mostBytes
  const [to, left] = [figure(formatBytes(toBytes)), figure(formatBytes(ramBytes - toBytes))]
  const isSlid = stops.length > 1
  const isBeyond = calmBytes === null || toBytes > calmBytes
  const kept = isBeyond ? t('limit.keepsLess', { left }) : t('limit.keeps', { left })
  return (
    <div>
      <div className={styles['head']}>
        {isSlid ? <label htmlFor={id}>{t('limit.to')}</label> : <span>{t('limit.to')}</span>}
        <output className={styles['figure']}>{to}</output>
        <span className={styles['left']} data-beyond={isBeyond}>
          {kept}
        </span>
      </div>
      {isSlid ? (
        <Track
          guide={guide}
          stops={stops}
          at={at}
          onStop={onStop}
          id={id}
          spoken={`${to}, ${kept}`}
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
  const { t, figure } = useWords()
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
        <span>{figure(formatBytes(stops[0] ?? leastBytes))}</span>
        {calm === null || calm === most ? null : (
          <span>{t('limit.calm', { to: figure(calm) })}</span>
        )}
        <span>{figure(most)}</span>
      </div>
    </>
  )
}

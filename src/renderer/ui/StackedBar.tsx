import type { ReactNode } from 'react'
import type { MemoryPartKind } from '../../shared/snapshot.ts'
import { formatSum } from '../../shared/units.ts'
import styles from './StackedBar.module.css'

export type Tone = MemoryPartKind | 'gpu' | 'held' | 'room'

export interface Segment {
  readonly name: string
  readonly tone: Tone
  readonly bytes: number
}

interface Props {
  /** What the whole bar is: `RAM`. */
  readonly title: string
  /** `12 s ago` where it is not the present. */
  readonly ago: string | null
  /** The last one is the room: rounded down. */
  readonly segments: readonly Segment[]
}

/** A whole and its parts; the figures of the legend add up to the figure of the whole. */
export function StackedBar({ title, ago, segments }: Props): ReactNode {
  const shown = formatSum(
    segments.map((segment) => segment.bytes),
    segments.length - 1,
  )
  const totalBytes = segments.reduce((sum, segment) => sum + segment.bytes, 0)
  const visible = segments
    .map((segment, index) => ({ ...segment, figure: shown.parts[index] ?? '' }))
    .filter((segment, index) => segment.bytes > 0 || index === segments.length - 1)
  const whole = `${title} ${shown.total}${ago === null ? '' : `, ${ago}`}`
  const spoken = visible.map((segment) => `${segment.name} ${segment.figure}`).join(', ')
  return (
    <figure className={styles['figure']} data-stale={ago !== null}>
      <div className={styles['bar']} role="img" aria-label={`${whole}: ${spoken}`}>
        {visible.map(({ name, tone, bytes }) => (
          <span
            key={name}
            className={styles['segment']}
            data-tone={tone}
            style={{ flexGrow: bytes / totalBytes }}
          />
        ))}
      </div>
      <figcaption className={styles['legend']}>
        <span className={styles['total']}>
          {title} <b>{shown.total}</b>
          {ago === null ? null : <small>, {ago}</small>}
        </span>
        {visible.map(({ name, tone, figure }) => (
          <span key={name} className={styles['entry']}>
            <i className={styles['key']} data-tone={tone} aria-hidden="true" />
            {name} <b>{figure}</b>
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

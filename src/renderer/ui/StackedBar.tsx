import type { ReactNode } from 'react'
import { formatSum } from '../../shared/units.ts'
import styles from './StackedBar.module.css'

export type Tone = 'programs' | 'shared' | 'kernel' | 'other' | 'gpu' | 'held' | 'room'

export interface Segment {
  readonly name: string
  readonly tone: Tone
  readonly bytes: number
}

interface Props {
  /** What the whole bar is: `RAM`. */
  readonly title: string
  /** The last one is the room: rounded down. */
  readonly segments: readonly Segment[]
}

/** A whole and its parts; the figures of the legend add up to the figure of the whole. */
export function StackedBar({ title, segments }: Props): ReactNode {
  const shown = formatSum(
    segments.map((segment) => segment.bytes),
    segments.length - 1,
  )
  const totalBytes = segments.reduce((sum, segment) => sum + segment.bytes, 0)
  const visible = segments
    .map((segment, index) => ({ ...segment, figure: shown.parts[index] ?? '' }))
    .filter((segment, index) => segment.bytes > 0 || index === segments.length - 1)
  const spoken = visible.map((segment) => `${segment.name} ${segment.figure}`).join(', ')
  return (
    <figure className={styles['figure']}>
      <div className={styles['bar']} role="img" aria-label={`${title} ${shown.total}: ${spoken}`}>
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
        {visible.map(({ name, tone, figure }) => (
          <span key={name} className={styles['entry']}>
            <i className={styles['key']} data-tone={tone} aria-hidden="true" />
            {name} <b>{figure}</b>
          </span>
        ))}
        <span className={styles['total']}>
          {title} <b>{shown.total}</b>
        </span>
      </figcaption>
    </figure>
  )
}

import type { ReactNode } from 'react'
import { formatSum } from '../../shared/units.ts'
import { useWords } from '../words/use-words.ts'
import styles from './StackedBar.module.css'
import type { Tone } from './tone.ts'
import tones from './tones.module.css'

export interface Segment {
  readonly name: string
  readonly tone: Tone
  readonly bytes: number
  /** What else there is: without a word where its figure would be a 0. */
  readonly isRest?: boolean
}

interface Props {
  /** What the whole bar is: `RAM`. */
  readonly title: string
  /** `12 s ago` where it is not the present. */
  readonly ago: string | null
  /** The last one is the room: rounded down. */
  readonly segments: readonly Segment[]
  /** How far they reach beyond the whole, the last ones first; 0 where they do not. */
  readonly beyondBytes?: number
  /** Quiet lines below the legend. */
  readonly children?: ReactNode
}

/** A whole and its parts; the figures of the legend add up to the figure of the whole, and what is beyond it. */
export function StackedBar({ title, ago, segments, beyondBytes = 0, children }: Props): ReactNode {
  const { t, figure: written } = useWords()
  const shown = shownFigures(segments, beyondBytes)
  const beyond = shown.beyond === null ? null : written(shown.beyond)
  const whole = written(shown.whole)
  const visible = segments
    .map((segment, index) => ({ ...segment, index, figure: shown.parts[index] ?? '' }))
    .filter(({ bytes, index }) => bytes > 0 || index === segments.length - 1)
  const named = visible
    .filter(({ isRest, figure }) => isRest !== true || !/^0(\.0)? /.test(figure))
    .map((segment) => ({ ...segment, figure: written(segment.figure) }))
  const within = bytesWithin(segments, beyondBytes)
  const spoken = [
    `${title} ${whole}`,
    ...(beyond === null ? [] : [t('ui.bar.beyond', { bytes: beyond })]),
    ...(ago === null ? [] : [ago]),
  ].join(', ')
  const spokenParts = named.map(({ name, figure }) => `${name} ${figure}`).join(', ')
  return (
    <figure className={styles['figure']} data-stale={ago !== null}>
      <div className={styles['bar']} role="img" aria-label={`${spoken}: ${spokenParts}`}>
        {visible.map(({ name, tone, index }) => (
          <Stretch key={name} tone={tone} bytes={within[index] ?? 0} />
        ))}
        {beyond === null ? null : <Stretch tone="beyond" bytes={beyondBytes} />}
      </div>
      <figcaption className={styles['legend']}>
        <span className={styles['total']}>
          {title} <b>{whole}</b>
          {ago === null ? null : <small>, {ago}</small>}
        </span>
        {beyond === null ? null : (
          <Entry name={t('ui.bar.beyondIt')} tone="beyond" figure={beyond} />
        )}
        {named.map(({ name, tone, figure }) => (
          <Entry key={name} name={name} tone={tone} figure={figure} />
        ))}
      </figcaption>
      {children}
    </figure>
  )
}

/** What is beyond the whole is taken from the end. */
function bytesWithin(segments: readonly Segment[], beyondBytes: number): readonly number[] {
  const bytes = segments.map((segment) => segment.bytes)
  let leftBytes = bytes.reduce((sum, part) => sum + part, 0) - beyondBytes
  return bytes.map((part) => {
    const hereBytes = Math.max(0, Math.min(part, leftBytes))
    leftBytes -= hereBytes
    return hereBytes
  })
}

/** The room never looks larger than it is; beyond the whole there is none. */
function shownFigures(
  segments: readonly Segment[],
  beyondBytes: number,
): { readonly whole: string; readonly beyond: string | null; readonly parts: readonly string[] } {
  const bytes = segments.map((segment) => segment.bytes)
  if (beyondBytes === 0) {
    const { total, parts } = formatSum(bytes, segments.length - 1)
    return { whole: total, beyond: null, parts }
  }
  // the same bytes cut in two ways: both are rounded to the same sum
  const inAll = bytes.reduce((sum, part) => sum + part, 0)
  const [whole = '', beyond = ''] = formatSum([inAll - beyondBytes, beyondBytes]).parts
  return { whole, beyond, parts: formatSum(bytes).parts }
}

interface Toned {
  readonly tone: Tone | 'beyond'
}

/** Its length is its share: all lengths are in bytes. What is nothing has none. */
function Stretch({ tone, bytes }: Toned & { readonly bytes: number }): ReactNode {
  if (bytes <= 0) return null
  return (
    <span
      className={`${styles['segment']} ${tones['tone']}`}
      data-tone={tone}
      style={{ flexGrow: bytes }}
    />
  )
}

function Entry({
  name,
  tone,
  figure,
}: Toned & { readonly name: string; readonly figure: string }): ReactNode {
  return (
    <span className={styles['entry']} data-beyond={tone === 'beyond'}>
      <i className={`${styles['key']} ${tones['tone']}`} data-tone={tone} aria-hidden="true" />
      {name} <b>{figure}</b>
    </span>
  )
}

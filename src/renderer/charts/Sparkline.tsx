import type { ReactNode } from 'react'
import type { Trail } from '../../shared/trail.ts'
import { formatRoom, formatSpan, formatTimeOfDay } from '../../shared/units.ts'
import { useWords } from '../words/use-words.ts'
import styles from './Sparkline.module.css'
import { TrailMarks } from './TrailMarks.tsx'
import { useMarkWords } from './use-mark-words.ts'
import { marksWithin, summaryOf, trailBox, trailLine, type TrailSummary } from './trail-line.ts'
import { useMarkAt } from './use-mark-at.ts'

interface Props {
  readonly trail: Trail
  /** The top of the scale: the most that room could be; null: the most that it was. */
  readonly mostBytes: number | null
}

/** The room of the last ten minutes, and what happened meanwhile. It is as high with nothing to show. */
export function Sparkline({ trail: { points, marks: all }, mostBytes }: Props): ReactNode {
  const summary = summaryOf(points)
  const marks = summary === null ? [] : marksWithin(all, points)
  const chosen = useMarkAt(marks)
  const wordsOf = useMarkWords()
  const spoken = useSpoken(summary, marks.map(wordsOf))
  const peakBytes = Math.max(...points.map(({ roomBytes }) => roomBytes ?? 0), 0)
  const { line, area, now } = trailLine(points, mostBytes ?? peakBytes)
  return (
    <figure className={styles['figure']}>
      <div className={styles['place']}>
        {summary === null ? null : (
          <svg
            className={styles['chart']}
            viewBox={`0 0 ${trailBox.width} ${trailBox.height}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={spoken}
          >
            <path className={styles['area']} d={area} />
            <path className={styles['line']} d={line} />
          </svg>
        )}
        {summary === null || now === null ? null : (
          <span
            className={styles['now']}
            style={{
              insetInlineStart: `${now.xRatio * 100}%`,
              insetBlockStart: `${now.yRatio * 100}%`,
            }}
          />
        )}
      </div>
      <TrailMarks marks={marks} endMs={points.at(-1)?.atMs ?? 0} chosen={chosen} />
      <Caption summary={summary} words={chosen.mark === null ? null : wordsOf(chosen.mark)} />
    </figure>
  )
}

interface CaptionProps {
  readonly summary: TrailSummary | null
  /** Of the mark that is looked at. */
  readonly words: string | null
}

function Caption({ summary, words }: CaptionProps): ReactNode {
  const { t, figure } = useWords()
  const lowest = summary === null ? '' : figure(formatRoom(summary.lowestBytes))
  return (
    <figcaption className={styles['caption']}>
      {words === null ? (
        <>
          <span>
            {summary === null
              ? t('overview.trail.none')
              : t(summary.isKnownNow ? 'overview.trail.title' : 'overview.trail.titleUnknown', {
                  span: figure(spanOf(summary)),
                })}
          </span>
          <span className={styles['lowest']}>
            {summary === null ? '' : t('overview.trail.lowest', { room: lowest })}
          </span>
        </>
      ) : (
        <span className={styles['words']} dir="auto">
          {words}
        </span>
      )}
    </figcaption>
  )
}

/** A point stands for what follows it: ten minutes are ten minutes. */
const spanOf = ({ spanMs }: TrailSummary): string =>
  formatSpan(spanMs < 60_000 ? spanMs : Math.round(spanMs / 60_000) * 60_000)

function useSpoken(summary: TrailSummary | null, marks: readonly string[]): string {
  const { t, figure } = useWords()
  if (summary === null) return ''
  const line = t(summary.isKnownNow ? 'overview.trail.spoken' : 'overview.trail.spokenUnknown', {
    span: figure(spanOf(summary)),
    from: figure(formatRoom(summary.fromBytes)),
    to: figure(formatRoom(summary.toBytes)),
    lowest: figure(formatRoom(summary.lowestBytes)),
    at: formatTimeOfDay(summary.lowestAtMs),
  })
  return marks.length === 0
    ? line
    : t('overview.trail.marked', { line, marks: marks.join(t('overview.joint.clause')) })
}

import { useMemo, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import styles from './LogList.module.css'
import {
  markByKey,
  markedIn,
  nearestMark,
  stripeCount,
  stripesOf,
  type MarkedPlace,
} from './marked-places.ts'
import type { Row } from './rows.ts'
import { useMarkWords } from './use-mark-words.ts'

interface Props {
  readonly rows: readonly Row[]
  readonly currentPlace: number | null
  readonly onGoal: (lineNumber: number) => void
}

/** The marks of the whole log beside it: by a click, or from one to the next by the arrow keys, one comes to them. */
export function LogOverview({ rows, currentPlace, onGoal }: Props): ReactNode {
  const { t } = useWords()
  const markWords = useMarkWords()
  const marked = useMemo(() => markedIn(rows), [rows])
  const stripes = useMemo(() => stripesOf(marked, rows.length), [marked, rows.length])
  if (marked.length === 0) return null
  const goTo = (to: MarkedPlace | undefined): void => {
    const row = to === undefined ? undefined : rows[to.place]
    if (row !== undefined) onGoal(row.lineNumber)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const index = markByKey(event.key, marked, currentPlace)
    if (index === null) return
    event.preventDefault()
    goTo(marked[index])
  }
  const onClick = ({ currentTarget, clientY }: MouseEvent): void => {
    const { top, height } = currentTarget.getBoundingClientRect()
    goTo(nearestMark(marked, ((clientY - top) / height) * rows.length))
  }
  /** The last mark above the current row, or at it. */
  const now = marked.findLastIndex(({ place }) => place <= (currentPlace ?? -1))
  const at = marked[now]
  const line = at === undefined ? undefined : rows[at.place]?.lineNumber
  return (
    <div
      className={styles['strip']}
      role="slider"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('log.overview', { count: marked.length })}
      aria-valuemin={0}
      aria-valuemax={marked.length}
      aria-valuenow={now + 1}
      aria-valuetext={
        at === undefined
          ? t('log.beforeMarks')
          : t('log.atMark', { line: line ?? 0, mark: markWords(at.mark) })
      }
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <svg viewBox={`0 0 12 ${stripeCount}`} preserveAspectRatio="none" aria-hidden="true">
        {stripes.map(({ at: y, kind }) => (
          <rect key={y} data-mark={kind} x="2" y={y} width="8" height="1.5" />
        ))}
      </svg>
    </div>
  )
}

import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { MarkSign } from '../charts/MarkSign.tsx'
import { useWords } from '../words/use-words.ts'
import type { Cluster } from './clusters.ts'
import styles from './EventLane.module.css'

interface Props {
  readonly clusters: readonly Cluster[]
  readonly wordsOf: (cluster: Cluster) => string
  /** From the left, 0 to 1. */
  readonly placeOf: (atMs: number) => number
  /** The one under the crosshair; null: none is. */
  readonly chosen: Cluster | null
  readonly onChoose: (cluster: Cluster) => void
  /** The pointer goes from the one that it had chosen by being over it. */
  readonly onLeave: () => void
}

/** What happened, below the lines: one stop of the keyboard, in which the arrows walk. */
export function EventLane({
  clusters,
  wordsOf,
  placeOf,
  chosen,
  onChoose,
  onLeave,
}: Props): ReactNode {
  const { t } = useWords()
  const id = useId()
  const pointedMs = useRef<number | null>(null)
  if (clusters.length === 0) return <div className={styles['lane']} data-lane="empty" />
  const index = chosen === null ? -1 : clusters.indexOf(chosen)
  /** One that is only passed over goes with the pointer. */
  const point = (cluster: Cluster, isPassing: boolean): void => {
    pointedMs.current = isPassing ? cluster.atMs : null
    onChoose(cluster)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = stepOf(event.key, index, clusters.length)
    const cluster = to === null ? undefined : clusters[to]
    if (cluster === undefined) return
    event.preventDefault()
    onChoose(cluster)
  }
  return (
    <div
      className={styles['lane']}
      role="listbox"
      aria-label={t('history.events')}
      aria-orientation="horizontal"
      aria-activedescendant={index < 0 ? undefined : `${id}-${index}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerLeave={() => {
        if (chosen !== null && chosen.atMs === pointedMs.current) onLeave()
        pointedMs.current = null
      }}
    >
      {clusters.map((cluster, at) => (
        <span
          key={`${cluster.atMs} ${cluster.kind}`}
          id={`${id}-${at}`}
          className={styles['mark']}
          role="option"
          aria-selected={cluster === chosen}
          aria-label={wordsOf(cluster)}
          data-kind={cluster.kind}
          data-at-ms={cluster.atMs}
          data-count={cluster.events.length}
          style={{ insetInlineStart: `${placeOf(cluster.atMs) * 100}%` }}
          onPointerEnter={() => point(cluster, true)}
          onClick={() => point(cluster, false)}
        >
          <MarkSign kind={cluster.kind} />
        </span>
      ))}
    </div>
  )
}

/** null: the key leads nowhere. With nothing chosen the newest is the first. */
function stepOf(key: string, index: number, count: number): number | null {
  const from = index < 0 ? count : index
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, from - 1)
    case 'ArrowRight':
      return Math.min(count - 1, from + 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

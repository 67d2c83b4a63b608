import ChevronDown from 'lucide-react/icons/chevron-down'
import { useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import { shownAlert } from '../../shared/alert-text.ts'
import { AlertSign } from '../ui/AlertSign.tsx'
import { AlsoSpoken } from '../ui/AlsoSpoken.tsx'
import { useFocusHome } from '../ui/use-focus-home.ts'
import styles from './AlertCard.module.css'
import { AlertMark } from './AlertMark.tsx'
import type { AlertRow } from './alert-rows.ts'

interface Props {
  readonly row: AlertRow
  /** Of the Snapshot. */
  readonly atMs: number
  /** Folded it is one line: a worse one stands above it. */
  readonly isInFull: boolean
  /** Where the keyboard goes when the card goes that had it. */
  readonly home: RefObject<HTMLElement | null>
}

/** One alert: how bad it is, what will happen, and what to do first. */
export function AlertCard({ row: { alert, isGone }, atMs, isInFull, home }: Props): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const card = useRef<HTMLLIElement>(null)
  const bodyId = useId()
  useFocusHome(card, home)
  const shown = shownAlert(alert, atMs)
  const isQuiet = isGone || alert.isStale || alert.isClearing
  const isWhole = isInFull || (isOpen && !isGone)
  return (
    <li
      ref={card}
      className={styles['card']}
      data-severity={alert.severity}
      data-stale={isQuiet}
      data-folded={!isWhole}
    >
      {isInFull ? null : (
        <h3 className={styles['title']}>
          <button
            type="button"
            className={styles['fold']}
            aria-expanded={isWhole}
            aria-controls={bodyId}
            onClick={() => setOpen(!isOpen)}
          >
            <AlertSign severity={alert.severity} />
            <span>
              <AlsoSpoken text={shown.title} spoken={`${shown.severity}: ${shown.title}`} />
            </span>
            {isGone ? <span className={styles['beside']}>is over</span> : null}
            <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
          </button>
        </h3>
      )}
      <div id={bodyId}>
        {isWhole ? (
          <>
            <AlertMark alert={alert} age={shown.age} isBelowTitle={!isInFull} />
            {isInFull ? <h3 className={styles['title']}>{shown.title}</h3> : null}
            {shown.sentence === null ? null : <p>{shown.sentence}</p>}
            {shown.advice === null ? null : (
              <p>
                <span className={styles['try']}>Try first: </span>
                {shown.advice}
              </p>
            )}
          </>
        ) : null}
      </div>
    </li>
  )
}

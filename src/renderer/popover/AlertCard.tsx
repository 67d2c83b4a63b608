import ChevronDown from 'lucide-react/icons/chevron-down'
import { useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import type { Severity } from '../../shared/alert.ts'
import { shownAlert } from '../../shared/alert-text.ts'
import { AlertSign } from '../ui/AlertSign.tsx'
import { AlsoSpoken } from '../ui/AlsoSpoken.tsx'
import { unbroken } from '../ui/unbroken.ts'
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
  // not of now, it is not as urgent as can be
  const sign = isQuiet && alert.severity === 'imminent' ? 'warning' : alert.severity
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
            <AlertSign severity={sign} />
            <span>
              <AlsoSpoken
                text={unbroken(shown.title)}
                spoken={`${shown.severity}: ${shown.title}`}
              />
            </span>
            {isGone ? <span className={styles['beside']}>is over</span> : null}
            <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
          </button>
        </h3>
      )}
      <div id={bodyId}>
        {isWhole ? (
          <>
            {isInFull ? <Title sign={sign} title={shown.title} /> : null}
            <AlertMark alert={alert} words={shown.age} />
            {shown.sentence === null ? null : <p>{unbroken(shown.sentence)}</p>}
            {shown.advice === null ? null : (
              <p>
                <span className={styles['try']}>Try first: </span>
                {unbroken(shown.advice)}
              </p>
            )}
          </>
        ) : null}
      </div>
    </li>
  )
}

interface TitleProps {
  readonly sign: Severity
  readonly title: string
}

const Title = ({ sign, title }: TitleProps): ReactNode => (
  <h3 className={`${styles['title']} ${styles['head']}`}>
    <AlertSign severity={sign} />
    <span>{unbroken(title)}</span>
  </h3>
)

import ChevronDown from 'lucide-react/icons/chevron-down'
import { useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import type { Alert, Severity } from '../../shared/alert.ts'
import { shownAlert } from '../../shared/alert-text.ts'
import { useSuggested } from '../relief/suggested.ts'
import { AlertSign } from '../ui/AlertSign.tsx'
import { AlsoSpoken } from '../ui/AlsoSpoken.tsx'
import { unbroken } from '../ui/unbroken.ts'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { useWords } from '../words/use-words.ts'
import styles from './AlertCard.module.css'
import { AlertFigures } from './AlertFigures.tsx'
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
  /** What to press, and what came of it. */
  readonly act: ReactNode
}

/** One alert: how bad it is, what will happen, by what figures, what to do first, and the button that does it. */
export function AlertCard({ row: { alert, isGone }, atMs, isInFull, home, act }: Props): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const { t, say } = useWords()
  const card = useRef<HTMLLIElement>(null)
  const bodyId = useId()
  useFocusHome(card, home)
  const isQuiet = isGone || alert.isStale || alert.isClearing
  // not of now, it is not as urgent as can be
  const sign = isQuiet && alert.severity === 'imminent' ? 'warning' : alert.severity
  const isWhole = isInFull || (isOpen && !isGone)
  const title = say(alert.title)
  return (
    <li
      ref={card}
      className={styles['card']}
      data-severity={alert.severity}
      data-stale={isQuiet}
      data-folded={!isWhole}
      data-asks
      data-row
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
                text={unbroken(title)}
                spoken={`${t(`alerts.severity.${alert.severity}`)}: ${title}`}
              />
            </span>
            {isGone ? <span className={styles['beside']}>{t('alerts.isOver')}</span> : null}
            <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
          </button>
        </h3>
      )}
      <div id={bodyId}>
        {isInFull ? <Title sign={sign} title={title} isGone={isGone} /> : null}
        {isWhole && !isGone ? <Body alert={alert} atMs={atMs} /> : null}
        {isWhole ? act : null}
      </div>
    </li>
  )
}

function Body({ alert, atMs }: { readonly alert: Alert; readonly atMs: number }): ReactNode {
  const { t, say } = useWords()
  const isSuggested = useSuggested()?.alertId === alert.id
  const { sentence, advice, age } = shownAlert(alert, atMs)
  return (
    <>
      <AlertMark alert={alert} words={age === null ? null : say(age)} />
      {sentence === null ? null : <p>{unbroken(say(sentence))}</p>}
      <AlertFigures alert={alert} />
      {/* the suggestion below says the same, whole */}
      {advice === null || isSuggested ? null : (
        <p>
          <span className={styles['try']}>{t('alerts.tryFirst')} </span>
          {unbroken(say(advice))}
        </p>
      )}
    </>
  )
}

interface TitleProps {
  readonly sign: Severity
  readonly title: string
  readonly isGone: boolean
}

function Title({ sign, title, isGone }: TitleProps): ReactNode {
  const { t } = useWords()
  return (
    <h3 className={`${styles['title']} ${styles['head']}`}>
      <AlertSign severity={sign} />
      <span>{unbroken(title)}</span>
      {isGone ? <span className={styles['beside']}>{t('alerts.isOver')}</span> : null}
    </h3>
  )
}

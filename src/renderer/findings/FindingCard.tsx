import ChevronDown from 'lucide-react/icons/chevron-down'
import { useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import type { Alert } from '../../shared/alert.ts'
import type { Finding } from '../../shared/finding.ts'
import type { ShownFinding } from '../../shared/finding-text.ts'
import { AlsoSpoken } from '../ui/AlsoSpoken.tsx'
import { NotLoaded } from '../ui/NotLoaded.tsx'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { useWords } from '../words/use-words.ts'
import { AlertFigures } from '../popover/AlertFigures.tsx'
import styles from './FindingCard.module.css'
import { FindingFixes } from './FindingFixes.tsx'
import { FindingSign } from './FindingSign.tsx'
import { useLater } from '../ui/use-later.ts'

// it is unfolded by who wants to know more
const loadMore = () => import('./FindingMore.tsx').then(({ FindingMore }) => FindingMore)

interface Props {
  readonly finding: Finding
  readonly shown: ShownFinding
  /** Folded it is one line: a newer one stands above it. */
  readonly isRow: boolean
  /** Where the keyboard goes when the card goes that had it. */
  readonly home: RefObject<HTMLElement | null>
  /** What is about it. */
  readonly alert?: Alert
  /** Of that. */
  readonly mark?: ReactNode
  readonly isOpenFirst?: boolean
  /** It stands in the details: no link leads there. */
  readonly isInDetails?: boolean
}

/** Folded: what has happened, and of the newest what to try first. Unfolded: all that is known of it. */
export function FindingCard(props: Props): ReactNode {
  const { finding, shown, isRow, home, alert, mark, isInDetails = false } = props
  const [isOpen, setOpen] = useState(props.isOpenFirst ?? false)
  const { say } = useWords()
  const card = useRef<HTMLLIElement>(null)
  const bodyId = useId()
  useFocusHome(card, home)
  const title = say(shown.title)
  const who = shown.who === null ? null : say(shown.who)
  const when = shown.when === null ? null : say(shown.when)
  const about = [who, when].filter((piece) => piece !== null).join(' · ')
  const isBrief = isRow && !isOpen
  const spoken = isBrief ? about : (who ?? '')
  return (
    <li
      ref={card}
      className={styles['card']}
      data-severity={alert?.severity}
      data-finding={finding.id}
      data-row
    >
      <h3 className={styles['title']}>
        <button
          type="button"
          className={styles['fold']}
          aria-expanded={isOpen}
          aria-controls={bodyId}
          onClick={() => setOpen(!isOpen)}
        >
          <FindingSign of={finding.class} />
          <span>
            <AlsoSpoken text={title} spoken={spoken === '' ? title : `${title}, ${spoken}`} />
          </span>
          {isBrief ? (
            <span className={styles['beside']} aria-hidden="true">
              {about}
            </span>
          ) : null}
          <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
        </button>
      </h3>
      {isBrief ? null : mark}
      <div id={bodyId}>
        {isBrief || about === '' ? null : <p className={styles['about']}>{about}</p>}
        {isBrief ? null : (
          <>
            <p>{say(shown.sentence)}</p>
            {alert === undefined ? null : <AlertFigures alert={alert} />}
            <More {...{ finding, shown, isOpen, isInDetails }} />
          </>
        )}
      </div>
    </li>
  )
}

type MoreProps = Pick<Props, 'finding' | 'shown'> & {
  readonly isOpen: boolean
  readonly isInDetails: boolean
}

/** What to try first; unfolded, all that is known. */
function More({ isOpen, ...of }: MoreProps): ReactNode {
  const more = useLater(isOpen, loadMore)
  return (
    <>
      {more.part === null ? (
        <FindingFixes fixes={of.shown.fixes} isWhole={false} />
      ) : (
        <more.part.Part {...of} />
      )}
      {more.isFailed ? <NotLoaded /> : null}
    </>
  )
}

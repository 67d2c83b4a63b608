import ChevronDown from 'lucide-react/icons/chevron-down'
import X from 'lucide-react/icons/x'
import { useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import type { FindingClass } from '../../shared/finding.ts'
import type { ShownFinding } from '../../shared/finding-text.ts'
import { AlsoSpoken } from '../ui/AlsoSpoken.tsx'
import { useFocusHome } from '../ui/use-focus-home.ts'
import styles from './FindingCard.module.css'
import { FindingFixes } from './FindingFixes.tsx'
import { FindingSign } from './FindingSign.tsx'

interface Props {
  readonly of: FindingClass
  readonly shown: ShownFinding
  /** Folded it is one line: a newer one stands above it. */
  readonly isRow: boolean
  /** Where the keyboard goes when the card goes that had it. */
  readonly home: RefObject<HTMLElement | null>
  /** Of the alert that is about it. */
  readonly mark?: ReactNode
}

/** Folded: what has happened, and of the newest what to try first. Unfolded: all that is known of it. */
export function FindingCard({ of, shown, isRow, home, mark }: Props): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const card = useRef<HTMLLIElement>(null)
  const bodyId = useId()
  useFocusHome(card, home)
  const { title, who, when } = shown
  const about = [who, when].filter((piece) => piece !== null).join(' · ')
  const isBrief = isRow && !isOpen
  const spoken = isBrief ? about : (who ?? '')
  return (
    <li ref={card} className={styles['card']}>
      <h3 className={styles['title']}>
        <button
          type="button"
          className={styles['fold']}
          aria-expanded={isOpen}
          aria-controls={bodyId}
          onClick={() => setOpen(!isOpen)}
        >
          <FindingSign of={of} />
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
        {isBrief ? null : <Body shown={shown} isOpen={isOpen} />}
      </div>
    </li>
  )
}

interface BodyProps extends Pick<Props, 'shown'> {
  readonly isOpen: boolean
}

function Body({ shown, isOpen }: BodyProps): ReactNode {
  const { sentence, cause, fixes, misadvice, place } = shown
  return (
    <>
      <p>{sentence}</p>
      {isOpen ? <Cause cause={cause} /> : null}
      <FindingFixes fixes={fixes} isWhole={isOpen} />
      {isOpen && place !== null ? <Place place={place} /> : null}
      {isOpen && misadvice.length > 0 ? <Misadvice misadvice={misadvice} /> : null}
    </>
  )
}

function Cause({ cause }: Pick<ShownFinding, 'cause'>): ReactNode {
  return (
    <>
      <h4 className={styles['label']}>Why</h4>
      <p>{cause}</p>
    </>
  )
}

function Place({ place }: { readonly place: NonNullable<ShownFinding['place']> }): ReactNode {
  return (
    <>
      <h4 className={styles['label']} title={place.inFull}>
        {place.name}
      </h4>
      <code className={styles['line']} dir="auto">
        {place.line}
      </code>
    </>
  )
}

function Misadvice({ misadvice }: Pick<ShownFinding, 'misadvice'>): ReactNode {
  return (
    <>
      <h4 className={styles['label']}>What does not help</h4>
      <ul>
        {misadvice.map(({ advice, why }) => (
          <li key={advice} className={styles['advice']}>
            <X size={14} strokeWidth={1.75} aria-hidden="true" />
            <p>{advice}</p>
            <p className={styles['why']}>{why}</p>
          </li>
        ))}
      </ul>
    </>
  )
}

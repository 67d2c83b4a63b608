import { useRef, type ReactNode, type RefObject } from 'react'
import type { Alert } from '../../shared/alert.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { ActPlace } from '../relief/ActPlace.tsx'
import { SuggestionInAlert } from '../relief/SuggestionCard.tsx'
import { useSuggested } from '../relief/suggested.ts'
import { useView } from '../store/live.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import { workingWords } from '../relief/act-words.ts'
import { actOfAlert } from './alert-act.ts'
import styles from './AlertCard.module.css'
import type { AlertActs } from './use-alert-acts.ts'

interface Props {
  readonly alert: Alert
  /** It has cleared: what came of its act is still to be said. */
  readonly isGone: boolean
  readonly snapshot: Snapshot
  readonly acts: AlertActs
  /** Where its row stands. */
  readonly place: number
  readonly home: RefObject<HTMLElement | null>
}

/** In the card of an alert: the one suggestion where that answers it, else letting go of what it is about. */
export function AlertActPlace(props: Props): ReactNode {
  const { alert, home } = props
  const isSuggested = useSuggested()?.alertId === alert.id
  return isSuggested ? <SuggestionInAlert id={alert.id} home={home} /> : <OwnAct {...props} />
}

function OwnAct({ alert, isGone, snapshot, acts, place, home }: Props): ReactNode {
  const words = useWords()
  const { mayAct } = useView()
  const button = useRef<HTMLButtonElement>(null)
  const pressed = acts.pressedIn(alert.id)
  const act = !mayAct || isGone ? null : actOfAlert(alert, snapshot, words.t)
  const target = pressed ?? act?.target ?? null
  if (target === null) return null
  const step = acts.acts.acts.get(target.id)?.step ?? null
  const isWorking = step?.kind === 'working'
  const isOff = isWorking || step?.kind === 'asks'
  return (
    <>
      {act === null ? null : (
        <div className={styles['act']}>
          {isWorking ? <span>{workingWords(words, step.verb)}</span> : null}
          <SmallButton
            ref={button}
            text={act.button}
            aria-disabled={isOff}
            aria-busy={isWorking}
            onClick={isOff ? undefined : () => acts.start({ alert, place }, act.target)}
          />
        </div>
      )}
      {pressed === null ? null : (
        <ActPlace id={target.id} name={target.name} acts={acts.acts} homes={[button, home]} />
      )}
    </>
  )
}

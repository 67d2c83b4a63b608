import Check from 'lucide-react/icons/check'
import CircleX from 'lucide-react/icons/circle-x'
import Eject from 'lucide-react/icons/eject'
import type { ReactNode, RefObject } from 'react'
import type { Act } from '../../shared/act.ts'
import type { ShownCandidate } from '../../shared/relief-text.ts'
import { formatBytes } from '../../shared/units.ts'
import { Command } from '../ui/Command.tsx'
import { unbroken } from '../ui/unbroken.ts'
import { useWords } from '../words/use-words.ts'
import type { ActTarget } from './act-step.ts'
import { workingWords } from './act-words.ts'
import { ActPlace } from './ActPlace.tsx'
import styles from './SuggestionCard.module.css'
import type { UseActs } from './use-acts.ts'

/** `next`: not begun; `gone`: its memory may still be on its way back; `left`: all is over, and it is still there. */
export type StepStage = 'next' | 'working' | 'gone' | 'left'

interface Props {
  readonly shown: ShownCandidate
  readonly target: ActTarget
  readonly stage: StepStage
  /** What has come of it; null: nothing yet. */
  readonly act: Act | null
  /** Whoever looks may not act, and can run the command. */
  readonly isToCopy: boolean
  readonly acts: UseActs
  readonly home: RefObject<HTMLElement | null>
}

/** One thing to let go: what comes back, what may be lost, and how far it has come. */
export function SuggestionStep(props: Props): ReactNode {
  const { shown, target, stage, act, isToCopy, acts, home } = props
  const words = useWords()
  const { t, say } = words
  const step = acts.acts.get(target.id)?.step ?? null
  const Sign = stage === 'gone' ? Check : target.kind === 'unload' ? Eject : CircleX
  const verb = step?.kind === 'working' ? step.verb : stage === 'working' ? target.kind : null
  const about =
    verb !== null
      ? workingWords(words, verb)
      : stage === 'gone'
        ? t(`relief.gone.${goneHow(target, act)}`)
        : say(shown.words ?? '')
  return (
    <li className={styles['step']} data-asks>
      <div className={styles['line']}>
        <Sign size={14} strokeWidth={1.75} aria-hidden="true" />
        <span className="spoken">{target.yes} </span>
        <span className={styles['name']} dir="auto" title={shown.name}>
          {shown.name}
        </span>
        <span className={styles['words']}>{about}</span>
        <span className={styles['figure']}>{unbroken(say(figureOf(shown, act)))}</span>
      </div>
      <div className={styles['below']}>
        {stage === 'next' && shown.risk !== null ? (
          <p className={styles['risk']}>{say(shown.risk)}</p>
        ) : null}
        {isToCopy && shown.command !== null ? <Command command={shown.command} /> : null}
        <ActPlace id={target.id} name={shown.name} acts={acts} homes={[home]} isPart />
      </div>
    </li>
  )
}

/** What really came back, once that is known. */
const figureOf = ({ figure }: ShownCandidate, act: Act | null): string =>
  act?.outcome === 'done' && act.returnedBytes !== null ? formatBytes(act.returnedBytes) : figure

/** That it is not there any more tells nothing of how it went. */
const goneHow = ({ kind }: ActTarget, act: Act | null): 'left' | ActTarget['kind'] =>
  act?.outcome === 'done' ? kind : 'left'

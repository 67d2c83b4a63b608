import Eject from 'lucide-react/icons/eject'
import { useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react'
import { unknownSize, type ShownContext, type ShownModel } from '../../shared/model-text.ts'
import type { Model } from '../../shared/server.ts'
import { AlsoSpoken } from '../ui/AlsoSpoken.tsx'
import { LongName } from '../ui/LongName.tsx'
import { Meter } from '../ui/Meter.tsx'
import { ModelSign } from '../ui/ModelSign.tsx'
import styles from './ModelRow.module.css'
import type { UnloadStep } from './unload-step.ts'
import { UnloadQuestion } from './UnloadQuestion.tsx'

interface Props {
  readonly model: Model
  readonly shown: ShownModel
  /** What it alone is called, for who listens: with its server where two have one name. */
  readonly spokenName: string
  /** null where nobody has asked to unload it. */
  readonly step: UnloadStep | null
  /** null where it cannot be unloaded, or not from here. */
  readonly onEject: (() => void) | null
  readonly onGoOn: () => void
  readonly onKeep: () => void
  /** Where the keyboard goes when the row goes that had it. */
  readonly home: RefObject<HTMLElement | null>
}

/** One model: what it is, what it does, what it takes, how full its context is, and the way to let it go. */
export function ModelRow(props: Props): ReactNode {
  const { model, shown, spokenName, step, onEject, onGoOn, onKeep, home } = props
  const row = useRef<HTMLLIElement>(null)
  const eject = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const [element, place] = [row.current, home.current]
    return () => {
      if (element?.contains(document.activeElement) === true) place?.focus({ preventScroll: true })
    }
  }, [home])
  /** The question goes, and what it was about stays: so does the keyboard. */
  const answered = (answer: () => void) => () => {
    eject.current?.focus()
    answer()
  }
  const isWorking = step?.kind === 'working'
  return (
    <li ref={row} className={styles['row']} data-stale={model.isStale}>
      <ModelSign state={isWorking ? 'unloading' : model.state} />
      <LongName name={shown.name} />
      {onEject === null ? null : (
        <EjectButton
          button={eject}
          name={spokenName}
          isWorking={isWorking}
          isDisabled={isWorking || step?.kind === 'asks'}
          onEject={onEject}
        />
      )}
      <Size model={model} shown={shown} />
      <About shown={isWorking ? { ...shown, state: 'unloading…', expiry: null } : shown} />
      <Context context={shown.context} name={spokenName} />
      {shown.notes.map((note) => (
        <p key={note} className={styles['note']}>
          {note}
        </p>
      ))}
      {step?.kind === 'done' ? (
        <p className={styles['note']} role="status">
          {step.sentence}
        </p>
      ) : null}
      {step?.kind === 'asks' ? (
        <div className={styles['wide']}>
          <UnloadQuestion
            sentence={step.sentence}
            onGoOn={answered(onGoOn)}
            onKeep={answered(onKeep)}
          />
        </div>
      ) : null}
    </li>
  )
}

interface EjectProps {
  readonly button: RefObject<HTMLButtonElement | null>
  readonly name: string
  readonly isWorking: boolean
  readonly isDisabled: boolean
  readonly onEject: () => void
}

/** Where it is disabled it keeps the keyboard: a button that really is loses it. */
function EjectButton({ button, name, isWorking, isDisabled, onEject }: EjectProps): ReactNode {
  return (
    <button
      ref={button}
      type="button"
      className={styles['eject']}
      aria-label={`Unload ${name}`}
      title={`Unload ${name}`}
      aria-disabled={isDisabled}
      aria-busy={isWorking}
      onClick={isDisabled ? undefined : onEject}
    >
      <Eject size={14} strokeWidth={1.75} aria-hidden="true" />
    </button>
  )
}

function Size({ model, shown: { size } }: Pick<Props, 'model' | 'shown'>): ReactNode {
  if (size === null)
    return model.isRemote ? null : <span className={styles['unknown']}>{unknownSize}</span>
  return (
    <span className={styles['size']} title={size.origin}>
      {size.figure}
      <span className="spoken"> {size.origin}</span>
    </span>
  )
}

function About({ shown }: Pick<Props, 'shown'>): ReactNode {
  const { server, quantization, size, state, expiry } = shown
  return (
    <p className={styles['about']}>
      <span>
        {quantization === null ? server : `${server} · ${quantization}`}
        {size === null ? null : (
          // spoken in full beside the figure
          <span title={size.origin} aria-hidden="true">{` · ${size.brief}`}</span>
        )}
      </span>
      <span title={expiry ?? undefined}>
        <AlsoSpoken text={state} spoken={expiry === null ? state : `${state}, ${expiry}`} />
      </span>
    </p>
  )
}

interface ContextProps {
  readonly context: ShownContext | null
  readonly name: string
}

function Context({ context, name }: ContextProps): ReactNode {
  if (context === null) return null
  const { ratio, text, exact } = context
  return (
    <p className={styles['context']}>
      {ratio === null ? null : <Meter label={`Context of ${name}`} ratio={ratio} spoken={exact} />}
      <span title={exact}>{text}</span>
    </p>
  )
}

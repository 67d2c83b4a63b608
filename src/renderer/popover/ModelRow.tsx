import Eject from 'lucide-react/icons/eject'
import { useRef, type ReactNode, type RefObject } from 'react'
import { unknownSize, type ShownContext, type ShownModel } from '../../shared/model-text.ts'
import type { Model } from '../../shared/server.ts'
import { ActPlace } from '../relief/ActPlace.tsx'
import { RowButton } from '../relief/RowButton.tsx'
import type { UseActs } from '../relief/use-acts.ts'
import { useInSight } from '../relief/use-begin.ts'
import { AlsoSpoken } from '../ui/AlsoSpoken.tsx'
import { LongName } from '../ui/LongName.tsx'
import { Meter } from '../ui/Meter.tsx'
import { ModelSign } from '../ui/ModelSign.tsx'
import { useFocusHome } from '../ui/use-focus-home.ts'
import styles from './ModelRow.module.css'

interface Props {
  readonly model: Model
  readonly shown: ShownModel
  /** What it alone is called, for who listens: with its server where two have one name. */
  readonly spokenName: string
  readonly acts: UseActs
  /** null where it cannot be unloaded, or not from here. */
  readonly onEject: (() => void) | null
  /** Where the keyboard goes when the row goes that had it. */
  readonly home: RefObject<HTMLElement | null>
}

/** One model: what it is, what it does, what it takes, how full its context is, and the way to let it go. */
export function ModelRow(props: Props): ReactNode {
  const { model, shown, spokenName, acts, onEject, home } = props
  const row = useRef<HTMLLIElement>(null)
  const eject = useRef<HTMLButtonElement>(null)
  useFocusHome(row, home)
  useInSight(row, model.id)
  const step = acts.acts.get(model.id)?.step ?? null
  const working = step?.kind === 'working' ? step.words : null
  return (
    <li ref={row} className={styles['row']} data-stale={model.isStale} data-asks>
      <ModelSign state={working === null ? model.state : 'unloading'} />
      <LongName name={shown.name} />
      {onEject === null ? null : (
        <RowButton
          button={eject}
          label={ejectLabel(model, shown, spokenName)}
          step={step}
          onPress={onEject}
        >
          <Eject size={14} strokeWidth={1.75} aria-hidden="true" />
        </RowButton>
      )}
      <Size model={model} shown={shown} />
      <About shown={working === null ? shown : { ...shown, state: working, expiry: null }} />
      <Context context={shown.context} name={spokenName} />
      {shown.notes.map((note) => (
        <p key={note} className={styles['note']}>
          {note}
        </p>
      ))}
      <div className={styles['wide']}>
        <ActPlace id={model.id} name={spokenName} acts={acts} homes={[eject, home]} />
      </div>
    </li>
  )
}

/** Its server may be all that can be let go. */
const ejectLabel = ({ eject }: Model, { server }: ShownModel, name: string): string =>
  eject.kind === 'quit' ? `Quit ${server} to free ${name}` : `Unload ${name}`

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

import Eject from 'lucide-react/icons/eject'
import { useRef, type ReactNode, type RefObject } from 'react'
import type { ShownModel } from '../../shared/model-text.ts'
import type { Model } from '../../shared/server.ts'
import { ActPlace } from '../relief/ActPlace.tsx'
import { workingWords } from '../relief/act-words.ts'
import { RowButton } from '../relief/RowButton.tsx'
import type { UseActs } from '../relief/use-acts.ts'
import { useInSight } from '../relief/use-begin.ts'
import { LongName } from '../ui/LongName.tsx'
import { ModelSign } from '../ui/ModelSign.tsx'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { useWords } from '../words/use-words.ts'
import { ModelAbout, ModelSize } from './ModelAbout.tsx'
import { modelNotes } from './model-notes.ts'
import styles from './ModelRow.module.css'

interface Props {
  readonly model: Model
  readonly shown: ShownModel
  /** What it alone is called, for who listens: with its server where two have one name. */
  readonly spokenName: string
  /** It stands in a recording: the section says what comes of that. */
  readonly isRecorded: boolean
  /** Of the Snapshot. */
  readonly atMs: number
  readonly acts: UseActs
  /** null where it cannot be unloaded, or not from here. */
  readonly onEject: (() => void) | null
  /** Where the keyboard goes when the row goes that had it. */
  readonly home: RefObject<HTMLElement | null>
  /** What else is told of it. */
  readonly children?: ReactNode
}

/** One model in two lines: what it is, what it takes and the way to let it go; whose it is, how full and what it does. */
export function ModelRow(props: Props): ReactNode {
  const { model, shown, spokenName, isRecorded, atMs, acts, onEject, home, children } = props
  const words = useWords()
  const row = useRef<HTMLLIElement>(null)
  const eject = useRef<HTMLButtonElement>(null)
  useFocusHome(row, home)
  useInSight(row, model.id)
  const step = acts.acts.get(model.id)?.step ?? null
  const working = step?.kind === 'working' ? workingWords(words, step.verb) : null
  const hasWay = isRecorded || onEject !== null
  return (
    <li ref={row} className={styles['row']} data-stale={model.isStale} data-asks data-row>
      <ModelSign state={working === null ? model.state : 'unloading'} />
      <LongName name={shown.name} />
      {onEject === null ? null : (
        <RowButton
          button={eject}
          label={ejectLabel(words, { model, shown, name: spokenName })}
          step={step}
          onPress={onEject}
        >
          <Eject size={14} strokeWidth={1.75} aria-hidden="true" />
        </RowButton>
      )}
      <ModelSize model={model} shown={shown} />
      <ModelAbout {...{ model, shown, working }} name={spokenName} />
      {modelNotes(words, { model, shown, atMs, hasWay }).map((note) => (
        <p key={note} className={styles['note']}>
          {note}
        </p>
      ))}
      <div className={styles['wide']}>
        <ActPlace id={model.id} name={spokenName} acts={acts} homes={[eject, home]} />
        {children}
      </div>
    </li>
  )
}

/** Its server may be all that can be let go. */
const ejectLabel = (
  { t, say }: ReturnType<typeof useWords>,
  { model, shown, name }: Pick<Props, 'model' | 'shown'> & { readonly name: string },
): string =>
  model.eject.kind === 'quit'
    ? t('models.quitToFree', { server: say(shown.server), name })
    : t('relief.unloadNamed', { name })

import { useRef, type ReactNode, type RefObject } from 'react'
import type { DetailsFocus } from '../../shared/details.ts'
import { shownModel } from '../../shared/model-text.ts'
import type { Model } from '../../shared/server.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { useLedTo } from '../details/use-led-to.ts'
import { ModelRow } from '../popover/ModelRow.tsx'
import { modelTarget } from '../popover/model-target.ts'
import type { UseActs } from '../relief/use-acts.ts'
import { useView } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import { FactsFold } from './FactsFold.tsx'
import { modelFacts } from './model-facts.ts'
import styles from './ServerCard.module.css'

interface Props {
  readonly model: Model
  readonly snapshot: Snapshot
  readonly acts: UseActs
  readonly focus: DetailsFocus | null
  readonly isOpenFirst: boolean
  readonly home: RefObject<HTMLElement | null>
}

/** A model as the overview has it, and all else that is known of it. */
export function ModelItem(props: Props): ReactNode {
  const { model, snapshot, acts, focus, isOpenFirst, home } = props
  const words = useWords()
  const { mayAct } = useView()
  const facts = useRef<HTMLDivElement>(null)
  const meant = focus?.kind === 'model' && focus.modelId === model.id ? focus : null
  useLedTo({ meant, part: () => facts.current })
  const shown = shownModel(model, snapshot)
  const { name, server } = shown
  const isAlone = snapshot.models.every((other) => other.id === model.id || other.name !== name)
  const spokenName = isAlone ? name : words.t('models.nameIn', { name, server: words.say(server) })
  const mayEject = mayAct && model.eject.kind !== 'none'
  const eject = (): void => acts.start(modelTarget(model, shown, { place: 0, t: words.t }))
  return (
    <ModelRow
      model={model}
      shown={shown}
      spokenName={spokenName}
      isRecorded={snapshot.mode === 'replay'}
      atMs={snapshot.atMs}
      acts={acts}
      onEject={mayEject ? eject : null}
      home={home}
    >
      <div ref={facts} tabIndex={-1} className={styles['facts']} data-led={meant !== null}>
        <FactsFold
          key={meant === null ? 'own' : 'led'}
          name={spokenName}
          facts={() => modelFacts(words, model, snapshot)}
          isOpenFirst={isOpenFirst || meant !== null}
        />
      </div>
    </ModelRow>
  )
}

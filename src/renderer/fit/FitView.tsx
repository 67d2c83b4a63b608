import ChevronLeft from 'lucide-react/icons/chevron-left'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { sentenceOf } from '../../shared/sentence.ts'
import { useSnapshot } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'
import { FitPanel } from './FitPanel.tsx'
import styles from './FitView.module.css'
import { ModelShelf } from './ModelShelf.tsx'
import { useDrop } from './use-drop.ts'
import { useLocalModels } from './use-local-models.ts'
import { outcomeOfDrop } from './wanted.ts'

/** The screen that says what fits now: every model on the disk, and of a chosen one what it would take, run as one likes. */
export function FitView({ onBack }: { readonly onBack: () => void }): ReactNode {
  const outcome = useLocalModels()
  const [chosen, setChosen] = useState<string | null>(null)
  const [dropTrouble, setDropTrouble] = useState<string | null>(null)
  const head = useRef<HTMLHeadingElement>(null)
  const panel = useRef<HTMLElement>(null)
  useEffect(() => head.current?.focus(), [])

  const choose = (wanted: string): void => {
    setDropTrouble(null)
    setChosen(wanted)
    // the list may go from sight: what was asked for is read from its head on
    requestAnimationFrame(() => panel.current?.focus())
  }
  const isOver = useDrop((dropped) => {
    const models = outcome?.kind === 'ok' ? outcome.value.models : []
    const what = outcomeOfDrop(dropped, models)
    if (what.kind === 'wanted') choose(what.wanted)
    else setDropTrouble(what.reason)
  })
  const leavePanel = (): void => {
    setChosen(null)
    requestAnimationFrame(() => head.current?.focus())
  }
  return (
    <div className={styles['view']} data-chosen={chosen !== null} data-over={isOver}>
      <header className={styles['head']}>
        <BackButton to="Overview" onClick={onBack} />
        {chosen === null ? null : <BackButton to="All models" onClick={leavePanel} />}
        <h1 ref={head} className={styles['title']} tabIndex={-1}>
          What fits now
        </h1>
        <Room />
      </header>
      {dropTrouble === null ? null : (
        <Notice
          tone="attention"
          title="This file was not found"
          onDismiss={() => setDropTrouble(null)}
        >
          {dropTrouble}
        </Notice>
      )}
      <div className={styles['columns']}>
        <div className={styles['shelf']}>
          <ModelShelf outcome={outcome} chosen={chosen} onChoose={choose} />
        </div>
        {chosen === null ? null : (
          <section ref={panel} className={styles['panel']} aria-label="Fit" tabIndex={-1}>
            <FitPanel key={chosen} model={chosen} />
          </section>
        )}
      </div>
      {isOver ? <p className={styles['drop']}>Drop it to see what it would take</p> : null}
    </div>
  )
}

interface BackProps {
  readonly to: 'Overview' | 'All models'
  readonly onClick: () => void
}

function BackButton({ to, onClick }: BackProps): ReactNode {
  return (
    <button type="button" className={styles['back']} data-to={to} onClick={onClick}>
      <ChevronLeft size={14} strokeWidth={1.75} aria-hidden="true" />
      {to}
    </button>
  )
}

function Room(): ReactNode {
  const sentence = useSnapshot(sentenceOf)
  return sentence === null ? null : <p className={styles['room']}>{sentence}</p>
}

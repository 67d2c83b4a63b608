import { useEffect, useRef, useState, type ReactNode } from 'react'
import { sentenceOf } from '../../shared/sentence.ts'
import { useSnapshot } from '../store/live.ts'
import { BackButton } from '../ui/BackButton.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'
import { FitPanel } from './FitPanel.tsx'
import styles from './FitView.module.css'
import { ModelShelf } from './ModelShelf.tsx'
import { useDrop } from './use-drop.ts'
import { useLocalModels } from './use-local-models.ts'
import { outcomeOfDrop, type DropTrouble } from './wanted.ts'

/** The screen that says what fits now: every model on the disk, and of a chosen one what it would take, run as one likes. */
export function FitView({ onBack }: { readonly onBack: () => void }): ReactNode {
  const { t } = useWords()
  const outcome = useLocalModels()
  const [chosen, setChosen] = useState<string | null>(null)
  const [dropTrouble, setDropTrouble] = useState<DropTrouble | null>(null)
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
    else setDropTrouble(what.why)
  })
  const leavePanel = (): void => {
    setChosen(null)
    requestAnimationFrame(() => head.current?.focus())
  }
  return (
    <div className={styles['view']} data-chosen={chosen !== null} data-over={isOver}>
      <header className={styles['head']}>
        <WaysBack onBack={onBack} onAll={chosen === null ? null : leavePanel} />
        <h1 ref={head} className={styles['title']} tabIndex={-1}>
          {t('fit.title')}
        </h1>
        <Room />
      </header>
      {dropTrouble === null ? null : (
        <Notice tone="attention" title={t('fit.notFound')} onDismiss={() => setDropTrouble(null)}>
          {t(troubleTexts[dropTrouble])}
        </Notice>
      )}
      <div className={styles['columns']}>
        <div className={styles['shelf']}>
          <ModelShelf outcome={outcome} chosen={chosen} onChoose={choose} />
        </div>
        {chosen === null ? null : (
          <section
            ref={panel}
            className={styles['panel']}
            aria-label={t('fit.panel')}
            tabIndex={-1}
          >
            <FitPanel key={chosen} model={chosen} />
          </section>
        )}
      </div>
      {isOver ? <p className={styles['drop']}>{t('fit.drop')}</p> : null}
    </div>
  )
}

const troubleTexts = { 'no-file': 'fit.noFile', 'not-told': 'fit.notTold' } as const

interface WaysBackProps {
  readonly onBack: () => void
  /** null: nothing was chosen of the list. */
  readonly onAll: (() => void) | null
}

function WaysBack({ onBack, onAll }: WaysBackProps): ReactNode {
  const { t } = useWords()
  return (
    <>
      <BackButton to="overview" text={t('fit.toOverview')} onClick={onBack} />
      {onAll === null ? null : <BackButton to="all" text={t('fit.toAll')} onClick={onAll} />}
    </>
  )
}

function Room(): ReactNode {
  const { say } = useWords()
  const sentence = useSnapshot(sentenceOf)
  return sentence === null ? null : <p className={styles['room']}>{say(sentence)}</p>
}

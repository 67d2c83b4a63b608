import { useEffect, useRef, type ReactNode } from 'react'
import { sentenceOf } from '../../shared/sentence.ts'
import { useSnapshot } from '../store/live.ts'
import { BackButton } from '../ui/BackButton.tsx'
import { useWords } from '../words/use-words.ts'
import { DropTroubleNotice } from './DropTroubleNotice.tsx'
import { FitPanel } from './FitPanel.tsx'
import styles from './FitView.module.css'
import { ModelShelf } from './ModelShelf.tsx'
import { useFitChoice } from './use-fit-choice.ts'

/** The screen that says what fits now: every model on the disk, and of a chosen one what it would take, run as one likes. */
export function FitView({ onBack }: { readonly onBack: () => void }): ReactNode {
  const { t } = useWords()
  const choice = useFitChoice()
  const { outcome, chosen, choose, leave, isOver, panel } = choice
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  const leavePanel = (): void => {
    leave()
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
      <DropTroubleNotice {...choice} />
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

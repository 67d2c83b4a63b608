import { useRef, type ReactNode } from 'react'
import { sentenceOf } from '../../shared/sentence.ts'
import type { SectionProps } from '../details/section-props.ts'
import { useFind } from '../details/use-find.ts'
import { useSnapshot } from '../store/live.ts'
import { BackButton } from '../ui/BackButton.tsx'
import { useWords } from '../words/use-words.ts'
import { DropTroubleNotice } from './DropTroubleNotice.tsx'
import { FitPanel } from './FitPanel.tsx'
import styles from './FitSection.module.css'
import view from './FitView.module.css'
import { ModelShelf } from './ModelShelf.tsx'
import { useFitChoice } from './use-fit-choice.ts'

/** Every model on the disk, and beside it what the chosen one would take, run as one likes. */
export function FitSection(_: SectionProps): ReactNode {
  const { t, say } = useWords()
  const sentence = useSnapshot(sentenceOf)
  const choice = useFitChoice()
  const { outcome, chosen, choose, leave, isOver, panel } = choice
  const field = useRef<HTMLInputElement>(null)
  useFind(field)
  const toList = (): void => {
    leave()
    requestAnimationFrame(() => field.current?.focus())
  }
  return (
    <div className={styles['section']} data-chosen={chosen !== null}>
      <header className={styles['head']}>
        <h1>{t('fit.title')}</h1>
        {sentence === null ? null : <p className={styles['room']}>{say(sentence)}</p>}
      </header>
      <DropTroubleNotice {...choice} />
      <div className={styles['columns']}>
        <div className={styles['shelf']}>
          <ModelShelf outcome={outcome} chosen={chosen} onChoose={choose} field={field} />
        </div>
        <section ref={panel} className={styles['panel']} aria-label={t('fit.panel')} tabIndex={-1}>
          {chosen === null ? (
            <p className={styles['hint']}>{t('fit.choose')}</p>
          ) : (
            <>
              <div className={styles['back']}>
                <BackButton text={t('fit.toAll')} onClick={toList} />
              </div>
              <FitPanel key={chosen} model={chosen} />
            </>
          )}
        </section>
      </div>
      {isOver ? <p className={view['drop']}>{t('fit.drop')}</p> : null}
    </div>
  )
}

import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import { AlertsStep } from './AlertsStep.tsx'
import { GaugeStep } from './GaugeStep.tsx'
import { LoginStep } from './LoginStep.tsx'
import styles from './Welcome.module.css'

export interface WelcomeProps {
  /** It was asked for: the keyboard goes there. */
  readonly isAgain: boolean
  /** It has been seen to its end, or was skipped. */
  readonly onEnd: () => void
}

const steps = [
  { name: 'gauge', title: 'welcome.gauge.title', Content: GaugeStep },
  { name: 'alerts', title: 'welcome.alerts.title', Content: AlertsStep },
  { name: 'login', title: 'welcome.login.title', Content: LoginStep },
] as const

/** The first run, in three steps: a card among others, which stands in nobody's way. */
export function Welcome({ isAgain, onEnd }: WelcomeProps): ReactNode {
  const { t } = useWords()
  const [at, setAt] = useState(0)
  const id = useId()
  const head = useRef<HTMLHeadingElement>(null)
  const shownAt = useRef(isAgain ? null : 0)
  // with the steps, and not when it comes by itself
  useEffect(() => {
    if (shownAt.current !== at) head.current?.focus()
    shownAt.current = at
  }, [at])
  const step = steps[at] ?? steps[0]
  const isLast = at === steps.length - 1
  return (
    <section className={styles['welcome']} aria-label={t('welcome.label')} data-step={step.name}>
      <header className={styles['head']}>
        <h2 ref={head} className={styles['title']} tabIndex={-1} aria-describedby={id}>
          {t(step.title)}
        </h2>
        <span id={id} className={styles['at']}>
          {t('welcome.at', { at: at + 1, count: steps.length })}
        </span>
      </header>
      <step.Content />
      <footer className={styles['ways']}>
        {isLast ? null : (
          <button type="button" className={styles['skip']} onClick={onEnd}>
            {t('welcome.skip')}
          </button>
        )}
        <span className={styles['space']} />
        {at === 0 ? null : <SmallButton text={t('welcome.back')} onClick={() => setAt(at - 1)} />}
        <SmallButton
          className={styles['next'] ?? ''}
          text={isLast ? t('welcome.done') : t('welcome.next')}
          onClick={isLast ? onEnd : () => setAt(at + 1)}
        />
      </footer>
    </section>
  )
}

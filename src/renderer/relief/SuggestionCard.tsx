import { useRef, type ReactNode, type RefObject } from 'react'
import { shownSuggestion } from '../../shared/relief-text.ts'
import type { AlertId } from '../../shared/ids.ts'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { useWords } from '../words/use-words.ts'
import { useSuggested, type Suggested } from './suggested.ts'
import { SuggestionBody } from './SuggestionBody.tsx'
import styles from './SuggestionCard.module.css'
import { useInSight } from './use-begin.ts'
import { useStuck } from './use-stuck.ts'

interface Props {
  /** Where the keyboard goes when the card goes that had it. */
  readonly home: RefObject<HTMLElement | null>
}

/**
 * The one thing to do now, where something lacks memory; nothing at all where nothing does, where nothing would help, and where
 * the card of an alert has it.
 */
export function SuggestionCard({ home }: Props): ReactNode {
  const suggested = useSuggested()
  if (suggested === null || suggested.suggestion === null || suggested.alertId !== null) return null
  return <Card suggested={suggested} suggestion={suggested.suggestion} home={home} />
}

interface CardProps extends Props {
  readonly suggested: Suggested
  readonly suggestion: NonNullable<Suggested['suggestion']>
}

function Card({ suggested, suggestion, home }: CardProps): ReactNode {
  const { t, say } = useWords()
  const card = useRef<HTMLElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  useFocusHome(card, home)
  useInSight(card, 'suggested')
  const end = useRef<HTMLDivElement>(null)
  useStuck(card, end)
  const shown = shownSuggestion(suggestion)
  return (
    <>
      <section
        ref={card}
        className={styles['card']}
        aria-label={t('relief.suggestion')}
        data-asks
        data-row
      >
        <h2 ref={title} tabIndex={-1} className={styles['title']}>
          {say(shown.title)}
        </h2>
        <SuggestionBody {...{ suggested, suggestion, shown }} home={title} />
      </section>
      <div ref={end} className={styles['end']} aria-hidden="true" />
    </>
  )
}

interface InAlertProps extends Props {
  readonly id: AlertId
}

/** The same in the card of the alert that it answers, which has its title; nothing in any other. */
export function SuggestionInAlert({ id, home }: InAlertProps): ReactNode {
  const suggested = useSuggested()
  if (suggested?.alertId !== id || suggested.suggestion === null) return null
  return <InAlert suggested={suggested} suggestion={suggested.suggestion} home={home} />
}

function InAlert({ suggested, suggestion, home }: CardProps): ReactNode {
  const { t } = useWords()
  const part = useRef<HTMLDivElement>(null)
  useFocusHome(part, home)
  useInSight(part, 'suggested')
  const shown = shownSuggestion(suggestion)
  return (
    <div ref={part} className={styles['part']} role="group" aria-label={t('relief.suggestion')}>
      <SuggestionBody {...{ suggested, suggestion, shown, home }} />
    </div>
  )
}

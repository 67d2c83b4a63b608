import { useState, type ReactNode, type RefObject } from 'react'
import type { Outcome } from '../../shared/contract.ts'
import { capital } from '../../shared/fit-text.ts'
import { printable } from '../../shared/printable.ts'
import { useWords } from '../words/use-words.ts'
import rows from './Rows.module.css'
import { SettingGroup } from './SettingGroup.tsx'

/** What is kept, for its list: where the keyboard goes when a row has gone, and how one is forgotten. */
export interface Forgettable<Found, What> {
  readonly found: Found
  readonly home: RefObject<HTMLElement | null>
  readonly forget: (what: What) => Promise<void>
}

interface Props<Found, What> {
  readonly words: Readonly<Record<'title' | 'intro' | 'reading' | 'forgotten', string>>
  /** null: not yet. */
  readonly answer: Outcome<Found> | null
  readonly onChanged: () => void
  readonly ask: (what: What) => Promise<Outcome<unknown>>
  /** Its heading: where the keyboard goes when a row has gone. */
  readonly home: RefObject<HTMLHeadingElement | null>
  readonly children: (found: Found, forget: (what: What) => Promise<void>) => ReactNode
}

type Step =
  { readonly kind: 'idle' | 'done' } | { readonly kind: 'refused'; readonly reason: string }

export const maxReasonLength = 400

/** A list of what is kept, of which each can be forgotten; says what became of that. */
export function ForgetGroup<Found, What>({
  words,
  answer,
  onChanged,
  ask,
  home,
  children,
}: Props<Found, What>): ReactNode {
  const { say } = useWords()
  const [step, setStep] = useState<Step>({ kind: 'idle' })
  const forget = async (what: What): Promise<void> => {
    setStep({ kind: 'idle' })
    const outcome = await ask(what)
    onChanged()
    setStep(
      outcome.kind === 'ok'
        ? { kind: 'done' }
        : { kind: 'refused', reason: printable(outcome.reason, maxReasonLength) },
    )
  }
  return (
    <SettingGroup title={words.title} intro={words.intro} head={home}>
      {answer === null ? (
        <p className={rows['note']} role="status">
          {words.reading}
        </p>
      ) : answer.kind === 'refused' ? (
        <p className={rows['note']}>{capital(say(answer.reason))}</p>
      ) : (
        children(answer.value, forget)
      )}
      <p className={rows['refusal']} role="alert">
        {step.kind === 'refused' ? capital(say(step.reason)) : null}
      </p>
      <p className="spoken" role="status">
        {step.kind === 'done' ? words.forgotten : ''}
      </p>
    </SettingGroup>
  )
}

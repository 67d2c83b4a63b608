import { useState } from 'react'
import type { SnoozeInput } from '../../shared/contract.ts'
import { printable } from '../../shared/printable.ts'
import { useLive } from '../store/live.ts'

/** Until the next Snapshot shows what came of it. */
export type SnoozeStep =
  { readonly kind: 'idle' | 'asked' } | { readonly kind: 'refused'; readonly reason: string }

const maxReasonLength = 240

/** Silences a rule as this screen is asked to, or has it told again. Whether it is silent is main's to say. */
export function useSnooze(onAnswer: () => void = () => undefined): {
  readonly step: SnoozeStep
  readonly ask: (input: SnoozeInput) => void
} {
  const live = useLive()
  const [step, setStep] = useState<SnoozeStep>({ kind: 'idle' })
  const send = async (input: SnoozeInput): Promise<void> => {
    setStep({ kind: 'asked' })
    const outcome = await live.request('snooze', input)
    if (outcome.kind === 'refused')
      return setStep({ kind: 'refused', reason: printable(outcome.reason, maxReasonLength) })
    // told again, this one; but all are silent
    const isStillSilent =
      input.span === null && outcome.value.snoozes.some(({ target }) => target === 'all')
    if (isStillSilent && input.target !== 'all') return send({ target: 'all', span: null })
    setStep({ kind: 'idle' })
    onAnswer()
  }
  return {
    step,
    ask: (input) => {
      if (step.kind !== 'asked') void send(input)
    },
  }
}

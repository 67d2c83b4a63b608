import { useState } from 'react'
import { useLive } from '../store/live.ts'
import { limitStepAfter, type LimitStep } from './limit-step.ts'

export interface UseLimit {
  readonly step: LimitStep
  /** null: macOS is to choose again. One that is under way is not begun again. */
  readonly set: (toBytes: number | null) => void
  /** What came of it was read. */
  readonly drop: () => void
}

/** Has the limit set as this screen is asked to. What it does and risks stands beside the button: the click is the confirmation. */
export function useLimit(): UseLimit {
  const live = useLive()
  const [step, setStep] = useState<LimitStep>({ kind: 'idle' })
  const send = async (toBytes: number | null): Promise<void> => {
    const act = toBytes === null ? 'set-back' : 'raise'
    setStep({ kind: 'working', act })
    const input = { toBytes, isDryRun: false, isConfirmed: true }
    setStep(limitStepAfter(act, await live.request('raiseLimit', input)))
  }
  return {
    step,
    set: (toBytes) => {
      if (step.kind !== 'working') void send(toBytes)
    },
    drop: () => setStep({ kind: 'idle' }),
  }
}

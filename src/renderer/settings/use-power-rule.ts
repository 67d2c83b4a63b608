import { useEffect, useEffectEvent, useState } from 'react'
import type { Outcome } from '../../shared/contract.ts'
import type { PowerRule } from '../../shared/power-rule.ts'
import { printable } from '../../shared/printable.ts'
import { useConnection, useLive, useView } from '../store/live.ts'

export type RuleStep =
  | { readonly kind: 'idle' | 'working' }
  | { readonly kind: 'done'; readonly isAllowed: boolean }
  | { readonly kind: 'refused'; readonly reason: string }

export interface UsePowerRule {
  /** null until it is told. */
  readonly answer: Outcome<PowerRule> | null
  /** It is being asked again. */
  readonly isOld: boolean
  readonly step: RuleStep
  /**
   * What it writes stands beside the button: the click is the confirmation. One that is under way is not begun again. Answers whether
   * it is as it was asked for.
   */
  readonly set: (isAllowed: boolean) => Promise<boolean>
}

interface Heard {
  readonly answer: Outcome<PowerRule>
  readonly occasion: string
}

const maxReasonLength = 400

/** `occasion`: when this is another, the rule may be another too. Not more often: sudo notes each question that it refuses. */
export function usePowerRule(occasion: string): UsePowerRule {
  const live = useLive()
  const { isShown } = useView()
  const isLive = useConnection() === 'live'
  const [heard, setHeard] = useState<Heard | null>(null)
  const [step, setStep] = useState<RuleStep>({ kind: 'idle' })
  const isWorking = step.kind === 'working'
  const hear = useEffectEvent((told: Heard): void => {
    if (!isWorking) setHeard(told)
  })
  useEffect(() => {
    if (!isShown || !isLive) return undefined
    let isPast = false
    void live.request('powerRule', null).then((answer) => {
      if (!isPast) hear({ answer, occasion })
    })
    return () => {
      isPast = true
    }
  }, [live, isShown, isLive, occasion])

  const set = async (isAllowed: boolean): Promise<boolean> => {
    if (isWorking) return false
    setStep({ kind: 'working' })
    const outcome = await live.request('setPowerRule', { isAllowed, isConfirmed: true })
    if (outcome.kind === 'refused') {
      setStep({ kind: 'refused', reason: printable(outcome.reason, maxReasonLength) })
      setHeard({ answer: await live.request('powerRule', null), occasion })
      return false
    }
    const { state } = outcome.value
    const isSo = state.kind === 'ok' && state.isAllowed === isAllowed
    setStep(isSo ? { kind: 'done', isAllowed } : { kind: 'idle' })
    setHeard({ answer: outcome, occasion })
    return isSo
  }
  return { answer: heard?.answer ?? null, isOld: heard?.occasion !== occasion, step, set }
}

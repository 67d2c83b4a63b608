import type { Outcome } from '../../shared/contract.ts'
import type { LimitRaise } from '../../shared/limit-raise.ts'
import { printable } from '../../shared/printable.ts'

export type LimitAct = 'raise' | 'set-back'

/** How far a raise, or setting it back, has come, as this screen has asked for it. */
export type LimitStep =
  { readonly kind: 'idle' } | { readonly kind: 'working'; readonly act: LimitAct } | LimitTold

export interface LimitTold {
  readonly kind: 'told'
  readonly act: LimitAct
  readonly tone: 'note' | 'attention'
  /** null: it was not done, for the reason that `help` gives. */
  readonly title: string | null
  readonly help: string | null
}

const maxLength = 400

export function limitStepAfter(act: LimitAct, outcome: Outcome<LimitRaise>): LimitTold {
  if (outcome.kind === 'refused') {
    const help = printable(outcome.reason, maxLength)
    return { kind: 'told', act, tone: 'attention', title: null, help }
  }
  const { value } = outcome
  const title = printable(value.sentence, maxLength)
  const help = value.help === null ? null : printable(value.help, maxLength)
  switch (value.outcome) {
    case 'done':
    case 'shown':
    case 'planned':
    case 'unconfirmed':
      return { kind: 'told', act, tone: 'note', title, help }
    case 'unproved':
    case 'refused':
      return { kind: 'told', act, tone: 'attention', title, help }
  }
}

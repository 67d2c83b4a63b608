import type { Outcome } from '../../shared/contract.ts'
import type { LimitRaise } from '../../shared/limit-raise.ts'
import { printable } from '../../shared/printable.ts'

/** How far a raise, or setting it back, has come, as this screen has asked for it. */
export type LimitStep =
  | { readonly kind: 'idle' | 'working' }
  | {
      readonly kind: 'told'
      readonly tone: 'note' | 'attention'
      readonly title: string
      readonly help: string | null
    }

const maxLength = 400

export function limitStepAfter(outcome: Outcome<LimitRaise>): LimitStep {
  if (outcome.kind === 'refused') {
    const help = printable(outcome.reason, maxLength)
    return { kind: 'told', tone: 'attention', title: 'The limit was not changed', help }
  }
  const { value } = outcome
  const sentence = printable(value.sentence, maxLength)
  const help = value.help === null ? null : printable(value.help, maxLength)
  switch (value.outcome) {
    case 'done':
    case 'shown':
    case 'planned':
    case 'unconfirmed':
      return { kind: 'told', tone: 'note', title: sentence, help }
    case 'unproved':
    case 'refused':
      return { kind: 'told', tone: 'attention', title: sentence, help }
  }
}

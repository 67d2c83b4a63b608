import { shownAct, type NextRung, type ShownAct } from '../../shared/act-text.ts'
import type { Act } from '../../shared/act.ts'
import type { Outcome } from '../../shared/contract.ts'
import type { ActId, AppId, ModelId, Pid } from '../../shared/ids.ts'
import { printable } from '../../shared/printable.ts'
import { nameIn } from '../../shared/relief-text.ts'

export type TargetId = AppId | ModelId

/** What is to be let go, as the row says it that it was pressed on. */
export type ActTarget = (
  { readonly kind: 'quit'; readonly id: AppId } | { readonly kind: 'unload'; readonly id: ModelId }
) & {
  readonly name: string
  /** What tells it from another of its name: of its process; null where it is alone. */
  readonly number: Pid | null
  /** Where its row stood: it may be gone from there. */
  readonly place: number
  /** Of the button that says yes, in the reader's language: `Quit`. */
  readonly yes: string
}

export type ActVerb = ActTarget['kind'] | 'reopen' | 'force'

/** How far the act on one target has come, as this screen has asked for it. */
export type ActStep =
  | { readonly kind: 'working'; readonly verb: ActVerb }
  /** It waits for an answer. */
  | {
      readonly kind: 'asks'
      readonly sentence: string
      /** Of the button that says yes, as Core has it; null: the target's own. */
      readonly label: string | null
      /** Of Core's question, by which a yes covers what it has asked about; null: the question is of this screen. */
      readonly questionId: ActId | null
      /** The act after which this is the second question; null: it is the first. */
      readonly after: Told | null
    }
  | Done
  | Told

/** For a moment: what has come of it. */
export interface Done {
  readonly kind: 'done'
  /** What stands before the sentence, whose name is left out; null: it is whole. */
  readonly did: 'quit' | 'unload' | null
  readonly sentence: string
  readonly reopenId: ActId | null
}

/** It stays until it was read. */
export interface Told {
  readonly kind: 'told'
  readonly tone: 'note' | 'attention'
  readonly title: Said
  readonly help: string | null
  /** The rung above, where it is offered. */
  readonly next: (NextRung & { readonly afterId: ActId }) | null
  readonly reopenId: ActId | null
  /** True only while its target is there: it has not ended yet. */
  readonly isOfPresent: boolean
}

/** By Core, in its own words; or by this screen: that it was refused, or that nobody knows what came of it. */
export type Said =
  | { readonly kind: 'core'; readonly text: string }
  | { readonly kind: 'refused'; readonly verb: ActVerb }
  | { readonly kind: 'unheard' }

const maxReasonLength = 600

export interface Asked {
  readonly verb: ActVerb
  /** The act that was to be followed by force; null: it was the first. */
  readonly after: Told | null
  /** Main is there; a refusal that this page gives in place of main says nothing of what was done. */
  readonly isHeard: boolean
}

/** What has come of what was asked for. */
export function stepAfter(outcome: Outcome<Act>, target: ActTarget, asked: Asked): ActStep {
  if (outcome.kind === 'refused') {
    const help = printable(outcome.reason, maxReasonLength)
    const title: Said = asked.isHeard ? { kind: 'refused', verb: asked.verb } : { kind: 'unheard' }
    const nothing = { next: null, reopenId: null, isOfPresent: false }
    return { kind: 'told', tone: 'attention', title, help, ...nothing }
  }
  const { value: act } = outcome
  const { sentence, help, cameBack, next, canReopen } = numbered(shownAct(act), act, target)
  const reopenId = canReopen ? act.id : null
  const told = {
    kind: 'told',
    title: { kind: 'core', text: sentence },
    help,
    next: next === null || act.id === null ? null : { ...next, afterId: act.id },
    reopenId,
    isOfPresent: false,
  } as const
  switch (act.outcome) {
    case 'unconfirmed': {
      const { after } = asked
      return {
        kind: 'asks',
        sentence,
        label: after?.next?.label ?? null,
        questionId: act.id,
        after,
      }
    }
    case 'done':
      return { kind: 'done', ...doneWords(act, sentence, cameBack), reopenId }
    case 'still-open':
      return { ...told, tone: 'attention', isOfPresent: true }
    case 'waiting':
      return { ...told, tone: 'note', isOfPresent: true }
    case 'held':
    case 'kept-alive':
    case 'refused':
      return { ...told, tone: 'attention' }
    case 'planned':
      return { ...told, tone: 'note' }
  }
}

/** What is said of one that is not alone with its name says which of them. */
function numbered(shown: ShownAct, { target }: Act, { number }: ActTarget): ShownAct {
  if (number === null) return shown
  const name = nameIn(target, maxNameLength)
  const withNumber = (text: string): string => text.replace(name, () => `${name} (${number})`)
  const next =
    shown.next === null ? null : { ...shown.next, question: withNumber(shown.next.question) }
  return { ...shown, sentence: withNumber(shown.sentence), next }
}

/** As Core cuts it in a sentence. */
const maxNameLength = 60

/** From its figures on: whose they are stands above, and where the rest of it is comes after them. */
function doneWords(
  { act }: Act,
  sentence: string,
  cameBack: string | null,
): Pick<Done, 'did' | 'sentence'> {
  if (cameBack === null || (act !== 'quit' && act !== 'unload')) return { did: null, sentence }
  const at = sentence.indexOf(cameBack)
  return { did: act, sentence: at === -1 ? cameBack : sentence.slice(at) }
}

/** The second, separate confirmation (design §2); the step as it is where none is offered. */
export const forceQuestion = (step: ActStep): ActStep =>
  step.kind === 'told' && step.next !== null
    ? {
        kind: 'asks',
        sentence: step.next.question,
        label: step.next.label,
        questionId: null,
        after: step,
      }
    : step

/** An act on a target whose end it is worth waiting for: something may start it again. */
export const settlingId = (outcome: Outcome<Act>): ActId | null =>
  outcome.kind === 'ok' && outcome.value.outcome === 'done' && outcome.value.act !== 'reopen'
    ? outcome.value.id
    : null

export interface ActOn {
  readonly target: ActTarget
  readonly step: ActStep
}

/** The step of each target on which something was asked for. */
export type Acts = ReadonlyMap<TargetId, ActOn>

/** Without the questions about what is gone, and without what was told of its being there. */
export function withoutIdle(acts: Acts, isThere: (id: TargetId) => boolean): Acts {
  const isIdle = ({ kind, ...step }: ActStep): boolean =>
    kind === 'asks' || (kind === 'told' && 'isOfPresent' in step && step.isOfPresent)
  const kept = [...acts].filter(([id, { step }]) => isThere(id) || !isIdle(step))
  return kept.length === acts.size ? acts : new Map(kept)
}

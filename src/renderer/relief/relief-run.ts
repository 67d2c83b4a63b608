import { shownAct } from '../../shared/act-text.ts'
import type { Act } from '../../shared/act.ts'
import type { Outcome, Relieved } from '../../shared/contract.ts'
import { appId, modelId, type ActId } from '../../shared/ids.ts'
import { printable } from '../../shared/printable.ts'
import type { ReliefCandidate, ReliefStep, Suggestion } from '../../shared/relief.ts'
import type { ActTarget, TargetId } from './act-step.ts'

/** How far the one suggestion has come that was taken up on this screen. It is the one that was pressed, whatever follows it. */
export interface ReliefRun {
  readonly suggestion: Suggestion
  readonly stage:
    | { readonly kind: 'working' }
    | {
        readonly kind: 'asks'
        readonly sentences: readonly string[]
        /** Core's questions, these and those that were answered before: a yes is to all of them. */
        readonly questionIds: readonly ActId[]
      }
    | RunOver
}

export interface RunOver {
  readonly kind: 'over'
  /** Of Core; or that it was refused, or that nobody knows what came of it. */
  readonly said:
    { readonly kind: 'core'; readonly text: string } | { readonly kind: 'refused' | 'unheard' }
  readonly help: string | null
  /** All that was wanted is there: it need not be read. */
  readonly isGood: boolean
  readonly acts: readonly Act[]
}

const maxSentenceLength = 600

interface Asked {
  /** The questions to which whoever looks has said yes. */
  readonly answers: readonly ActId[]
  /** Main is there; a refusal that this page gives in place of main says nothing of what was done. */
  readonly isHeard: boolean
}

/** What has come of what was asked for. */
export function stageAfter(
  outcome: Outcome<Relieved>,
  { answers, isHeard }: Asked,
): ReliefRun['stage'] {
  if (outcome.kind === 'refused') {
    const help = printable(outcome.reason, maxSentenceLength)
    const said = { kind: isHeard ? 'refused' : 'unheard' } as const
    return { kind: 'over', said, help, isGood: false, acts: [] }
  }
  const { acts, isEnough, sentence } = outcome.value
  // beside others it came up on the way: those are told, and its own step asks
  const isQuestion = acts.length > 0 && acts.every((act) => act.outcome === 'unconfirmed')
  if (isQuestion) {
    const sentences = acts.map((act) => shownAct(act).sentence)
    return {
      kind: 'asks',
      sentences,
      questionIds: [...answers, ...acts.flatMap(({ id }) => id ?? [])],
    }
  }
  return {
    kind: 'over',
    said: { kind: 'core', text: printable(sentence, maxSentenceLength) },
    help: null,
    isGood: isEnough && acts.every((act) => act.outcome === 'done'),
    acts,
  }
}

/**
 * The run as it is shown: the one that was read is shown no more, once nothing is to be said of a step either. Another that was
 * taken up since is.
 */
export const shownRun = (
  run: ReliefRun | null,
  read: ReliefRun | null,
  areStepsSaid: boolean,
): ReliefRun | null => (run === read && areStepsSaid ? null : run)

/** A step as a target of its own, for what is left to do about it. */
export function targetOfStep(
  { kind, modelId: model, appId: app }: ReliefCandidate,
  { name, place, yes }: Pick<ActTarget, 'name' | 'place' | 'yes'>,
): ActTarget {
  const base = { name, number: null, place, yes }
  return kind === 'unload'
    ? { ...base, kind, id: model ?? modelId('') }
    : { ...base, kind, id: app ?? appId('') }
}

export const idOfStep = (step: ReliefStep): TargetId =>
  step.kind === 'unload' ? step.modelId : step.appId

/** A step of it is still open, and there: it may be tried again. */
export const isStillOpen = (
  stage: ReliefRun['stage'],
  isThere: (id: TargetId) => boolean,
): boolean =>
  stage.kind === 'over' &&
  stage.acts.some(({ outcome, modelId: model, appId: app }) => {
    const id = model ?? app
    return outcome === 'still-open' && id !== null && isThere(id)
  })

export const actOfStep = (acts: readonly Act[], { id, kind }: ActTarget): Act | null =>
  acts.find((act) => (kind === 'unload' ? act.modelId : act.appId) === id) ?? null

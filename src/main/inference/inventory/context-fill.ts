import type { RequestFill } from '../../../shared/server.ts'
import type { ModelFacts, ServerFacts } from '../answers/facts.ts'

export interface ContextFill {
  readonly contextTokens: number | null
  readonly usedTokens: number | null
  readonly ratio: number | null
}

/**
 * How full the context is. Slots with a cache of their own have a context each; slots of one unified cache have the whole one
 * together, which the answers do not tell apart (server-apis.md §4.2). `isUnified`: by the command line; null: not said there.
 */
export function contextFillOf(
  { contextTokens, contextUsedTokens }: ModelFacts,
  { slots, kvRatio }: ServerFacts,
  isUnified: boolean | null,
): ContextFill {
  const bySlots = slots === null || slots === undefined ? null : fillOfSlots(slots, isUnified)
  const ofAll = bySlots?.contextTokens ?? contextTokens ?? null
  const usedTokens = bySlots?.usedTokens ?? contextUsedTokens ?? null
  const ratio =
    usedTokens === null || ofAll === null || ofAll === 0 ? (kvRatio ?? null) : usedTokens / ofAll
  return { contextTokens: ofAll, usedTokens, ratio: ratio === null ? null : Math.min(1, ratio) }
}

function fillOfSlots(
  slots: NonNullable<ServerFacts['slots']>,
  isUnified: boolean | null,
): Omit<ContextFill, 'ratio'> {
  const contexts = slots.flatMap((slot) => slot.contextTokens ?? [])
  const used = slots.flatMap((slot) => slot.usedTokens ?? [])
  const sum = (tokens: readonly number[]): number => tokens.reduce((all, one) => all + one, 0)
  // a slot that was never used tells no tokens; a server that tells them of none does not tell them
  const usedTokens =
    used.length === 0 && slots.some((slot) => slot.taskId !== null) ? null : sum(used)
  if (contexts.length === 0) return { contextTokens: null, usedTokens }
  return { contextTokens: isUnified === false ? sum(contexts) : Math.max(...contexts), usedTokens }
}

/** What a slot that rests still keeps counts for nobody: it is given up where another needs its place. */
export function fullestRequestOf({ slots }: Pick<ServerFacts, 'slots'>): RequestFill | null {
  const working = (slots ?? []).filter(({ isProcessing }) => isProcessing)
  const [fullest] = working
    .flatMap(({ usedTokens, contextTokens }) =>
      usedTokens === null || contextTokens === null || contextTokens <= 0
        ? []
        : { usedTokens, contextTokens, besideCount: working.length - 1 },
    )
    .toSorted((a, b) => b.usedTokens / b.contextTokens - a.usedTokens / a.contextTokens)
  return fullest ?? null
}

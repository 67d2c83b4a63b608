import type { ServerFacts, SlotFacts } from '../answers/facts.ts'

/** What a server does, as one answer after the other tells it. */
export interface Doing {
  /** null: not told. */
  readonly isBusy: boolean | null
  /** Of all requests in work together; null while there is none, and until two answers tell a difference. */
  readonly tokensPerSecond: number | null
  /** null while it works, and where nothing tells. */
  readonly idleSinceMs: number | null
}

interface Counted {
  readonly atMs: number
  readonly tokens: number
}

const nothingTold: Doing = { isBusy: null, tokensPerSecond: null, idleSinceMs: null }

/** A difference over less than this says little: two answers of one tick. */
const minSpanMs = 300

/**
 * Follows the answers of one server. Tokens of a slot are counted by its request, those of vLLM since the start; the counters
 * of `/metrics` of llama-server move only when a request ends (server-apis.md §4.2). A speed that a server tells is of its last
 * answer, and no pace of now.
 */
export function createActivity(): {
  note(facts: ServerFacts, atMs: number): void
  /** An answer that waits for the work at hand did not come in time: it works, and how fast is not told. */
  noteLate(): void
  now(): Doing
} {
  let bySlot: ReadonlyMap<string, Counted> = new Map()
  let total: Counted | null = null
  let doing = nothingTold

  const noteSlots = (slots: readonly SlotFacts[], atMs: number): number | null => {
    const working = slots.filter(({ isProcessing }) => isProcessing)
    const counted = new Map(
      working.flatMap(({ id, taskId, decodedTokens }) =>
        decodedTokens === null
          ? []
          : [[`${id}/${taskId}`, { atMs, tokens: decodedTokens }] as const],
      ),
    )
    const rates = [...counted].flatMap(
      ([key, one]) => rateSince(bySlot.get(key) ?? null, one) ?? [],
    )
    bySlot = counted
    return rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0)
  }

  const rateIn = (facts: ServerFacts, atMs: number): number | null => {
    if (facts.slots !== null && facts.slots !== undefined) return noteSlots(facts.slots, atMs)
    const tokens = facts.generatedTokensTotal ?? null
    if (tokens === null) return null
    const rate = rateSince(total, { atMs, tokens })
    total = { atMs, tokens }
    return rate
  }

  return {
    note: (facts, atMs) => {
      const isBusy = busyIn(facts)
      const rate = rateIn(facts, atMs)
      // awake again it tells nothing of its work before it is asked for it
      if (facts.isSleeping === true) doing = nothingTold
      if (isBusy === null) return
      doing = {
        isBusy,
        tokensPerSecond: isBusy && rate !== null && rate > 0 ? rate : null,
        idleSinceMs: isBusy ? null : idleSince(doing, facts, atMs),
      }
    },
    noteLate: () => {
      doing = { isBusy: true, tokensPerSecond: null, idleSinceMs: null }
    },
    now: () => doing,
  }
}

function rateSince(before: Counted | null, now: Counted): number | null {
  if (before === null || now.atMs - before.atMs < minSpanMs) return null
  const tokens = now.tokens - before.tokens
  return tokens < 0 ? null : tokens / ((now.atMs - before.atMs) / 1_000)
}

/** null: it does not say. */
export function busyIn(facts: ServerFacts): boolean | null {
  const { activity, slots, runningRequests, models } = facts
  if (activity !== null && activity !== undefined) return activity === 'busy'
  if (slots !== null && slots !== undefined) return slots.some(({ isProcessing }) => isProcessing)
  if (runningRequests !== null && runningRequests !== undefined) return runningRequests > 0
  const told = (models ?? []).flatMap((model) => model.activity ?? [])
  return told.length === 0 ? null : told.includes('busy')
}

/** As the server says, else since Headroom has seen it idle; never in the future, as where the clock was set back. */
const idleSince = (before: Doing, { idleMs }: ServerFacts, atMs: number): number =>
  idleMs !== null && idleMs !== undefined
    ? atMs - idleMs
    : Math.min(before.idleSinceMs ?? atMs, atMs)

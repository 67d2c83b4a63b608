import type { Answer, Told } from './answer.ts'
import type { SlotFacts } from './facts.ts'
import { at, countAt, flagAt, listAt, textAt } from './forms.ts'

// [{"id":0,"n_ctx":4096,"is_processing":true,"id_task":3,"n_prompt_tokens":592,"next_token":[{"n_decoded":151}]}]
/**
 * `GET /slots` of a llama-server (server-apis.md §4.2). Builds up to b6200 put the text of the prompt into it, and one can
 * be asked to do so today: nothing of it is kept. A sleeping server wakes to answer.
 */
export function readSlots({ status, json }: Answer): Told | null {
  if (status === 501) return { facts: { slotsEnabled: false }, certainty: 'fits' }
  if (status === 503 && /^no slot available/i.test(textAt(json, 'error.message') ?? ''))
    return { facts: { activity: 'busy' }, certainty: 'fits' }
  const list = listAt(json, '')
  if (list === null || list.length === 0 || !list.every(isSlot)) return null
  const slots = list.map(slotIn)
  const runningRequests = slots.filter(({ isProcessing }) => isProcessing).length
  const activity = runningRequests > 0 ? 'busy' : 'idle'
  const contextTokens = slots[0]?.contextTokens ?? null
  const contextUsedTokens = usedIn(slots)
  return {
    facts: {
      isReady: true,
      isSleeping: false,
      slotsEnabled: true,
      activity,
      runningRequests,
      parallel: slots.length,
      kvRatio: slots.length === 1 ? ratioOf(contextUsedTokens, contextTokens) : null,
      slots,
      models: [
        { state: 'loaded', activity, contextTokens, contextUsedTokens, parallel: slots.length },
      ],
    },
    certainty: 'proof',
  }
}

const isSlot = (one: unknown): boolean =>
  countAt(one, 'id') !== null &&
  countAt(one, 'n_ctx') !== null &&
  flagAt(one, 'is_processing') !== null

const slotIn = (one: unknown): SlotFacts => ({
  id: countAt(one, 'id') ?? 0,
  contextTokens: countAt(one, 'n_ctx'),
  usedTokens: countAt(one, 'n_prompt_tokens'), // since b9276, and only where the slot was used
  isProcessing: flagAt(one, 'is_processing') === true,
  taskId: countAt(one, 'id_task'), // -1: none yet
  // an object up to b6200, a list of one today
  decodedTokens: countAt(listAt(one, 'next_token')?.[0] ?? at(one, 'next_token'), 'n_decoded'),
})

/** null where no slot tells it: an older build, or one that has not worked yet. */
function usedIn(slots: readonly SlotFacts[]): number | null {
  const used = slots.flatMap(({ usedTokens }) => usedTokens ?? [])
  return used.length === 0 ? null : used.reduce((sum, tokens) => sum + tokens, 0)
}

const ratioOf = (used: number | null, all: number | null): number | null =>
  used === null || all === null || all === 0 || used > all ? null : used / all

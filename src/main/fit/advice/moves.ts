import type { AdviceKind } from '../../../shared/fit.ts'
import { formatCount } from '../../../shared/units.ts'
import { longestContext, type ContextRange } from '../../inference/estimate/longest-context.ts'
import type { Changes, Sizer, Way } from '../sizer.ts'
import { bothOf, type Judge, type Share, type State } from './judge.ts'
import type { Rung } from './rungs.ts'

/** One thing that can be done, in as many steps as it has. */
export interface Move {
  readonly kind: AdviceKind
  readonly rung: Rung
  /** How much it gives back is known. */
  readonly isSure: boolean
  /**
   * On top of what is done already, the least of it that brings the need within that share; where none does, all of it. null: it
   * makes no difference.
   */
  readonly next: (from: State, share: Share) => State | null
  readonly text: (step: State) => string
  readonly costs: (step: State) => string
}

/** A step is none if it leaves as much missing as before. */
export const helps = (judge: Judge, from: State, step: State): boolean =>
  judge.excessOf(bothOf(from, step), 1) < judge.excessOf(from, 1)

export function wayMove(way: Way, judge: Judge): Move {
  const states = way.steps.map((changes): State => ({ changes, freed: [] }))
  return {
    kind: way.kind,
    rung: way.rung,
    isSure: true,
    next: (from, share) => {
      const step = states[firstWithin(states, (one) => judge.excessOf(bothOf(from, one), share))]
      return step !== undefined && helps(judge, from, step) ? step : null
    },
    text: ({ changes }) => way.text(changes),
    costs: () => way.costs,
  }
}

/** The first that leaves nothing missing, else the last: each takes less than the one before, so that halves are left out. */
function firstWithin(states: readonly State[], excessOf: (state: State) => number): number {
  let [from, to] = [0, states.length - 1]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    const state = states[middle]
    if (state !== undefined && excessOf(state) <= 0) to = middle
    else from = middle + 1
  }
  return to
}

/** A conversation with its answers, or a document of some twenty pages. */
const usefulTokens = 8_192
/** Below that a context is of no use to anybody. */
const shortestTokens = 2_048

/** Of each sequence as long as fits, but not below what is useful, and then not below what is of use at all. */
export function contextMoves(sizer: Sizer, judge: Judge): readonly Move[] {
  const { range, contextTokens } = sizer
  if (range === null || contextTokens === null) return []
  const slots = slotsOf(sizer)
  const moveOf = (rung: Rung, leastTokens: number, costs: string): Move => ({
    kind: 'context',
    rung,
    isSure: true,
    next: (from, share) => {
      const now = from.changes.contextTokens ?? contextTokens
      const least = leastTokens * slots
      if (least >= now) return null
      const excessAt = (tokens: number): number =>
        judge.excessOf(bothOf(from, { changes: { contextTokens: tokens }, freed: [] }), share)
      const tokens = Math.max(least, longestBelow(now, range, excessAt) ?? 0)
      const step: State = { changes: { contextTokens: tokens }, freed: [] }
      return tokens < now && helps(judge, from, step) ? step : null
    },
    text: ({ changes }) => contextText(sizer, changes),
    costs: () => costs,
  })
  return [
    moveOf('shorter context', usefulTokens, 'longer conversations and documents have no place'),
    moveOf('short context', shortestTokens, 'only short conversations have a place'),
  ]
}

/** How many parts a context is the sum of. */
const slotsOf = ({ sharing, parallel }: Sizer): number =>
  sharing === 'split' ? Math.max(1, parallel ?? 1) : 1

const longestBelow = (
  now: number,
  { stepTokens, mostTokens }: ContextRange,
  excessAt: (tokens: number) => number,
): number | null =>
  now <= stepTokens
    ? null
    : longestContext(excessAt, { stepTokens, mostTokens: Math.min(mostTokens, now - 1) })

/** Ollama is told what each has. */
function contextText(sizer: Sizer, { contextTokens = 0, parallel }: Changes): string {
  const isOfEach = sizer.engine === 'ollama' && sizer.sharing === 'split'
  const slots = parallel ?? slotsOf(sizer)
  return isOfEach
    ? `take a context of ${formatCount(Math.floor(contextTokens / slots))} tokens for each`
    : `take a context of ${formatCount(contextTokens)} tokens`
}

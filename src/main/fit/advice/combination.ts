import { bothOf, nothingDone, type Judge, type Share, type State } from './judge.ts'
import type { Move } from './moves.ts'

export interface Taken {
  readonly move: Move
  readonly step: State
}

/** What came of taking one after the other, the cheapest first. */
export interface Combination {
  readonly taken: readonly Taken[]
  readonly state: State
  readonly isEnough: boolean
}

/** As few and as little as suffice; where nothing does, all that helps. `moves`: the cheapest first. */
export function combinationOf(moves: readonly Move[], judge: Judge, share: Share): Combination {
  const isEnough = (state: State): boolean => judge.excessOf(state, share) <= 0
  const taken: Taken[] = []
  let state = nothingDone
  for (const move of moves) {
    if (isEnough(state)) break
    const step = move.next(state, share)
    if (step === null) continue
    taken.push({ move, step })
    state = bothOf(state, step)
  }
  if (!isEnough(state)) return { taken, state, isEnough: false }
  const fewer = lessened(withoutNeedless(taken, isEnough), judge, share)
  return { taken: fewer, state: stateOf(fewer), isEnough: true }
}

const stateOf = (taken: readonly Taken[]): State =>
  taken.reduce((state, { step }) => bothOf(state, step), nothingDone)

/** The costliest are left out first, where the others suffice as they are. */
function withoutNeedless(
  taken: readonly Taken[],
  isEnough: (state: State) => boolean,
): readonly Taken[] {
  return taken.reduceRight<readonly Taken[]>((kept, one) => {
    const others = kept.filter((other) => other !== one)
    return isEnough(stateOf(others)) ? others : kept
  }, taken)
}

/** What was taken on the way may be more than is needed now: of each the least that still suffices, the costliest first. */
function lessened(taken: readonly Taken[], judge: Judge, share: Share): readonly Taken[] {
  return taken.reduceRight<readonly Taken[]>((kept, one) => {
    const others = stateOf(kept.filter((other) => other.move !== one.move))
    const step = one.move.next(others, share)
    if (step === null) return kept
    const next = kept.map((other) => (other.move === one.move ? { ...one, step } : other))
    return judge.excessOf(stateOf(next), share) <= 0 ? next : kept
  }, taken)
}

import type { Fit } from '../../shared/fit.ts'
import { gapOf, verdictOf } from '../headroom/verdict.ts'
import { basisOf, type Need } from '../inference/estimate/need.ts'
import type { FitRoom } from './fit-room.ts'
import { linesOf } from './fit.ts'

/** How a need stands against a room, without all that `headroom fit` looks for beside. */
export function standingOf(need: Need, room: FitRoom): Pick<Fit, 'verdict' | 'gapBytes'> {
  const lines = linesOf(need, room)
  return { verdict: verdictOf(lines, basisOf(need) !== 'unknown'), gapBytes: gapOf(lines) }
}

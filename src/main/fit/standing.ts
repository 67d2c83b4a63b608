import type { Fit } from '../../shared/fit.ts'
import { gapOf, verdictOf } from '../headroom/verdict.ts'
import { basisOf, type Need } from '../inference/estimate/need.ts'
import type { FitRoom } from './fit-room.ts'
import { lineNeedsOf, linesOf } from './fit.ts'

/** How a need stands against a room, without all that `headroom fit` looks for beside. */
export interface Standing extends Pick<Fit, 'verdict' | 'gapBytes'> {
  /** The line on which the most is missing, or the least left; null: no room is known. */
  readonly deciding: Deciding | null
}

interface Deciding {
  readonly line: 'gpu' | 'ram'
  readonly needBytes: number
  readonly roomBytes: number
}

export function standingOf(need: Need, room: FitRoom): Standing {
  const lines = linesOf(need, room)
  const verdict = verdictOf(lines, basisOf(need) !== 'unknown')
  return { verdict, gapBytes: gapOf(lines), deciding: decidingOf(need, room) }
}

function decidingOf(need: Need, room: FitRoom): Deciding | null {
  const { gpuBytes, ramBytes } = lineNeedsOf(need, room.device)
  const lines = [
    { line: 'gpu', needBytes: gpuBytes, roomBytes: room.gpuRoomBytes },
    { line: 'ram', needBytes: ramBytes, roomBytes: room.ramRoomBytes },
  ] as const
  const known = lines.flatMap(({ line, needBytes, roomBytes }): readonly Deciding[] =>
    roomBytes === null || needBytes === 0 ? [] : [{ line, needBytes, roomBytes }],
  )
  const leftOf = ({ needBytes, roomBytes }: Deciding): number => roomBytes - needBytes
  return known.toSorted((a, b) => leftOf(a) - leftOf(b))[0] ?? null
}

import type { Verdict } from '../../../shared/fit.ts'
import { fitsUpTo, verdictOf, type Line } from '../../headroom/verdict.ts'
import { basisOf, type Need } from '../../inference/estimate/need.ts'
import type { FitRoom, RoomHolder } from '../fit-room.ts'
import type { Changes, Sizer } from '../sizer.ts'

/** What is done to make it fit, all together. */
export interface State {
  readonly changes: Changes
  /** What gives its memory back. */
  readonly freed: readonly RoomHolder[]
}

export const nothingDone: State = { changes: {}, freed: [] }

export const bothOf = (before: State, more: State): State => ({
  changes: { ...before.changes, ...more.changes },
  freed: [...new Set([...before.freed, ...more.freed])],
})

/** Up to which share of the room a need may go. */
export type Share = typeof fitsUpTo | 1
export const shares = [fitsUpTo, 1] as const

/** Holds what is done against the room, by the estimate itself. */
export interface Judge {
  /** How far the need is beyond that share, on the line where it is most; negative: so much is left. */
  readonly excessOf: (state: State, share: Share) => number
  readonly verdictOf: (state: State) => Verdict
  readonly needOf: (state: State) => Need
}

export type LinesOf = (need: Need, room: FitRoom) => readonly Line[]

export function createJudge(sizer: Sizer, room: FitRoom, linesOf: LinesOf): Judge {
  // the same changes are tried again and again
  const known = new Map<string, Need>()
  const needOf = ({ changes }: State): Need => {
    if (Object.keys(changes).length === 0) return sizer.need()
    const key = JSON.stringify(Object.entries(changes).toSorted())
    const need = known.get(key) ?? sizer.need(changes)
    known.set(key, need)
    return need
  }
  const linesAfter = (state: State): readonly Line[] =>
    linesOf(needOf(state), roomAfter(room, state.freed))
  return {
    excessOf: (state, share) =>
      Math.max(
        ...linesAfter(state).map(
          ({ needBytes, roomBytes }) => needBytes - share * (roomBytes ?? Infinity),
        ),
      ),
    verdictOf: (state) => verdictOf(linesAfter(state), basisOf(needOf(state)) !== 'unknown'),
    needOf,
  }
}

function roomAfter(room: FitRoom, freed: readonly RoomHolder[]): FitRoom {
  if (freed.length === 0) return room
  const bytesOf = (pick: (holder: RoomHolder) => number): number =>
    freed.reduce((sum, holder) => sum + pick(holder), 0)
  const { gpuRoomBytes, ramRoomBytes, gpuBeyondBytes = 0 } = room
  const onGpuBytes = bytesOf((holder) => holder.gpuBytes)
  return {
    ...room,
    // what is taken beyond the limit comes back first, and makes no room
    gpuRoomBytes:
      gpuRoomBytes === null ? null : gpuRoomBytes + Math.max(0, onGpuBytes - gpuBeyondBytes),
    ramRoomBytes: ramRoomBytes === null ? null : ramRoomBytes + bytesOf(({ ramBytes }) => ramBytes),
  }
}

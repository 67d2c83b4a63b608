import type { Snapshot } from '../../shared/snapshot.ts'
import type { HoldersIn } from './model-holds.ts'

/** What of a Snapshot a plan is made of. */
export type ReliefIn = HoldersIn & Pick<Snapshot, 'room' | 'limit'>

/** What is missing, on each line. */
export interface Gaps {
  readonly line: 'gpu' | 'ram'
  /** On the line that decides. */
  readonly needBytes: number
  readonly roomBytes: number
  /** How far its use is beyond its limit: what comes back of that makes no room. */
  readonly beyondBytes: number
  readonly gpuGapBytes: number
  readonly ramGapBytes: number
}

/** null: nobody can say how much there is. */
export function gapsOf(needBytes: number, { room, gpu }: ReliefIn): Gaps | null {
  if (room.kind !== 'ok' || room.isStale || room.isGpuUnknown) return null
  const { gpuRoomBytes, ramRoomBytes } = room
  const isBeyond = needBytes > 0 && gpuRoomBytes === 0 && gpu.kind === 'ok'
  const beyondBytes = isBeyond ? (gpu.beyondLimitBytes ?? 0) : 0
  const gpuGapBytes =
    gpuRoomBytes === null ? 0 : Math.max(0, needBytes + beyondBytes - gpuRoomBytes)
  const ramGapBytes = Math.max(0, needBytes - ramRoomBytes)
  const isTighterOnGpu = gpuRoomBytes !== null && gpuRoomBytes <= ramRoomBytes
  const isGpu = gpuGapBytes === ramGapBytes ? isTighterOnGpu : gpuGapBytes > ramGapBytes
  return isGpu
    ? {
        line: 'gpu',
        needBytes,
        roomBytes: gpuRoomBytes ?? 0,
        beyondBytes,
        gpuGapBytes,
        ramGapBytes,
      }
    : { line: 'ram', needBytes, roomBytes: ramRoomBytes, beyondBytes: 0, gpuGapBytes, ramGapBytes }
}

export const gapOn = ({ line, gpuGapBytes, ramGapBytes }: Gaps): number =>
  line === 'gpu' ? gpuGapBytes : ramGapBytes

import type { ReliefWant } from '../../shared/relief.ts'
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

type WantOfRoom = Omit<Extract<ReliefWant, { readonly kind: 'room' }>, 'kind'>

/** null: nobody can say how much there is. */
export function gapsOf({ needBytes, on }: WantOfRoom, { room, gpu }: ReliefIn): Gaps | null {
  if (room.kind !== 'ok' || room.isStale || room.isGpuUnknown) return null
  const { gpuRoomBytes, ramRoomBytes } = room
  if (on === 'gpu' && gpuRoomBytes === null) return null
  const isBeyond = needBytes > 0 && gpuRoomBytes === 0 && gpu.kind === 'ok'
  const beyondBytes = isBeyond ? (gpu.beyondLimitBytes ?? 0) : 0
  const gpuGapBytes =
    gpuRoomBytes === null || on === 'ram' ? 0 : Math.max(0, needBytes + beyondBytes - gpuRoomBytes)
  const ramGapBytes = on === 'gpu' ? 0 : Math.max(0, needBytes - ramRoomBytes)
  const isTighterOnGpu = gpuRoomBytes !== null && gpuRoomBytes <= ramRoomBytes
  const isMoreOnGpu = gpuGapBytes === ramGapBytes ? isTighterOnGpu : gpuGapBytes > ramGapBytes
  const isGpu = on === undefined ? isMoreOnGpu : on === 'gpu'
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

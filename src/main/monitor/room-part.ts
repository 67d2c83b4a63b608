import type { Room, Snapshot } from '../../shared/snapshot.ts'
import { createRoom } from '../headroom/room.ts'
import type { SensesOptions } from './senses.ts'

type RoomParts = Pick<Snapshot, 'memory' | 'gpu' | 'limit' | 'swap' | 'pressure'>

/** There is a GPU, and what it has or may have is not of now. */
const isGpuUnknown = (gpu: RoomParts['gpu'], limit: RoomParts['limit']): boolean =>
  gpu.kind === 'failed' || (gpu.kind === 'ok' && (gpu.isStale || limit.kind === 'failed'))

/** The room out of the parts of one tick; a GPU that should answer and does not leaves the state unknown. */
export function createRoomPart({ roomCapBytes }: SensesOptions): (parts: RoomParts) => Room {
  const roomOf = createRoom(roomCapBytes)
  return ({ memory, gpu, limit, swap, pressure }) => {
    if (memory.kind !== 'ok') return { ...memory, state: 'unknown' }
    if (gpu.kind === 'waiting') return { ...gpu, state: 'unknown' }
    const { atMs, isStale } = memory
    const room = roomOf({
      ram: memory,
      gpu: gpu.kind === 'ok' && limit.kind === 'ok' ? { ...limit, ...gpu } : null,
      isRamStale: isStale,
      isGpuUnknown: isGpuUnknown(gpu, limit),
      pressure: pressure.kind === 'ok' && !pressure.isStale ? pressure.level : null,
      swappedOutBytesPerSecond: swap.kind === 'ok' ? swap.outBytesPerSecond : null,
    })
    return { kind: 'ok', atMs, isStale, ...room }
  }
}

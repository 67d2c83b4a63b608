import type { HistoryColumn } from './history.ts'
import type { Part, Room, Snapshot } from './snapshot.ts'

/** What of a Snapshot is kept; null: it was not known then. */
export type Sample = Readonly<Record<HistoryColumn, number | null>>

export type SampleSight = Pick<Snapshot, 'room' | 'gpu' | 'limit' | 'memory' | 'swap' | 'power'>

export const sampleOf = ({ room, gpu, limit, memory, swap, power }: SampleSight): Sample => ({
  roomBytes: roomOfNow(room),
  gpuInUseBytes: ofNow(gpu)?.inUseBytes ?? null,
  limitBytes: ofNow(limit)?.limitBytes ?? null,
  usedBytes: ofNow(memory)?.usedBytes ?? null,
  totalBytes: ofNow(memory)?.totalBytes ?? null,
  swapUsedBytes: ofNow(swap)?.usedBytes ?? null,
  gpuWatts: ofNow(power)?.gpuWatts ?? null,
})

/** What is not of now, or may be less than it says, is not known. */
export const roomOfNow = (room: Room): number | null =>
  room.kind === 'ok' && !room.isStale && room.state !== 'unknown' ? room.roomBytes : null

function ofNow<T>(part: Part<T>): T | null {
  return part.kind === 'ok' && !part.isStale ? part : null
}

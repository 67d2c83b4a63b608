import type { Snapshot } from '../../shared/snapshot.ts'
import { useSnapshot } from '../store/live.ts'

/** Less is breathing: no verdict hangs on it. */
const stepBytes = 2e8

/** Changes when an answer about what fits would be another one: the room, or what is loaded. */
export const useRoomMark = (): string | null => useSnapshot(roomMarkOf)

export function roomMarkOf({ room, models }: Pick<Snapshot, 'room' | 'models'>): string {
  const figures =
    room.kind === 'ok' ? [room.gpuRoomBytes ?? 0, room.ramRoomBytes].map(inSteps).join(' ') : ''
  return `${figures} ${models.map(({ id }) => id).join(' ')}`
}

const inSteps = (bytes: number): number => Math.round(bytes / stepBytes)

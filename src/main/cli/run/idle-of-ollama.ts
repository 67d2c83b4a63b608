import type { FitRoom } from '../../fit/fit-room.ts'
import { withHolders, type HoldersIn } from '../../fit/room-holders.ts'

export interface RoomWithoutIdle {
  readonly room: FitRoom
  /** Fit to be shown. */
  readonly names: readonly string[]
}

/**
 * The room once Ollama has unloaded its own idle models, which it does where another one would not fit beside them
 * (server/sched.go); null: it has none.
 */
export function roomWithoutIdle(room: FitRoom, snapshot: HoldersIn): RoomWithoutIdle | null {
  const servers = snapshot.servers.filter(({ kind }) => kind === 'ollama')
  // it does not know what its user never wants to be suggested
  const { holders: idle = [] } = withHolders(room, { ...snapshot, servers, apps: [], never: [] })
  if (idle.length === 0) return null
  const { gpuRoomBytes, ramRoomBytes, limitBytes, gpuBeyondBytes = 0, holders = [] } = room
  const onGpuBytes = idle.reduce((sum, { gpuBytes }) => sum + gpuBytes, 0)
  const inRamBytes = idle.reduce((sum, { ramBytes }) => sum + ramBytes, 0)
  // what is taken beyond the limit comes back first, and makes no room
  const gpuBytes =
    gpuRoomBytes === null
      ? null
      : Math.min(limitBytes ?? Infinity, gpuRoomBytes + Math.max(0, onGpuBytes - gpuBeyondBytes))
  const ramBytes = ramRoomBytes === null ? null : ramRoomBytes + inRamBytes
  const names = idle.map(({ name }) => name)
  return {
    room: {
      ...room,
      roomBytes:
        room.roomBytes === null ? null : Math.min(gpuBytes ?? Infinity, ramBytes ?? Infinity),
      gpuRoomBytes: gpuBytes,
      ramRoomBytes: ramBytes,
      holders: holders.filter(({ kind, name }) => kind !== 'unload' || !names.includes(name)),
    },
    names,
  }
}

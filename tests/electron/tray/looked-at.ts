import type { Room, Snapshot } from '../../../src/shared/snapshot.ts'
import { muchKnown, nothingKnown } from '../../web/fake-core.ts'

const ok = { kind: 'ok', atMs: 0, isStale: false } as const
type KnownRoom = Extract<Room, { kind: 'ok' }>

export interface Machine {
  readonly totalBytes: number
  readonly limitBytes?: number
  readonly room?: Partial<KnownRoom>
  readonly atMs?: number
  readonly mode?: Snapshot['mode']
}

/** A Snapshot of a machine with so much RAM, and so much of it for its GPU. */
export function snapshotOf({ totalBytes, limitBytes, room, atMs = 0, mode }: Machine): Snapshot {
  const roomBytes = room?.roomBytes ?? 0
  const { room: plain, limit } = muchKnown
  if (plain.kind !== 'ok' || limit.kind !== 'ok') throw new Error('not known')
  return {
    ...nothingKnown,
    atMs,
    mode: mode ?? 'live',
    memory: { ...ok, totalBytes, usedBytes: totalBytes, availableBytes: 0, parts: [] },
    limit: limitBytes === undefined ? nothingKnown.limit : { ...limit, limitBytes },
    room: { ...plain, ramRoomBytes: roomBytes, gpuRoomBytes: null, ...room },
  }
}

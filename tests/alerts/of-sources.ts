import type { Snapshot, Source } from '../../src/shared/snapshot.ts'
import { ofSource } from '../web/fake-core.ts'

/** Sources that have just answered. */
export const answering = (...ids: readonly string[]): readonly Source[] =>
  ids.map((id) => ({ ...ofSource, id, title: id, kind: 'ok' as const }))

/** Sources that do not answer. */
export const failing = (...ids: readonly string[]): readonly Source[] =>
  answering(...ids).map((one) => ({ ...one, kind: 'failed' as const, reason: 'x' }))

type Room = Extract<Snapshot['room'], { kind: 'ok' }>

/** The same machine with another room. */
export const withRoom = (snapshot: Snapshot, room: Partial<Room>): Snapshot => ({
  ...snapshot,
  room: snapshot.room.kind === 'ok' ? { ...snapshot.room, ...room } : snapshot.room,
})

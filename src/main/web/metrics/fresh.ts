import type { Known, Part, Snapshot } from '../../../shared/snapshot.ts'

/** A part whose figures are of now: an old figure has no series either. */
export const fresh = <T extends object>(part: Part<T>): Known<T> | null =>
  part.kind === 'ok' && !part.isStale ? part : null

/** What a source says stands in the Snapshot as it was last told, however long ago. */
export const isOldSource = ({ sources }: Snapshot, name: string): boolean =>
  sources.some(({ id, isStale }) => id === name && isStale)

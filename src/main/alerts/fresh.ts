import type { Known, Part } from '../../shared/snapshot.ts'

/** null where it is not known, or old: nothing is claimed by it. */
export const freshOf = <T>(part: Part<T>): Known<T> | null =>
  part.kind === 'ok' && !part.isStale ? part : null

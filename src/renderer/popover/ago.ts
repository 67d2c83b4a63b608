import type { Part } from '../../shared/snapshot.ts'
import { formatSpan } from '../../shared/units.ts'

/** `12 s ago` for a part that is not the present; null for one that is, or that has no figures. */
export const agoOf = (part: Part<object>, snapshotAtMs: number): string | null =>
  part.kind === 'ok' && part.isStale ? `${formatSpan(snapshotAtMs - part.atMs)} ago` : null

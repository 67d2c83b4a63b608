import type { Snapshot } from '../../shared/snapshot.ts'
import { noTrail, type Trail } from '../../shared/trail.ts'

/** A Headroom that is older than this page knows of no trail, and says Snapshots of the same form. */
export const trailOf = ({ trail }: Partial<Pick<Snapshot, 'trail'>>): Trail => trail ?? noTrail

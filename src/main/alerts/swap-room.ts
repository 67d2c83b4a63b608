import { freshOf } from './fresh.ts'
import type { Unjudged } from './rule.ts'

/** macOS makes swap as it needs it, on its volume; only macOS tells of its kernel's level. Linux has what it was given. */
export const doesSwapGrow = ({ pressure }: Pick<Unjudged, 'pressure'>): boolean =>
  pressure.kind === 'ok' && pressure.kernel !== null

/** How much more can go to swap; null: it is not known. */
export function swapRoomOf(snapshot: Pick<Unjudged, 'pressure' | 'swap' | 'disk'>): number | null {
  const swap = freshOf(snapshot.swap)
  if (swap === null) return null
  if (!doesSwapGrow(snapshot)) return swap.freeBytes
  const disk = freshOf(snapshot.disk)
  return disk === null ? null : swap.freeBytes + disk.freeBytes
}

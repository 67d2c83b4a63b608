import { sampleOf, type Sample } from '../../shared/history-sample.ts'
import { beatOf, isGap, type Beat } from './beat.ts'
import type { HistorySight } from './keeper.ts'
import type { Ring } from './ring.ts'

/** What of a Snapshot becomes a point. */
export interface Noted {
  readonly beat: Beat
  readonly sample: Sample
}

export const notedOf = (sight: HistorySight): Noted => ({
  beat: beatOf(sight),
  sample: sampleOf(sight),
})

/** What was last said holds until something else is, as long as somebody watches: ticks may be longer than a span. */
export function noteIn(
  ring: Pick<Ring, 'stepMs' | 'note'>,
  last: Noted | null,
  { beat, sample }: Noted,
): void {
  const heldMs = last === null ? 0 : beat.atMs - last.beat.atMs
  const isHeld = last !== null && heldMs > 0 && !isGap(last.beat, beat)
  if (isHeld) {
    const { stepMs } = ring
    const nextMs = (Math.floor(last.beat.atMs / stepMs) + 1) * stepMs
    for (let atMs = nextMs; atMs + stepMs <= beat.atMs; atMs += stepMs)
      ring.note(last.sample, atMs, stepMs)
  }
  ring.note(sample, beat.atMs, isHeld ? Math.min(heldMs, ring.stepMs) : 0)
}

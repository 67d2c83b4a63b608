import type { HistoryEvent } from '../../../shared/history.ts'
import { createKeptEvents, type KeptEvents } from '../kept-events.ts'
import { createKeptPeaks, type KeptPeaks } from '../kept-peaks.ts'
import { tiers } from './tiers.ts'
import { createWaitingSpans, type WaitingSpans } from './waiting-spans.ts'

/** All that is not on the disk yet: it is of bounded size, however long the disk takes nothing. */
export interface Waiting {
  readonly spans: readonly WaitingSpans[]
  readonly events: KeptEvents
  readonly peaks: KeptPeaks
  cutAfter(atMs: number): void
  clear(): void
  bytes(): number
}

export function createWaiting(): Waiting {
  const spans = tiers.map(createWaitingSpans)
  const events = createKeptEvents()
  const peaks = createKeptPeaks()
  const all = [...spans, events, peaks]
  return {
    spans,
    events,
    peaks,
    cutAfter: (atMs) => all.forEach((one) => one.cutAfter(atMs)),
    clear: () => all.forEach((one) => one.clear()),
    bytes: () => all.reduce((sum, one) => sum + one.bytes(), 0),
  }
}

export const allEvents = ({ events }: Waiting): readonly HistoryEvent[] =>
  events.within(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)

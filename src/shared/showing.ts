import type { App, MemoryKind } from './app.ts'
import type { Swap } from './snapshot.ts'
import { formatBytesPerSecond, formatSum } from './units.ts'

/** What the faces show alike: one line drawn once, so that no two of them draw it elsewhere. */

/** The biggest apps stand by name; the rest is a count and a sum. */
export const shownAppCount = 8

/** Slower change than this is breathing; shrinking counts as growth does. */
const noticeableBytesPerMinute = 5e6
export const isNoticeableGrowth = (bytesPerMinute: number): boolean =>
  Math.abs(bytesPerMinute) >= noticeableBytesPerMinute

/** A fact in two: what is asked for first, and what is good to know beside it. */
export interface ShownFact {
  readonly value: string
  readonly note: string | null
}

/** How much is used, and beside it what matters more: what is going out now, else what is still free. */
export function shownSwap({
  totalBytes,
  usedBytes,
  freeBytes,
  outBytesPerSecond,
}: Swap): ShownFact {
  if (totalBytes === 0) return { value: 'none', note: null }
  const [used = '', free = ''] = formatSum([usedBytes, freeBytes]).parts
  const isGoingOut = outBytesPerSecond !== null && outBytesPerSecond > 0
  return {
    value: `${used} used`,
    note: isGoingOut ? `${formatBytesPerSecond(outBytesPerSecond)} going out` : `${free} free`,
  }
}

/** What the figures of a list count; null for an empty list. */
export function memoryKindOf(apps: readonly Pick<App, 'memoryKind'>[]): MemoryKind | null {
  const [first, ...others] = new Set(apps.map((app) => app.memoryKind))
  return first === undefined || others.length === 0 ? (first ?? null) : 'mixed'
}

/** The word for it beside a figure; `meaningOfMemoryKind` says what it means. */
export const nameOfMemoryKind: Readonly<Record<MemoryKind, string>> = {
  rss: 'resident',
  pss: 'proportional',
  footprint: 'footprint',
  mixed: 'partly resident',
}

import type { Sight } from './rule.ts'

/** Older at the first sight: it happened before anybody looked, and is history. */
const newsForMs = 3 * 60_000
/** What has been told stands for so long after it came last. */
const standsForMs = 10 * 60_000

/** How something stands that happened at one instant; null: nobody knows when. */
export function levelOfEvent(
  lastAtMs: number | null,
  nowMs: number,
): Exclude<Sight['level'], 'blind'> {
  if (lastAtMs === null) return 'low'
  // it may have come since the tick whose figures stand here
  const ageMs = Math.max(0, nowMs - lastAtMs)
  if (ageMs <= newsForMs) return 'high'
  return ageMs <= standsForMs ? 'between' : 'low'
}

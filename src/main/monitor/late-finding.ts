import { formatCount, formatSpan } from '../../shared/units.ts'
import type { LateTicks } from './lateness.ts'

/** Fewer are a moment, and no way of being. */
const leastLate = 3

/** What doctor says where Headroom is held up; none: it is not. */
export function lateFindings(
  { tickCount, lateCount, mostLateMs }: LateTicks,
  platform: string,
): readonly string[] {
  if (lateCount < leastLate) return []
  const figures = `${formatCount(lateCount)} of its last ${formatCount(tickCount)} looks came more than 2 s late, one by ${formatSpan(mostLateMs)}`
  return [
    platform === 'darwin'
      ? `macOS slows Headroom down (App Nap), or this Mac is very busy: ${figures}`
      : `Headroom is held up, as this machine is very busy: ${figures}`,
  ]
}

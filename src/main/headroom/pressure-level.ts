import type { PressureLevel, Stalls } from '../../shared/snapshot.ts'

/** What the level of Linux is worked out from: the last ten seconds. */
export type RecentStalls = Pick<Stalls, 'some10sRatio' | 'full10sRatio'>

/** Linux names no levels: these lines are ours. Left at half the line, so that the level does not flap. */
const warnAtSomeRatio = 0.1
const criticalAtFullRatio = 0.2

export function stepPressureLevel(before: PressureLevel, stalls: RecentStalls): PressureLevel {
  const isAt = (ratio: number, line: number, wasThere: boolean): boolean =>
    ratio >= (wasThere ? line / 2 : line)
  if (isAt(stalls.full10sRatio, criticalAtFullRatio, before === 'critical')) return 'critical'
  return isAt(stalls.some10sRatio, warnAtSomeRatio, before !== 'normal') ? 'warn' : 'normal'
}

/** Keeps the level before. */
export function createPressureLevel(): (stalls: RecentStalls) => PressureLevel {
  let level: PressureLevel = 'normal'
  return (stalls) => {
    level = stepPressureLevel(level, stalls)
    return level
  }
}

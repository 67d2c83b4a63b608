import type { ClockSettings } from './settings.ts'
import type { Source } from './snapshot.ts'

/** On battery, where it is to be slower. */
export const onBatteryFactor = 2

/**
 * What is asked fast is asked once a minute at least: whatever is judged by its course (a pace, a forecast, an alert) needs readings
 * that lie no further apart.
 */
const longestFastMs = 60_000

/** How often what is asked fast is asked, while somebody looks and while nobody does. */
export const fastPeriodMs = (
  { lookedSeconds, aloneSeconds, isSlowerOnBattery }: ClockSettings,
  isOnBattery: boolean,
): { readonly looked: number; readonly alone: number } => {
  const factor = isOnBattery && isSlowerOnBattery ? onBatteryFactor : 1
  return {
    looked: Math.min(longestFastMs, lookedSeconds * 1_000 * factor),
    alone: Math.min(longestFastMs, aloneSeconds * 1_000 * factor),
  }
}

/** Whatever the machine runs on. */
export const longestFastPeriodMs = (clocks: ClockSettings): ReturnType<typeof fastPeriodMs> =>
  fastPeriodMs(clocks, true)

/** As what is asked fast is asked now; null where nothing tells. */
export function fastestPeriodMs(sources: readonly Pick<Source, 'everyMs'>[]): number | null {
  const periodsMs = sources.flatMap(({ everyMs }) => (everyMs === null ? [] : [everyMs]))
  return periodsMs.length === 0 ? null : Math.min(...periodsMs)
}

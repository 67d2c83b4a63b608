import { longestFastPeriodMs } from '../../shared/clocks.ts'
import type { ClockSettings } from '../../shared/settings.ts'

/** So many periods without a Snapshot are no late one: a page that looks is told at each tick, one that only hears as for nobody. */
const silentPeriods = { looked: 2.5, alone: 3 } as const
/** A tick waits for slow answers, whatever the clocks. */
const leastSilentMs = 5_000

/** After this time without a Snapshot main does not answer. Whether it is on battery, where it is slower, it may not have told yet. */
export function silentAfterMs(
  clocks: ClockSettings,
  { isLooking }: { readonly isLooking: boolean },
): number {
  const { looked, alone } = longestFastPeriodMs(clocks)
  const silentMs = isLooking ? silentPeriods.looked * looked : silentPeriods.alone * alone
  return Math.max(leastSilentMs, silentMs)
}

/** Tells when nothing was heard for a while: `expect` begins it anew, `rest` expects nothing more. */
export function createSilence(onSilence: () => void): {
  expect(withinMs: number): void
  rest(): void
} {
  let timer: number | null = null
  const rest = (): void => {
    if (timer !== null) window.clearTimeout(timer)
    timer = null
  }
  return {
    expect: (withinMs) => {
      rest()
      timer = window.setTimeout(onSilence, withinMs)
    },
    rest,
  }
}

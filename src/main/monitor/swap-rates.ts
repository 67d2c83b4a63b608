import type { Swap } from '../../shared/snapshot.ts'
import { createRate } from '../headroom/rate.ts'

/** What has gone to swap and come back since the machine's start; null where the kernel does not count it. */
export interface SwapTraffic {
  readonly atMs: number
  readonly inBytes: number | null
  readonly outBytes: number | null
}

/** Both rates between two answers; null until there are two, and where there is none of now. */
export function createSwapRates(): (
  traffic: SwapTraffic | null,
) => Pick<Swap, 'inBytesPerSecond' | 'outBytesPerSecond'> {
  const rateIn = createRate()
  const rateOut = createRate()
  return (traffic) => {
    const rateOf = (rate: typeof rateIn, count: number | null): number | null =>
      traffic === null || count === null ? null : rate({ count, atMs: traffic.atMs })
    return {
      inBytesPerSecond: rateOf(rateIn, traffic?.inBytes ?? null),
      outBytesPerSecond: rateOf(rateOut, traffic?.outBytes ?? null),
    }
  }
}

/** What somebody holds, by an id of the caller's; `startedAtMs` tells it from an earlier one with the same id. */
export interface Holding {
  readonly id: string
  readonly bytes: number
  readonly startedAtMs: number
}

interface Sample {
  readonly atMs: number
  readonly holdings: ReadonlyMap<string, Holding>
}

const keptMs = 240_000
const leastEveryMs = 4_000
/** Shorter ones say nothing of a pace. */
const leastSpanMs = 4_000
const maxSamples = 64
/** The biggest: what grows is soon among them. */
const maxHoldings = 60

/** By how much each has grown, by their sizes as they are listed: often, seldom, and the same again until they are listed anew. */
export interface HoldingsGrowth {
  note(atMs: number, holdings: readonly Holding[]): void
  /** Bytes per second since an instant, of all that are there now; those are left out that were not watched for long enough. */
  since(sinceMs: number): ReadonlyMap<string, number>
}

export function createHoldingsGrowth(): HoldingsGrowth {
  let samples: readonly Sample[] = []
  return {
    note: (atMs, all) => {
      const last = samples.at(-1)
      const holdings = new Map(
        all
          .toSorted((a, b) => b.bytes - a.bytes)
          .slice(0, maxHoldings)
          .map((one) => [one.id, one]),
      )
      if (last !== undefined && (isSame(last.holdings, holdings) || atMs < last.atMs)) {
        if (atMs < last.atMs) samples = []
        return
      }
      const before = samples.at(-2)
      // of those that come often the last stands for what is now, and the others lie apart
      const isDense = before !== undefined && (last?.atMs ?? atMs) - before.atMs < leastEveryMs
      const kept = isDense ? samples.slice(0, -1) : samples
      samples = [...kept.filter((one) => atMs - one.atMs <= keptMs), { atMs, holdings }].slice(
        -maxSamples,
      )
    },
    since: (sinceMs) => {
      const last = samples.at(-1)
      if (last === undefined) return new Map()
      const first = samples.findLast(({ atMs }) => atMs <= sinceMs) ?? samples[0] ?? last
      return new Map(
        [...last.holdings.values()].flatMap((now): readonly (readonly [string, number])[] => {
          const before = beforeOf(now, first, last)
          const spanMs = last.atMs - (before?.atMs ?? last.atMs)
          if (before === null || spanMs < leastSpanMs) return []
          return [[now.id, ((now.bytes - before.bytes) / spanMs) * 1000]]
        }),
      )
    },
  }
}

/** One that has begun since had nothing then. null: it was not looked at. */
function beforeOf(
  { id, startedAtMs }: Holding,
  first: Sample,
  last: Sample,
): { readonly atMs: number; readonly bytes: number } | null {
  const before = first.holdings.get(id)
  if (before?.startedAtMs === startedAtMs) return { atMs: first.atMs, bytes: before.bytes }
  if (startedAtMs >= first.atMs && startedAtMs <= last.atMs) return { atMs: startedAtMs, bytes: 0 }
  return null
}

const isSame = (one: ReadonlyMap<string, Holding>, other: ReadonlyMap<string, Holding>): boolean =>
  one.size === other.size &&
  [...one.values()].every(({ id, bytes }) => other.get(id)?.bytes === bytes)

import type { AppId } from '../../shared/ids.ts'

interface Sample {
  readonly atMs: number
  readonly measuredBytes: number
}

/** What growth is told by: figures of one kind, which `measuredBy` names; another name begins anew. */
export interface Measured {
  readonly measuredAtMs: number
  readonly measuredBytes: number
  readonly measuredBy: string
}

/** Growth is told over the last minutes, from samples a few seconds apart, once they span half a minute. */
const windowMs = 5 * 60_000
const sampleEveryMs = 5_000
const minSpanMs = 30_000
/** Two samples that lie further apart tell nothing: the machine slept. */
const maxGapMs = 15 * 60_000

/** An app's memory at one moment; `startedAtMs` tells it from an earlier one with the same id. */
export interface Grown extends Measured {
  readonly id: AppId
  readonly startedAtMs: number
}

/** Bytes per minute over the window, by app; null where it has not been watched for long enough. */
export function createGrowth(): (apps: readonly Grown[]) => ReadonlyMap<AppId, number | null> {
  let known = new Map<AppId, { readonly origin: string; readonly samples: readonly Sample[] }>()
  return (apps) => {
    known = new Map(
      apps.map((app) => {
        const before = known.get(app.id)
        const origin = `${app.startedAtMs} ${app.measuredBy}`
        const samples = before?.origin === origin ? before.samples : []
        return [app.id, { origin, samples: withSample(samples, sampleOf(app)) }]
      }),
    )
    return new Map(
      apps.map((app) => [app.id, growthOf(known.get(app.id)?.samples ?? [], sampleOf(app))]),
    )
  }
}

const sampleOf = ({ measuredAtMs, measuredBytes }: Grown): Sample => ({
  atMs: measuredAtMs,
  measuredBytes,
})

function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1)
  if (last !== undefined && sample.atMs < last.atMs) return [sample] // the clock was set back
  if (last !== undefined && sample.atMs - last.atMs < sampleEveryMs) return samples
  // the one before stays beyond the window: some are asked once in several minutes
  const kept = samples.filter(
    (one) => sample.atMs - one.atMs <= (one === last ? maxGapMs : windowMs),
  )
  return [...kept, sample]
}

/** What has grown over the window, but no more than what still grows: a load that is over is none. */
function growthOf(samples: readonly Sample[], now: Sample): number | null {
  const [first] = samples
  const recent = samples.findLast((one) => now.atMs - one.atMs >= minSpanMs)
  if (first === undefined || recent === undefined) return null
  const overall = perMinute(first, now)
  const lately = perMinute(recent, now)
  if (overall * lately <= 0) return 0
  return Math.abs(lately) < Math.abs(overall) ? lately : overall
}

const perMinute = (first: Sample, last: Sample): number =>
  ((last.measuredBytes - first.measuredBytes) / (last.atMs - first.atMs)) * 60_000

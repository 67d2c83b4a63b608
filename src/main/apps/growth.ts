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
      apps.map((app) => {
        const first = known.get(app.id)?.samples[0]
        return [app.id, first === undefined ? null : perMinute(first, sampleOf(app))]
      }),
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
  return [...samples.filter((one) => sample.atMs - one.atMs <= windowMs), sample]
}

function perMinute(first: Sample, last: Sample): number | null {
  const spanMs = last.atMs - first.atMs
  return spanMs < minSpanMs ? null : ((last.measuredBytes - first.measuredBytes) / spanMs) * 60_000
}

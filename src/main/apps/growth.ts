import type { AppId } from '../../shared/ids.ts'

interface Sample {
  readonly atMs: number
  readonly residentBytes: number
}

/** Growth is told over the last minutes, from samples a few seconds apart, once they span half a minute. */
const windowMs = 5 * 60_000
const sampleEveryMs = 5_000
const minSpanMs = 30_000

/** An app's resident memory at one moment; `startedAtMs` tells it from an earlier one with the same id. */
export interface Grown {
  readonly id: AppId
  readonly startedAtMs: number
  readonly residentBytes: number
}

/** Bytes per minute over the window, by app; null where it has not been watched for long enough. */
export function createGrowth(): (
  apps: readonly Grown[],
  atMs: number,
) => ReadonlyMap<AppId, number | null> {
  let known = new Map<
    AppId,
    { readonly startedAtMs: number; readonly samples: readonly Sample[] }
  >()
  return (apps, atMs) => {
    known = new Map(
      apps.map(({ id, startedAtMs, residentBytes }) => {
        const before = known.get(id)
        const samples = before?.startedAtMs === startedAtMs ? before.samples : []
        return [id, { startedAtMs, samples: withSample(samples, { atMs, residentBytes }) }]
      }),
    )
    return new Map(
      apps.map(({ id, residentBytes }) => {
        const first = known.get(id)?.samples[0]
        return [id, first === undefined ? null : perMinute(first, { atMs, residentBytes })]
      }),
    )
  }
}

function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1)
  if (last !== undefined && sample.atMs < last.atMs) return [sample] // the clock was set back
  if (last !== undefined && sample.atMs - last.atMs < sampleEveryMs) return samples
  return [...samples.filter((one) => sample.atMs - one.atMs <= windowMs), sample]
}

function perMinute(first: Sample, last: Sample): number | null {
  const spanMs = last.atMs - first.atMs
  return spanMs < minSpanMs ? null : ((last.residentBytes - first.residentBytes) / spanMs) * 60_000
}

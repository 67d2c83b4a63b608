import type { App, AppProcess } from '../../shared/app.ts'
import type { Pid } from '../../shared/ids.ts'

/** How an app has grown, by those of its processes that were watched for long enough. */
export interface AppGrowth {
  /** Since the window began, or since they were seen first. */
  readonly bytes: number
  readonly spanMs: number
  /** Of late: the slower of two spans, so that a step is none. Not above 0 where it has stopped. */
  readonly bytesPerMinute: number
  /** It has grown through the whole window, not in a part of it alone. */
  readonly isSteady: boolean
}

interface Sample {
  readonly atMs: number
  readonly bytes: number
}

interface Followed {
  /** What tells a process from another with its pid, and a figure from one of another kind. */
  readonly origin: string
  readonly samples: readonly Sample[]
}

export interface AppGrowths {
  /** Once a reading of the processes; what was told already changes nothing. */
  note(apps: readonly App[], readAtMs: number, windowMs: number): void
  /** null until some of its processes have been watched for long enough. */
  of(app: App): AppGrowth | null
}

/** Smaller processes come and go by the hundred; what a big one had before is left out, which only understates. */
const minProcessBytes = 100e6
const samplesInWindow = 20
/** Two spans of late: a step of up to half a minute ago is in both, and no step outlasts the first. */
const lateSpansMs = [30_000, 60_000] as const
/** Readings that lie further apart tell nothing of growth: the machine slept. */
const maxGapMs = 180_000
/** A quarter of the window in which it grew by less than this share of the whole is a pause: it came in steps. */
const quarterShare = 0.1

/** Follows the memory of each process: those that are new in each moment (compilers, tabs) are no growth of an app. */
export function createAppGrowths(): AppGrowths {
  let followed: ReadonlyMap<Pid, Followed> = new Map()
  let nowMs = Number.NEGATIVE_INFINITY
  let spanMs = 0
  return {
    note: (apps, readAtMs, windowMs) => {
      if (readAtMs === nowMs) return
      const isOn = readAtMs > nowMs && readAtMs - nowMs <= maxGapMs
      const before = isOn ? followed : new Map<Pid, Followed>()
      nowMs = readAtMs
      spanMs = windowMs
      followed = new Map(
        apps
          .flatMap(({ processes }) => processes)
          .filter(({ pid, memoryBytes }) => before.has(pid) || memoryBytes >= minProcessBytes)
          .map((one) => [one.pid, stepFollowed(before.get(one.pid), one, readAtMs, windowMs)]),
      )
    },
    of: ({ processes }) => growthOf(processes, followed, nowMs, spanMs),
  }
}

const originOf = ({ startedAtMs, memoryKind }: AppProcess): string => `${startedAtMs} ${memoryKind}`

function stepFollowed(
  before: Followed | undefined,
  process: AppProcess,
  atMs: number,
  windowMs: number,
): Followed {
  const origin = originOf(process)
  const sample = { atMs, bytes: process.memoryBytes }
  if (before === undefined || before.origin !== origin) return { origin, samples: [sample] }
  const kept = before.samples.filter((one) => atMs - one.atMs <= windowMs)
  const last = kept.at(-1)
  const isDue = last === undefined || atMs - last.atMs >= windowMs / samplesInWindow
  return { origin, samples: isDue ? [...kept, sample] : kept }
}

function growthOf(
  processes: readonly AppProcess[],
  followed: ReadonlyMap<Pid, Followed>,
  nowMs: number,
  windowMs: number,
): AppGrowth | null {
  const [soonMs] = lateSpansMs
  const watched = processes.flatMap((process) => {
    const samples = followed.get(process.pid)?.samples ?? []
    const first = samples[0]
    if (first === undefined || nowMs - first.atMs < soonMs) return []
    return { samples, first, nowBytes: process.memoryBytes }
  })
  if (watched.length === 0) return null
  const sum = (of: (one: (typeof watched)[number]) => number): number =>
    watched.reduce((all, one) => all + of(one), 0)
  /** Of each process since its last sample that is at least so old. */
  const sinceMs = (ageMs: number): number =>
    sum(({ samples, first, nowBytes }) => nowBytes - sampleAt(samples, nowMs - ageMs, first).bytes)
  const perMinute = (lateMs: number): number =>
    sum(({ samples, first, nowBytes }) => {
      const from = sampleAt(samples, nowMs - lateMs, first)
      return ((nowBytes - from.bytes) / (nowMs - from.atMs)) * 60_000
    })
  const bytes = sum(({ first, nowBytes }) => nowBytes - first.bytes)
  const spanMs = nowMs - Math.min(...watched.map(({ first }) => first.atMs))
  const quarters = [1, 2, 3, 4].map(
    (count) => sinceMs((count * windowMs) / 4) - sinceMs(((count - 1) * windowMs) / 4),
  )
  return {
    bytes,
    spanMs,
    bytesPerMinute: Math.min(...lateSpansMs.map(perMinute)),
    isSteady: spanMs >= windowMs * 0.9 && quarters.every((one) => one >= bytes * quarterShare),
  }
}

const sampleAt = (samples: readonly Sample[], atMs: number, first: Sample): Sample =>
  samples.findLast((one) => one.atMs <= atMs) ?? first

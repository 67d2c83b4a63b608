import { figure, type Family, type Sample } from './family.ts'
import { fresh } from './fresh.ts'

const mostSources = 64

const info: Family = {
  name: 'headroom_build_info',
  help: '1: this Headroom; mode is replay where it shows a recording',
  labels: ['version', 'mode'],
  joined: 'most',
  most: 1,
  samplesOf: ({ snapshot, own }) => [
    { labels: { version: own.version, mode: snapshot.mode }, value: 1 },
  ],
}

const age = figure(
  'headroom_snapshot_timestamp_seconds',
  'When the machine was looked at last; in a replay the time of the recording',
  ({ snapshot }) => snapshot.atMs / 1000,
)

/** What the process itself costs, under the names that Prometheus has for it. */
const processFamilies: readonly Family[] = [
  {
    ...figure(
      'process_cpu_seconds_total',
      'Time that the process that answers has taken of processors',
      ({ own }) => own.cpuSeconds,
    ),
    kind: 'counter',
  },
  figure(
    'process_resident_memory_bytes',
    'Resident memory of the process that answers',
    ({ own }) => own.residentBytes,
  ),
  figure(
    'process_start_time_seconds',
    'When the process that answers was started',
    ({ own }) => own.startedAtMs / 1000,
  ),
]

/** How fresh all else is, and who answers: told even where nothing else is known. */
export const vitalFamilies: readonly Family[] = [info, age, ...processFamilies]

export const ownFamilies: readonly Family[] = [
  figure(
    'headroom_own_cpu_ratio',
    'Share of one core that Headroom itself takes, all of its processes together',
    ({ snapshot }) => fresh(snapshot.cost)?.cpuRatio ?? null,
  ),
  figure(
    'headroom_own_resident_bytes',
    'Resident memory of Headroom itself, all of its processes together',
    ({ snapshot }) => fresh(snapshot.cost)?.residentBytes ?? null,
  ),
  figure(
    'headroom_own_late_ticks',
    'Of the looks of the last five minutes, those that came more than 2 seconds late',
    ({ lateTicks }) => lateTicks?.lateCount ?? null,
  ),
  figure(
    'headroom_own_tick_delay_seconds',
    'The latest that a look of the last five minutes came',
    ({ lateTicks }) => (lateTicks === null ? null : lateTicks.mostLateMs / 1000),
  ),
  {
    name: 'headroom_source_up',
    help: '1: what Headroom asks answers; 0: it failed, or has gone silent; no series for what is not on this machine',
    labels: ['source'],
    joined: 'least',
    most: mostSources,
    samplesOf: ({ snapshot }) =>
      snapshot.sources.flatMap(({ id, kind, isStale }): readonly Sample[] => {
        if (kind !== 'ok' && kind !== 'failed') return []
        return [{ labels: { source: id }, value: Number(kind === 'ok' && !isStale) }]
      }),
  },
]

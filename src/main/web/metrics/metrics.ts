import { Counter, Gauge, Registry } from 'prom-client'
import type { Snapshot } from '../../../shared/snapshot.ts'
import type { LateTicks } from '../../monitor/lateness.ts'
import { alertFamilies } from './alert-families.ts'
import { appFamilies } from './app-families.ts'
import { seriesOf, type Family, type OwnProcess } from './family.ts'
import { machineFamilies } from './machine-families.ts'
import { memoryFamilies } from './memory-families.ts'
import { modelFamilies } from './model-families.ts'
import { ownFamilies, vitalFamilies } from './own-families.ts'

/** Twice the longest tick: the machine slept, or Headroom hangs. What was true before is not told as of now. */
const oldMs = 120_000

export interface Metrics {
  readonly contentType: string
  text(told: Told): Promise<string>
}

export interface Told {
  readonly snapshot: Snapshot
  readonly lateTicks: LateTicks | null
  readonly nowMs: number
}

/** In the order in which they are written. */
export const families: readonly Family[] = [
  ...vitalFamilies,
  ...memoryFamilies,
  ...machineFamilies,
  ...modelFamilies,
  ...appFamilies,
  ...alertFamilies,
  ...ownFamilies,
]

/** The Snapshot in Prometheus' text form. What is not known has no series: never a 0 for "not known". */
export const createMetrics = (ownProcess: () => OwnProcess): Metrics => ({
  contentType: Registry.PROMETHEUS_CONTENT_TYPE,
  text: ({ snapshot, lateTicks, nowMs }) => {
    const isOld = snapshot.mode === 'live' && nowMs - snapshot.atMs > oldMs
    const scraped = { snapshot, lateTicks, own: ownProcess() }
    const registry = new Registry() // a fresh one: a series that is gone must not linger
    for (const family of isOld ? vitalFamilies : families) {
      const series = seriesOf(family, scraped)
      if (series.length > 0) write(registry, family, series)
    }
    return registry.metrics()
  },
})

function write(
  registry: Registry,
  { name, help, labels, kind }: Family,
  series: ReturnType<typeof seriesOf>,
): void {
  const options = { name, help, labelNames: labels, registers: [registry] }
  if (kind === 'counter') {
    const counter = new Counter(options)
    series.forEach((one) => counter.inc(one.labels, one.value))
  } else {
    const gauge = new Gauge(options)
    series.forEach((one) => gauge.set(one.labels, one.value))
  }
}

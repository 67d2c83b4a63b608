import { Gauge, Registry } from 'prom-client'
import type { Part, Snapshot } from '../../shared/snapshot.ts'
import { addAlerts } from './alert-metrics.ts'
import { addModels } from './model-metrics.ts'

/** Series of apps are bounded: the biggest few. */
const shownApps = 10

export interface Metrics {
  readonly contentType: string
  text(snapshot: Snapshot): Promise<string>
}

/** A figure without labels, and where the Snapshot has it; null where it is not known. */
interface Figure {
  readonly name: string
  readonly help: string
  readonly valueIn: (snapshot: Snapshot) => number | null
}

/** A part whose figures are of now: an old figure has no series either. */
const fresh = <T extends object>(part: Part<T>): T | null =>
  part.kind === 'ok' && !part.isStale ? part : null

const figures: readonly Figure[] = [
  {
    name: 'headroom_room_bytes',
    help: 'How much more memory models can take',
    valueIn: ({ room }) => fresh(room)?.roomBytes ?? null,
  },
  {
    name: 'headroom_ram_room_bytes',
    help: 'Room in RAM',
    valueIn: ({ room }) => fresh(room)?.ramRoomBytes ?? null,
  },
  {
    name: 'headroom_gpu_room_bytes',
    help: 'Room in GPU memory',
    valueIn: ({ room }) => fresh(room)?.gpuRoomBytes ?? null,
  },
  {
    name: 'headroom_memory_total_bytes',
    help: 'RAM of this machine',
    valueIn: ({ memory }) => fresh(memory)?.totalBytes ?? null,
  },
  {
    name: 'headroom_memory_available_bytes',
    help: 'RAM that can be had without swapping',
    valueIn: ({ memory }) => fresh(memory)?.availableBytes ?? null,
  },
  {
    name: 'headroom_gpu_in_use_bytes',
    help: 'GPU memory in use',
    valueIn: ({ gpu }) => fresh(gpu)?.inUseBytes ?? null,
  },
  {
    name: 'headroom_limit_bytes',
    help: 'Memory that the GPU may use',
    valueIn: ({ limit }) => fresh(limit)?.limitBytes ?? null,
  },
  {
    name: 'headroom_swap_used_bytes',
    help: 'Swap in use',
    valueIn: ({ swap }) => fresh(swap)?.usedBytes ?? null,
  },
  {
    name: 'headroom_own_resident_bytes',
    help: 'Resident memory of Headroom itself',
    valueIn: ({ cost }) => fresh(cost)?.residentBytes ?? null,
  },
  {
    name: 'headroom_own_cpu_ratio',
    help: 'Share of one core that Headroom itself takes',
    valueIn: ({ cost }) => fresh(cost)?.cpuRatio ?? null,
  },
]

/** The Snapshot in Prometheus' text form. What is not known has no series: never a 0 for "not known". */
export function createMetrics(): Metrics {
  return {
    contentType: Registry.PROMETHEUS_CONTENT_TYPE,
    text: (snapshot) => {
      const registry = new Registry() // a fresh one: a series that is gone must not linger
      const registers = [registry]
      for (const { name, help, valueIn } of figures) {
        const value = valueIn(snapshot)
        if (value !== null) new Gauge({ name, help, registers }).set(value)
      }
      addApps(snapshot, registers)
      addModels(snapshot, registers)
      addFindings(snapshot, registers)
      addAlerts(snapshot, registers)
      addSources(snapshot, registers)
      return registry.metrics()
    },
  }
}

function addApps({ apps, sources }: Snapshot, registers: Registry[]): void {
  if (sources.some(({ id, isStale }) => id === 'processes' && isStale)) return
  const gauge = new Gauge({
    name: 'headroom_app_memory_bytes',
    help: 'Memory of the biggest apps',
    labelNames: ['app', 'id', 'figure'],
    registers,
  })
  for (const { name, id, memoryKind, memoryBytes } of apps.slice(0, shownApps)) {
    gauge.set({ app: name, id, figure: memoryKind }, memoryBytes)
  }
}

/** A class of which there is none has no series: that nothing was found is not that nothing is wrong. */
function addFindings({ findings }: Snapshot, registers: Registry[]): void {
  const gauge = new Gauge({
    name: 'headroom_findings',
    help: 'What is wrong now or has failed of late, by class',
    labelNames: ['class'],
    registers,
  })
  for (const finding of findings) gauge.inc({ class: finding.class })
}

function addSources({ sources }: Snapshot, registers: Registry[]): void {
  const gauge = new Gauge({
    name: 'headroom_source_up',
    help: '1: the source answers; 0: it failed',
    labelNames: ['source'],
    registers,
  })
  for (const { id, kind } of sources) {
    if (kind === 'ok' || kind === 'failed') gauge.set({ source: id }, kind === 'ok' ? 1 : 0)
  }
}

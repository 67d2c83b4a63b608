import { createPowerDocuments } from '../../../src/main/probes/darwin/powermetrics-stream.ts'
import { parsePowerText } from '../../../src/main/probes/darwin/powermetrics-text.ts'
import {
  parsePowerDocument,
  type PowerCluster,
  type PowerSample,
} from '../../../src/main/probes/darwin/powermetrics.ts'
import type { Adapter, Reading } from './sample.ts'

interface Samples {
  readonly samples: readonly PowerSample[]
  readonly restBytes: number
}

function samplesIn(text: string): Samples {
  if (!text.trimStart().startsWith('<')) return { samples: parsePowerText(text), restBytes: 0 }
  const documents = createPowerDocuments()
  const samples = documents.take(text).map(parsePowerDocument)
  return { samples, restBytes: documents.restBytes() }
}

const times = (factor: number, value: number | null): number | null =>
  value === null ? null : value * factor

/** One value for each sample; null where none has one. */
function listOf(
  samples: readonly PowerSample[],
  pick: (sample: PowerSample) => number | null,
): readonly (number | null)[] | null {
  const values = samples.map(pick)
  return values.every((value) => value === null) ? null : values
}

const clusterOf = (cluster: PowerCluster): readonly [string, Reading] => [
  cluster.name,
  {
    freq_mhz: times(1e-6, cluster.clockHertz),
    active_percent: times(100, cluster.activeRatio),
    power_mw: times(1e3, cluster.watts),
  },
]

export const powermetrics: Adapter = ({ text }) => {
  const { samples, restBytes } = samplesIn(text)
  const [first, last] = [samples[0], samples.at(-1)]
  const list = (factor: number, pick: (sample: PowerSample) => number | null): unknown =>
    listOf(samples, (sample) => times(factor, pick(sample)))
  return {
    samples: samples.length,
    elapsed_ms: list(1, ({ elapsedMs }) => elapsedMs),
    gpu_power_mw: list(1e3, ({ gpuWatts }) => gpuWatts),
    gpu_power_in_processor_block_mw: list(1e3, (sample) => sample.gpuWattsInProcessorBlock),
    cpu_power_mw: list(1e3, ({ cpuWatts }) => cpuWatts),
    ane_power_mw: list(1e3, ({ aneWatts }) => aneWatts),
    combined_power_mw: list(1e3, ({ combinedWatts }) => combinedWatts),
    package_power_mw: list(1e3, ({ packageWatts }) => packageWatts),
    dram_power_mw: list(1e3, ({ dramWatts }) => dramWatts),
    gpu_energy_mj: list(1e3, ({ gpuEnergyJoules }) => gpuEnergyJoules),
    gpu_freq_mhz: list(1e-6, ({ gpuClockHertz }) => gpuClockHertz),
    gpu_active_percent: list(100, ({ gpuActiveRatio }) => gpuActiveRatio),
    gpu_idle_percent: list(100, ({ gpuIdleRatio }) => gpuIdleRatio),
    gpu_busy_percent: list(100, ({ gpuBusyRatio }) => gpuBusyRatio),
    thermal_pressure: last?.thermalPressure ?? null,
    hw_model: first?.hardwareModel ?? null,
    os_build: first?.osBuild ?? null,
    clusters: first?.clusters.map(({ name }) => name) ?? null,
    clusters_first_sample: Object.fromEntries(first?.clusters.map(clusterOf) ?? []),
    trailing_partial_bytes: restBytes,
    ...tasksOf(first),
  }
}

function tasksOf(sample: PowerSample | undefined): Reading {
  const tasks = sample?.tasks ?? null
  const gpuTimes = tasks?.flatMap(({ gpuMsPerS }) => gpuMsPerS ?? []) ?? []
  const coalitions = sample?.coalitions ?? null
  return {
    coalition_count: coalitions?.length ?? null,
    task_count: tasks?.length ?? null,
    coalition_gpu_ms_per_s:
      coalitions && Object.fromEntries(coalitions.map(({ name, gpuMsPerS }) => [name, gpuMsPerS])),
    task_gpu_ms_per_s: gpuTimes.length === 0 ? null : gpuTimes.reduce((sum, ms) => sum + ms, 0),
    tasks:
      tasks?.map((task) => ({
        name: task.name,
        pid: task.pid,
        cpu_ms_per_s: task.cpuMsPerS,
        gpu_ms_per_s: task.gpuMsPerS,
        energy_impact: task.energyImpact,
      })) ?? null,
    not_processes: [...new Set(sample?.sumIds)],
  }
}

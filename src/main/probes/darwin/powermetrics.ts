import { pid, type Pid } from '../../../shared/ids.ts'
import { ParseError } from '../../../shared/parse.ts'
import { amountOf, divided, ratioOf } from './forms/amount.ts'
import { plistIn } from './forms/plist.ts'
import { amountAt, at, listAt, textAt } from './forms/fields.ts'

/** One sample of `powermetrics`; null where the sample does not say it. What is asked of it decides what it says. */
export interface PowerSample {
  /** The real length of the sample: longer than the interval that was asked for. */
  readonly elapsedMs: number | null
  readonly gpuWatts: number | null
  readonly cpuWatts: number | null
  readonly aneWatts: number | null
  /** CPU + GPU + ANE as printed: from macOS 13 on. */
  readonly combinedWatts: number | null
  /** Up to macOS 12, and on Intel. */
  readonly packageWatts: number | null
  readonly dramWatts: number | null
  /** The first of two `GPU Power` lines of a text; they differ slightly, and `gpuWatts` is the last one. */
  readonly gpuWattsInProcessorBlock: number | null
  readonly gpuEnergyJoules: number | null
  /** The mean while the GPU was active. */
  readonly gpuClockHertz: number | null
  readonly gpuActiveRatio: number | null
  readonly gpuIdleRatio: number | null
  /** Intel's word for it. */
  readonly gpuBusyRatio: number | null
  /** Nominal, Moderate, Heavy, Trapping or Sleeping, as printed. */
  readonly thermalPressure: string | null
  readonly hardwareModel: string | null
  readonly osBuild: string | null
  readonly clusters: readonly PowerCluster[]
  /** null: they were not asked for. */
  readonly coalitions: readonly Coalition[] | null
  /** Processes only; null: the tasks sampler was not asked. */
  readonly tasks: readonly PowerTask[] | null
  /** The ids of the rows that are no process, in their order: ALL_TASKS is -2, DEAD_TASKS -1. */
  readonly sumIds: readonly number[]
}

/** A cluster of CPU cores. Names differ by chip: E-Cluster, P0-Cluster. */
export interface PowerCluster {
  readonly name: string
  readonly clockHertz: number | null
  readonly activeRatio: number | null
  /** Up to macOS 12. */
  readonly watts: number | null
}

/** An app with its helpers, as the kernel groups them. GPU time is known here where it is not by task. */
export interface Coalition {
  readonly name: string
  /** Milliseconds of GPU time in a second. */
  readonly gpuMsPerS: number | null
}

export interface PowerTask {
  readonly name: string
  readonly pid: Pid
  readonly cpuMsPerS: number | null
  readonly gpuMsPerS: number | null
  /** Apple's own scale, without a unit. */
  readonly energyImpact: number | null
}

const knownKeys = ['elapsed_ns', 'processor', 'gpu', 'thermal_pressure', 'coalitions', 'tasks']

// <key>elapsed_ns</key><integer>2019178750</integer>
// <key>processor</key><dict> … <key>gpu_energy</key><integer>31</integer><key>gpu_power</key><real>15.3528</real> … </dict>
// <key>gpu</key><dict><key>freq_hz</key><real>714.836</real> … <key>idle_ratio</key><real>0.983341</real> … </dict>
/** One whole document of `powermetrics -f plist` (recordings of macOS 13 and 15). Throws ParseError. */
export function parsePowerDocument(document: string): PowerSample {
  const root = plistIn(document)
  if (!knownKeys.some((key) => at(root, key) !== undefined)) {
    throw new ParseError('not a sample of powermetrics')
  }
  const [processor, gpu] = [at(root, 'processor'), at(root, 'gpu')]
  const elapsedMs = divided(amountAt(root, 'elapsed_ns'), 1e6)
  const watts = (part: string): number | null => meanWatts(processor, part, elapsedMs)
  const gpuIdleRatio = ratioOf(amountAt(gpu, 'idle_ratio'))
  return {
    elapsedMs,
    gpuWatts: watts('gpu') ?? meanWatts(gpu, 'gpu', elapsedMs),
    cpuWatts: watts('cpu'),
    aneWatts: watts('ane'),
    combinedWatts: watts('combined'),
    packageWatts: watts('package'),
    dramWatts: watts('dram'),
    gpuWattsInProcessorBlock: null,
    gpuEnergyJoules: divided(amountAt(processor, 'gpu_energy') ?? amountAt(gpu, 'gpu_energy'), 1e3),
    gpuClockHertz: gpuHertz(amountAt(gpu, 'freq_hz')),
    gpuActiveRatio: gpuIdleRatio === null ? null : 1 - gpuIdleRatio,
    gpuIdleRatio,
    gpuBusyRatio: null,
    thermalPressure: textAt(root, 'thermal_pressure'),
    hardwareModel: textAt(root, 'hw_model'),
    osBuild: textAt(root, 'kern_osversion'),
    clusters: (listAt(processor, 'clusters') ?? []).flatMap(clusterOf),
    coalitions: listAt(root, 'coalitions')?.flatMap(coalitionOf) ?? null,
    ...tasksOf(root),
  }
}

/** Energy (mJ) by the sample's real length, which is how `…_power` (mW) is made; that one where either is not given. */
function meanWatts(holder: unknown, part: string, elapsedMs: number | null): number | null {
  const millijoules = amountAt(holder, `${part}_energy`)
  if (millijoules !== null && elapsedMs !== null && elapsedMs > 0) return millijoules / elapsedMs
  return divided(amountAt(holder, `${part}_power`), 1e3)
}

/** No GPU has a clock below this in Hz, or above it in MHz. */
const clockUnitBorder = 1e6

/** The GPU's `freq_hz` holds MHz in all recordings; it is not taken for MHz should a release put its name right. */
const gpuHertz = (value: number | null): number | null =>
  value === null || value >= clockUnitBorder ? value : value * 1e6

/** A cluster that is switched off is neither active nor idle but `down` (M4 and later). */
function clusterOf(entry: unknown): readonly PowerCluster[] {
  const name = textAt(entry, 'name')
  if (name === null) return []
  const idle = amountAt(entry, 'idle_ratio')
  const activeRatio =
    idle === null ? null : ratioOf(1 - idle - (amountAt(entry, 'down_ratio') ?? 0))
  return [{ name, clockHertz: amountAt(entry, 'freq_hz'), activeRatio, watts: null }]
}

function coalitionOf(entry: unknown): readonly Coalition[] {
  const name = textAt(entry, 'name')
  return name === null ? [] : [{ name, gpuMsPerS: amountAt(entry, 'gputime_ms_per_s') }]
}

/** Tasks stand in their coalitions, or alone where coalitions were not asked for. */
function tasksOf(root: unknown): Pick<PowerSample, 'tasks' | 'sumIds'> {
  const [coalitions, alone] = [listAt(root, 'coalitions'), listAt(root, 'tasks')]
  const within = coalitions?.flatMap((coalition) => listAt(coalition, 'tasks') ?? []) ?? []
  const entries = [...within, ...(alone ?? [])]
  return {
    tasks: coalitions === null && alone === null ? null : entries.flatMap(taskOf),
    sumIds: [...entries, at(root, 'all_tasks')].flatMap((entry) => {
      const id = at(entry, 'pid')
      return typeof id === 'number' && id < 0 && Number.isSafeInteger(id) ? [id] : []
    }),
  }
}

function taskOf(entry: unknown): readonly PowerTask[] {
  const [name, id] = [textAt(entry, 'name'), amountOf(at(entry, 'pid'))]
  if (name === null || id === null || !Number.isInteger(id)) return []
  return [
    {
      name,
      pid: pid(id),
      cpuMsPerS: amountAt(entry, 'cputime_ms_per_s'),
      gpuMsPerS: amountAt(entry, 'gputime_ms_per_s'),
      energyImpact: amountAt(entry, 'energy_impact'),
    },
  ]
}

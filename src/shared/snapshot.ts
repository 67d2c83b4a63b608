import type { KeptAct } from './act.ts'
import type { Alert } from './alert.ts'
import type { App } from './app.ts'
import type { Finding } from './finding.ts'
import type { Forecast } from './forecast.ts'
import type { Load } from './load.ts'
import type { LogNotice } from './log-notice.ts'
import type { Model, Server } from './server.ts'
import type { Suggestion } from './relief.ts'
import type { Trail } from './trail.ts'

/**
 * A part of the Snapshot: its figures beside `kind: 'ok'`, or why there are none. `waiting`: the first answer has
 * not come yet. `isStale`: the last answer is older than three of its periods; `atMs` tells its age.
 */
export type Part<T> = Known<T> | Unknown
export type Known<T> = T & { readonly kind: 'ok'; readonly atMs: number; readonly isStale: boolean }
export interface Unknown {
  readonly kind: 'absent' | 'failed' | 'waiting'
  readonly reason: string
}

/** The whole state of the machine at one moment, neutral of platform. All sizes in bytes, ratios from 0 to 1. */
export interface Snapshot {
  readonly schema: 'headroom/snapshot/1'
  readonly atMs: number
  readonly mode: 'live' | 'replay'
  readonly machine: Part<Machine>
  readonly memory: Part<Memory>
  readonly room: Room
  readonly limit: Part<Limit>
  readonly gpu: Part<Gpu>
  readonly pressure: Part<Pressure>
  readonly swap: Part<Swap>
  readonly wired: Part<Wired>
  readonly disk: Part<Disk>
  readonly battery: Part<Battery>
  readonly power: Part<Power>
  readonly thermal: Part<Thermal>
  /** By memory, the biggest first. Empty where the source `processes` has not answered. */
  readonly apps: readonly App[]
  /** Programs that run inference, parents before their children. Empty where the source `servers` has not answered. */
  readonly servers: readonly Server[]
  /** What they have loaded, or are loading, by memory, the biggest first. */
  readonly models: readonly Model[]
  /** Loads that are under way, the oldest first; then those that have just ended, the newest first. */
  readonly loads: readonly Load[]
  /** What is wrong now or has failed of late, the newest first: of the logs that are followed, and of the machine as it is. */
  readonly findings: readonly Finding[]
  /** What the figures in logs give notice of, before anything has failed; the newest first. */
  readonly notices: readonly LogNotice[]
  readonly forecast: Part<Forecast>
  /** What is to be said now, the worst first, then the newest. */
  readonly alerts: readonly Alert[]
  /** What to let go now; null: nothing lacks memory, or nothing would help. */
  readonly suggestion: Suggestion | null
  /**
   * What Headroom has done by itself last, as the settings allow it, for an hour; null where there is nothing, where they allow
   * nothing, and in a replay.
   */
  readonly acted: KeptAct | null
  /** The last ten minutes, as far as they were watched; of a single Snapshot its own point. */
  readonly trail: Trail
  readonly sources: readonly Source[]
  readonly cost: Part<Cost>
}

export interface Machine {
  readonly platform: string
  readonly operatingSystem: string
  readonly processor: string
  /** null where it is not told. */
  readonly coreCount: number | null
  /** `MacBook Pro (Mac16,5)`; null where it is not told. */
  readonly model: string | null
}

/** totalBytes = usedBytes + availableBytes; usedBytes = the sum of `parts`. */
export interface Memory {
  readonly totalBytes: number
  readonly usedBytes: number
  readonly availableBytes: number
  readonly parts: readonly MemoryPart[]
}

/**
 * `programs`: anonymous memory of processes (Activity Monitor: app memory); `shared`: tmpfs and shared memory; `kernel`:
 * what Linux' kernel cannot give back; `wired`: what macOS may not move, models on the GPU among it; `compressed`: what
 * macOS' compressor takes.
 */
export type MemoryPartKind = 'programs' | 'shared' | 'kernel' | 'wired' | 'compressed' | 'other'

export interface MemoryPart {
  readonly kind: MemoryPartKind
  readonly bytes: number
}

export type StateWord = 'plenty' | 'tight' | 'full' | 'unknown'
/** What a state that is not `plenty` comes from. */
export type StateCause = 'room' | 'pressure' | 'swapping'

/** How much more memory models can take: min(RAM room, GPU room), never below 0 (design §2). */
export type Room =
  | Known<{
      readonly state: StateWord
      readonly stateCause: StateCause | null
      readonly roomBytes: number
      readonly ramRoomBytes: number
      /** null where there is no GPU memory of its own, or where nothing is known of it. */
      readonly gpuRoomBytes: number | null
      /** There is a GPU that should have answered: the room may be smaller than it says, and the state is unknown. */
      readonly isGpuUnknown: boolean
      /** Set aside by --room, for trials; 0 otherwise. available = RAM room + held back. */
      readonly ramHeldBackBytes: number
      readonly gpuHeldBackBytes: number
    }>
  | (Unknown & { readonly state: 'unknown' })

/**
 * Where a limit comes from, the best first: the driver's own answer (`nvidia-smi`, Metal), `iogpu.wired_limit_mb`, a value
 * that an engine has logged on this machine, the rule by RAM and macOS.
 */
export type LimitSource = 'nvidia-smi' | 'metal' | 'wired-limit' | 'engine-log' | 'rule'

/** The memory that the GPU may use: on a Mac Metal's recommended working set. */
export interface Limit {
  readonly limitBytes: number
  readonly source: LimitSource
  /** Who has logged it (null: its log does not tell), and when; missing where it comes from elsewhere. */
  readonly logged?: { readonly program: string | null; readonly atMs: number }
  readonly isEstimated: boolean
  /** What `iogpu.wired_limit_mb` asks for; null where macOS chooses. */
  readonly overrideBytes: number | null
  /** The largest single buffer (Metal's maxBufferLength); null where it is not told. */
  readonly maxBufferBytes: number | null
  /** What engines do beyond the limit, the lowest first; lines above RAM are not among them. */
  readonly engineLines: readonly EngineLine[]
}

/** `fails`: failure is likely just past it; `refuses`: the engine itself allocates no more, and crawls before. */
export interface EngineLine {
  readonly engine: 'llama.cpp' | 'Ollama' | 'MLX' | 'PyTorch'
  readonly lineBytes: number
  readonly beyond: 'fails' | 'refuses'
}

/** limitBytes of Limit + beyondLimitBytes = inUseBytes + held back + GPU room. */
export interface Gpu {
  /** What room is worked out from: on a Mac the most of the last three minutes, as an idle model drops out of `now`. */
  readonly inUseBytes: number
  readonly inUseNowBytes: number
  /** How far the use is beyond the limit: there engines crawl or fail. null where the limit is not known. */
  readonly beyondLimitBytes: number | null
  /** Its memory is the machine's RAM. */
  readonly isUnified: boolean
  readonly devices: readonly GpuDevice[]
}

export interface GpuDevice {
  readonly name: string
  /** What programs may have of its memory: all but what the driver keeps for itself; null where it is not known. */
  readonly usableBytes: number | null
  readonly inUseBytes: number
  readonly busyRatio: number | null
  readonly powerWatts: number | null
  readonly clockHertz: number | null
  readonly celsius: number | null
  /** null where it is not told, and where a device has no such thing. */
  readonly coreCount: number | null
}

export type PressureLevel = 'normal' | 'warn' | 'critical'

/** Memory pressure: how it stands, and what it is told by. */
export interface Pressure {
  /** The worst that any of the signs below says. */
  readonly level: PressureLevel
  readonly stalls: Stalls | null
  readonly kernel: KernelPressure | null
}

/** Linux: the share of time in which some or all tasks stalled on memory (PSI). */
export interface Stalls {
  readonly some10sRatio: number
  readonly some60sRatio: number
  readonly full10sRatio: number
  readonly full60sRatio: number
}

/** macOS: the kernel's own level, and how far its lines are away. A late sign: it does not look at wired memory. */
export interface KernelPressure {
  readonly level: PressureLevel | null
  /** The share of what is neither wired nor compressed in itself and the compressor; null where vm_stat does not tell. */
  readonly availableRatio: number | null
  /** What it is the ratio of: wiring takes from the first, compressing gives to the second. null with the ratio. */
  readonly availableBytes: number | null
  readonly compressorBytes: number | null
  /** What is left of that share to the line; below 0 past it. */
  readonly toWarnRatio: number | null
  readonly toCriticalRatio: number | null
  /** RAM that is neither wired nor compressed (`kern.memorystatus_level`): what `memory_pressure` wrongly calls free. */
  readonly notWiredOrCompressedRatio: number | null
}

/** totalBytes = usedBytes + freeBytes. Rates are null until two answers tell a difference. */
export interface Swap {
  readonly totalBytes: number
  readonly usedBytes: number
  readonly freeBytes: number
  readonly inBytesPerSecond: number | null
  readonly outBytesPerSecond: number | null
}

/**
 * Memory that may not be moved: wiredBytes = gpuBytes + unattributedBytes. What no GPU use explains is the kernel's own,
 * or was left behind by a process that has ended: its history tells which.
 */
export interface Wired {
  readonly wiredBytes: number
  readonly gpuBytes: number
  readonly unattributedBytes: number
  /** The oldest first, at most an hour. */
  readonly history: readonly { readonly atMs: number; readonly unattributedBytes: number }[]
}

/** The volume on which swap and models grow. */
export interface Disk {
  readonly path: string
  readonly totalBytes: number
  readonly freeBytes: number
}

export interface Battery {
  readonly isOnBattery: boolean
  /** null where it is not told. */
  readonly levelRatio: number | null
}

/** What is drawn now. */
export interface Power {
  readonly source: 'powermetrics' | 'macmon' | 'mactop' | 'nvidia-smi'
  readonly gpuWatts: number
  readonly cpuWatts: number | null
  /** null where it is not told. */
  readonly gpuClockHertz: number | null
}

export type ThermalLevel = 'nominal' | 'moderate' | 'heavy' | 'trapping' | 'sleeping'

export interface Thermal {
  /** null where the machine tells no temperatures. */
  readonly hottestCelsius: number | null
  readonly zones: readonly { readonly name: string; readonly celsius: number }[]
  /** macOS' own word; null where there is none. */
  readonly level: ThermalLevel | null
  /** How fast the processor may still run, of 1; null where it is not told. */
  readonly speedLimitRatio: number | null
}

/** One thing that Headroom asks, how it fares and what it costs. */
export interface Source {
  readonly id: string
  readonly title: string
  readonly kind: 'ok' | 'absent' | 'failed' | 'waiting'
  readonly reason: string | null
  /** Since the last answer that had a value; null where there was none. */
  readonly ageMs: number | null
  readonly isStale: boolean
  /** Time spent waiting for the last answer; null where there was none. */
  readonly tookMs: number | null
  /** null: asked once. */
  readonly everyMs: number | null
}

/** What Headroom itself takes. */
export interface Cost {
  readonly residentBytes: number
  /** Of one core, since the answer before; null at the first one. */
  readonly cpuRatio: number | null
  /** By what its processes do, the largest first; empty where Headroom is one process alone. */
  readonly parts: readonly CostPart[]
}

export const costPartKinds = ['main', 'window', 'gpu', 'network', 'helper', 'other'] as const
export type CostPartKind = (typeof costPartKinds)[number]

export interface CostPart {
  readonly kind: CostPartKind
  readonly processCount: number
  /** Pages that processes share count in each of them; null where none of these tells it. */
  readonly residentBytes: number | null
  readonly cpuRatio: number | null
}

import type { AppId, Pid } from './ids.ts'

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
  readonly disk: Part<Disk>
  readonly power: Part<Power>
  readonly thermal: Part<Thermal>
  /** By memory, the biggest first. Empty where the source `processes` has not answered. */
  readonly apps: readonly App[]
  readonly sources: readonly Source[]
  readonly cost: Part<Cost>
}

export interface Machine {
  readonly platform: string
  readonly operatingSystem: string
  readonly processor: string
  readonly coreCount: number
}

/** totalBytes = usedBytes + availableBytes; usedBytes = the sum of `parts`. */
export interface Memory {
  readonly totalBytes: number
  readonly usedBytes: number
  readonly availableBytes: number
  readonly parts: readonly MemoryPart[]
}

export interface MemoryPart {
  /** `programs`: anonymous memory of processes; `shared`: tmpfs and shared memory; `kernel`: what it cannot give back. */
  readonly kind: 'programs' | 'shared' | 'kernel' | 'other'
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

/** The memory that the GPU may use. */
export interface Limit {
  readonly limitBytes: number
  readonly source: 'nvidia-smi'
  readonly isEstimated: boolean
}

/** limitBytes of Limit = inUseBytes + held back + GPU room. */
export interface Gpu {
  readonly inUseBytes: number
  readonly devices: readonly GpuDevice[]
}

export interface GpuDevice {
  readonly name: string
  /** What programs may have of its memory: all but what the driver keeps for itself. */
  readonly usableBytes: number
  readonly inUseBytes: number
  readonly busyRatio: number | null
  readonly powerWatts: number | null
  readonly celsius: number | null
}

export type PressureLevel = 'normal' | 'warn' | 'critical'

/** Memory pressure. Linux: the share of time in which some or all tasks stalled on memory (PSI). */
export interface Pressure {
  readonly level: PressureLevel
  readonly some10sRatio: number
  readonly some60sRatio: number
  readonly full10sRatio: number
  readonly full60sRatio: number
}

/** totalBytes = usedBytes + freeBytes. Rates are null until two answers tell a difference. */
export interface Swap {
  readonly totalBytes: number
  readonly usedBytes: number
  readonly freeBytes: number
  readonly inBytesPerSecond: number | null
  readonly outBytesPerSecond: number | null
}

/** The volume on which swap and models grow. */
export interface Disk {
  readonly path: string
  readonly totalBytes: number
  readonly freeBytes: number
}

export interface Power {
  readonly isOnBattery: boolean
  /** null where a machine on mains power has no battery. */
  readonly batteryRatio: number | null
}

export interface Thermal {
  readonly hottestCelsius: number
  readonly zones: readonly { readonly name: string; readonly celsius: number }[]
}

/**
 * What a memory figure counts. `rss`: resident pages, shared ones counted for each that maps them; `pss`: shared ones
 * divided among those; `mixed`: a sum of both kinds.
 */
export type MemoryKind = 'rss' | 'pss' | 'mixed'

/** What a person quits. memoryBytes = the sum of its processes. */
export interface App {
  readonly id: AppId
  readonly name: string
  readonly kind: 'app' | 'virtual-machine' | 'container'
  /** What its name does not tell: `Docker container 3f2a91c0b7de`, `virtual machine`. */
  readonly detail: string | null
  readonly isHeadroom: boolean
  readonly memoryBytes: number
  readonly memoryKind: MemoryKind
  /** Of the resident memory, over the last minutes; null until it was watched for half a minute. */
  readonly growthBytesPerMinute: number | null
  readonly startedAtMs: number
  readonly processes: readonly AppProcess[]
}

export interface AppProcess {
  readonly pid: Pid
  readonly name: string
  readonly memoryBytes: number
  readonly memoryKind: 'rss' | 'pss'
  readonly startedAtMs: number
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
}

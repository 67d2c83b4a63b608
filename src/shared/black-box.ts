import type { Fix } from './finding.ts'
import type { PressureLevel, StateWord } from './snapshot.ts'

/**
 * How the last run came to its end, where it was no ordinary one. `gpu-panic`: macOS panicked in the driver of the GPU;
 * `memory-panic`: its watchdog ended it with no room left to compress or swap; `panic`: any other; `killed`: the system ended a
 * program for memory, and named it; `power-loss`: the machine started anew, and left no report: no power, or its button held
 * down; `ended`: the machine ran on, and Headroom alone was ended; `unknown`: where it would stand cannot be read.
 */
export const endKinds = [
  'gpu-panic',
  'memory-panic',
  'panic',
  'killed',
  'power-loss',
  'ended',
  'unknown',
] as const
export type EndKind = (typeof endKinds)[number]

/** What stands in the system's own report, word for word, cut and without control characters. */
export interface EndSignature {
  /** `IOGPUMemory.cpp: completeMemory() prepare count underflow`. */
  readonly name: string
  readonly text: string
  /** The report's file, or the log that it stands in. */
  readonly from: string
  /** The process that it names; null: none. */
  readonly process: string | null
}

/** Who held memory at the last moment, the most first. */
export interface LastHolder {
  readonly kind: 'model' | 'app'
  readonly name: string
  /** As people call the server that had it: `Ollama`; null: an app. */
  readonly server: string | null
  readonly bytes: number | null
}

export interface LastLoad {
  readonly name: string
  readonly server: string
  readonly needBytes: number | null
  readonly gapBytes: number | null
  readonly doneRatio: number | null
}

export interface LastWork {
  readonly model: string
  readonly contextTokens: number | null
  readonly usedTokens: number | null
}

/** The last moment that was recorded. null: it was not known then. */
export interface LastState {
  readonly atMs: number
  readonly state: StateWord
  readonly roomBytes: number | null
  readonly limitBytes: number | null
  readonly gpuInUseBytes: number | null
  readonly wiredBytes: number | null
  readonly totalBytes: number | null
  readonly swapUsedBytes: number | null
  readonly pressure: PressureLevel | null
  readonly holders: readonly LastHolder[]
  readonly loads: readonly LastLoad[]
  /** Models that were at work. */
  readonly works: readonly LastWork[]
  /** Of the alerts that stood, the worst first. */
  readonly alerts: readonly string[]
  /** Titles of what had failed in the last ten minutes. */
  readonly findings: readonly { readonly atMs: number; readonly title: string }[]
}

/** One end that was no ordinary one. */
export interface BlackBoxReport {
  readonly id: string
  readonly end: EndKind
  /** The last sign of life. */
  readonly endedAtMs: number
  readonly foundAtMs: number
  readonly title: string
  /** What held the memory, what was loading, what the system says: whole sentences, the most telling first. */
  readonly story: readonly string[]
  readonly signatures: readonly EndSignature[]
  /** null: nothing was recorded, or it cannot be read. */
  readonly last: LastState | null
  readonly fixes: readonly Fix[]
  /** Where nothing could be looked up, and why: "cannot look" is not "there was none". */
  readonly unread: readonly string[]
  /** The user has seen it, and wants no card of it any more. */
  readonly isSeen: boolean
}

/** What was found after ends that were no ordinary ones, the newest first. */
export interface BlackBox {
  readonly schema: 'headroom/blackbox/1'
  readonly reports: readonly BlackBoxReport[]
  /** The file of earlier ones cannot be read, or was broken: there may have been some. `trouble` says why. */
  readonly isUnread: boolean
  /** Why nothing is recorded now, or earlier ones are not shown; null: nothing is wrong. */
  readonly trouble: string | null
}

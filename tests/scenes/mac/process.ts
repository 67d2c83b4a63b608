import type { Answers } from '../../fixtures/recordings/mac/server-forms.ts'

export interface ProcessStart {
  readonly executable: string
  readonly args?: string
  readonly parentPid?: number
  /** One that macOS itself has given. */
  readonly pid?: number
  readonly user?: string
  readonly flags?: number
  readonly anonymousBytes?: number
  /** Where its standard output and its standard error go; a terminal without one. */
  readonly outputPath?: string
  /** The app that it belongs to, where it has one of LaunchServices' own. */
  readonly app?: RunningApp
  /** How long the driver keeps what it has on the GPU after its last work there. */
  readonly gpuKeepMs?: number
}

export interface RunningApp {
  readonly name: string
  readonly bundleId: string
  readonly bundlePath: string
}

export interface MappedFile {
  readonly path: string
  readonly bytes: number
}

/** One that runs. What stands below the line is its program's to change, as it goes on. */
export interface Process extends Omit<ProcessStart, 'anonymousBytes'> {
  readonly pid: number
  readonly parentPid: number
  readonly user: string
  readonly startedAtMs: number
  readonly gpuKeepMs: number
  // ---
  anonymousBytes: number
  /** Metal's buffers of its own: keys and values, what it computes in, weights that were read. */
  gpuBytes: number
  /** Files that it has mapped, and how much of them lies in memory for the GPU. */
  mapped: readonly MappedFile[]
  mappedOnGpuBytes: number
  /** In milliseconds of the scene; null: it has not used the GPU. */
  gpuUsedAtMs: number | null
  gpuBusyRatio: number
  gpuTimeMs: number
  cpuMs: number
  listens: { readonly port: number; readonly answers: () => Answers } | null
  /** As of the last step. */
  isOnGpu: boolean
}

/** What the kernel charges: mapped files only while the GPU has wired them (macos-sources §4). */
export const footprintBytes = (process: Process): number =>
  process.anonymousBytes + process.gpuBytes + (process.isOnGpu ? process.mappedOnGpuBytes : 0)

/** A queue that does nothing loses its mappings (macos-sources §3); ggml's residency sets hold them. */
export const gpuKeep = { queueMs: 3_000, residencySetMs: 180_000 } as const

import type { PassedSignal } from './passed-signals.ts'
import type { RunEnd } from './end-as.ts'

/** What watches a program while it runs. Nothing of it may hold the program up. */
export interface RunWatch {
  onStart(pid: number): void
  /** All that it writes; errors apart, where they are. */
  onBytes(bytes: Uint8Array, from: 'output' | 'errors'): void
  /** The program was told to end, and has not. */
  onIgnored(pid: number, name: PassedSignal): void
}

export interface RunOutcome {
  readonly end: RunEnd
  /** Somebody asked for it: by a signal, or by Ctrl-C just before. */
  readonly wasAsked: boolean
  /** The last byte that it wrote ended a line; true where it wrote nothing. */
  readonly isAtLineStart: boolean
}

const lineFeed = 0x0a
export const endsLine = (bytes: Uint8Array): boolean => bytes.at(-1) === lineFeed

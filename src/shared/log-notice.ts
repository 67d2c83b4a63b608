import type { LogPlace } from './finding.ts'
import type { ServerId } from './ids.ts'

/** Figures in a log that do not go together, printed before anything has failed: a load that will not fit, a prompt too long. */
export interface LogNotice {
  /** The same for as long as it stands. */
  readonly id: string
  /** Who writes the log; null where nobody that runs does. */
  readonly serverId: ServerId | null
  /** As the log names it; null where it does not. */
  readonly model: string | null
  readonly figures: LogNoticeFigures
  readonly place: LogPlace
  /** When its line was written. */
  readonly atMs: number
}

export type LogNoticeFigures =
  /**
   * `needed`: what the program says that it needs, and has; `granted`: what it has been given, against the GPU's limit. A
   * need of 90 % of the line or more gives notice too: the gap is then null.
   */
  | {
      readonly kind: 'needed' | 'granted'
      readonly needBytes: number
      readonly haveBytes: number
      readonly line: 'gpu' | 'ram'
    }
  | {
      readonly kind: 'tokens'
      readonly promptTokens: number
      readonly contextTokens: number
      /** It has so many tokens at least: by what it has in common with another. */
      readonly isLeast?: true
    }

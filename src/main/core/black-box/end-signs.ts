import type { EndSignature } from '../../../shared/black-box.ts'
import type { Ended } from '../../../shared/black-box-text.ts'

/** A program that the system ended. */
export interface EndedBySystem extends Ended {
  readonly pid: number | null
  readonly atMs: number | null
  /** It runs models, by its name. */
  readonly isEngine: boolean
  readonly signature: EndSignature
}

/** What the system says of an end, whatever the system is. */
export interface EndSigns {
  readonly panics: readonly {
    readonly cause: 'gpu-driver' | 'memory' | 'other'
    readonly signature: EndSignature
  }[]
  /** The newest last. */
  readonly ended: readonly EndedBySystem[]
  /** Headroom's own crash; null: there is no report of one. */
  readonly ownCrash: EndSignature | null
  /** What else stands there: crashes of engines, resets of the GPU. */
  readonly others: readonly EndSignature[]
  /** Whether there would be a report, had the machine been brought down by a fault: else "cannot look" is not "there was none". */
  readonly wouldTell: boolean
  readonly unread: readonly string[]
}

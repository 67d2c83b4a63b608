import type { Children } from '../frame/children.ts'
import { hasNameAndRun } from '../frame/discover.ts'

export interface TrialContext {
  /** Whatever a trial starts is started here, and has ended before the next trial. */
  readonly children: Children
  /** `--minutes`: how long a trial of time is to last; null: as long as it lasts by itself. */
  readonly minutes: number | null
}

export interface TrialResult {
  /** How often something was tried. */
  readonly trials: number
  /** What went wrong, each in a sentence; none where all held. */
  readonly faults: readonly string[]
  /** Numbered facts for whoever reads, each in a sentence. */
  readonly figures: readonly string[]
}

/** Something that must hold under load or over time: a file in trials/ that exports `trial`. */
export interface Trial {
  readonly name: string
  readonly what: string
  run(context: TrialContext): Promise<TrialResult>
}

export const isTrial = (value: unknown): value is Trial =>
  hasNameAndRun(value) && typeof value === 'object' && value !== null && 'what' in value

import type { LearntLimit, LearntModel } from '../../../shared/learnt.ts'
import type { LearntLoad } from './correction.ts'
import type { KeptGrowth } from './growth-runs.ts'

/** As it is kept: the corrections are made of what was seen. */
export interface KeptModel extends Omit<LearntModel, 'ratios'> {
  /** What of its files tells it from another of the same name. */
  readonly likeness: string
  /** The last of its loads, the newest last. */
  readonly seen: readonly LearntLoad[]
}

/** What of it may be changed by whoever has seen something. */
export interface LearntParts {
  readonly models: readonly KeptModel[]
  readonly limit: LearntLimit | null
  readonly growths: readonly KeptGrowth[]
}

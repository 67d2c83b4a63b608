import {
  nothingLearnt,
  type ForgetLearntInput,
  type Learnt,
  type LearntLimit,
  type LearntModel,
} from '../../../shared/learnt.ts'
import type { KeptGrowth } from './growth-runs.ts'
import type { Reading } from '../../../shared/reading.ts'

/** What of it may be changed by whoever has seen something. */
export interface LearntParts {
  readonly models: readonly LearntModel[]
  readonly limit: LearntLimit | null
  readonly growths: readonly KeptGrowth[]
}

/** What was learnt outlives a process, and is shared by all Headrooms of a user. */
export interface LearntStore {
  current(): Learnt
  /** In force at once; the answer says whether the file has it too. What others have written meanwhile stays. */
  change(how: (parts: LearntParts) => LearntParts): Promise<Reading<null>>
  forget(what: ForgetLearntInput): Promise<Reading<null>>
  /** `remove` takes the file away, and nobody else changes it meanwhile. */
  forgetAll(remove: () => Promise<Reading<null>>): Promise<Reading<null>>
  onChange(wake: () => void): () => void
}

/** Nothing is learnt: in a replay, and where the user does not want it. */
export const noLearning: Pick<LearntStore, 'current'> = { current: () => nothingLearnt }

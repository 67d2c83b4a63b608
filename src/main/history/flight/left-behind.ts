import type { Reading } from '../../../shared/reading.ts'
import type { Recording } from '../../host/recording.ts'

/** What a run left that had no ordinary end. */
export interface LeftBehind {
  readonly pid: number
  readonly startedAtMs: number
  /** The last sign of life. */
  readonly endedAtMs: number
  /** Whether the machine was started anew since; null: nothing tells. */
  readonly isOtherBoot: boolean | null
  readonly platform: string
  /** The last ten minutes, as they were recorded, until that sign. `absent`: nothing was. */
  recording(): Promise<Reading<Recording>>
  /** It has been read, and goes. */
  drop(): Promise<void>
}

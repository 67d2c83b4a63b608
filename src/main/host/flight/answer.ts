import type { Reading } from '../../../shared/reading.ts'
import type { EntryKind } from '../recording.ts'

/** The last answer to one question. */
export interface Answer {
  readonly kind: EntryKind
  readonly key: string
  readonly reading: Reading<string>
  /** As long as its line will be, nearly. */
  readonly bytes: number
}

export interface AskedAnswer {
  readonly id: string
  readonly answer: Answer
  /** When it was asked for last. */
  readonly askedAtMs: number
}

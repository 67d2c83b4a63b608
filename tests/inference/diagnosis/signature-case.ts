import type { LogFacts } from '../../../src/shared/log-facts.ts'

/** One text that a signature must know, and one that looks like it and must stay silent. */
export interface SignatureCase {
  /** The id of its message form. */
  readonly signature: string
  /** `recorded: …` with its public source, or `composed from …` with the line of the program's source. */
  readonly origin: string
  readonly log: string
  readonly twin: string
  /** What the finding must state; other facts may be there as well. */
  readonly facts?: LogFacts
}

import type { FindingClass, Misadvice } from './finding.ts'
import type { LogFacts } from './log-facts.ts'

/** What happened in one log, and what to do about it. */
export interface Explain {
  readonly schema: 'headroom/explain/1'
  /** In the order of their lines. */
  readonly findings: readonly ExplainedFinding[]
  /** What the log states, at its end. */
  readonly facts: LogFacts
  /** The first line that told the failure before it came; null where none did, or nothing failed. */
  readonly foretold: Foretold | null
  /** Something failed, and no line says of what: whether anything else did is not known. */
  readonly isUnexplained: boolean
  /** Of lines that were too long to be read whole. */
  readonly skippedBytes: number
}

export interface ExplainedFinding {
  readonly class: FindingClass
  /** Where the title of its class would mislead. */
  readonly title?: string
  /** As people call it; null where nothing tells. */
  readonly program: string | null
  /** As printed, without colours, cut at its 500th character. */
  readonly line: string
  /** From 1. */
  readonly lineNumber: number
  /** How often it came, the loads of one model together. */
  readonly count: number
  readonly facts: LogFacts
  /** What happened, with the numbers of this case. */
  readonly sentence: string
  readonly cause: string
  /** The best first. */
  readonly fixes: readonly ExplainedFix[]
  readonly misadvice: readonly Misadvice[]
}

/** What does not hold has no key. */
export interface ExplainedFix {
  readonly text: string
  readonly command?: string
  readonly costs?: string
}

export interface Foretold {
  readonly line: string
  readonly lineNumber: number
  /** What the line gave notice of, as a sentence. */
  readonly alert: string
}

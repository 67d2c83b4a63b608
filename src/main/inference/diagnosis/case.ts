import type { Card, FindingClass, LogProgram } from '../../../shared/finding.ts'
import type { LogFacts } from '../../../shared/log-facts.ts'

/** What a card is written from. */
export interface Case {
  readonly class: FindingClass
  /** Of the message form, or of the live sign, that it was known by. */
  readonly signature: string
  /** The program that the user runs: Ollama around its llama-server; null where nothing tells. */
  readonly program: LogProgram | null
  /** `b9400`, `0.24.0`; null where it is not told. */
  readonly version: string | null
  readonly facts: LogFacts
  readonly machine: CaseMachine
  /** The line that told of it; a live sign has none. What is in it is foreign. */
  readonly line?: { readonly text: string }
}

/** The machine that it happened on, as far as it is known to be this one; null for what is not known. */
export interface CaseMachine {
  readonly ramBytes: number | null
  readonly limitBytes: number | null
  readonly isAppleSilicon: boolean | null
  /** A log can be of another machine than the one that reads it. */
  readonly platform: 'darwin' | 'linux' | null
}

export const unknownMachine: CaseMachine = {
  ramBytes: null,
  limitBytes: null,
  isAppleSilicon: null,
  platform: null,
}

/** Writes the card of one class. */
export type WriteCard = (one: Case) => Card

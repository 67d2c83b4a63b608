import type { Mac } from './mac.ts'
import type { Mark } from './marks.ts'

/** Where an assumption stands in our code: a file, and a text that is in it once. */
export interface Place {
  readonly file: string
  readonly text: string
}

/** What a doubt needs before it may be asked. */
export type Need = 'sudo' | 'changes' | 'app'

/** What was seen: of a command, of a window. `wrong`: our code assumes something else. */
export type Seen =
  | { readonly kind: 'holds' | 'wrong'; readonly evidence: string }
  | { readonly kind: 'not-asked'; readonly why: string; readonly evidence?: string }

interface Doubted {
  readonly id: string
  /** A question. */
  readonly title: string
  readonly why: string
  /** What our code takes for true. */
  readonly assumption: string
  readonly at: readonly Place[]
  /** Which open marks of the references it answers. */
  readonly marks: readonly Mark[]
}

/** What Headroom believes of a Mac, and how to find out. */
export interface Doubt extends Doubted {
  readonly needs?: readonly Need[]
  readonly deadlineMs?: number
  /** What it starts it ends; `isOver` tells it that nobody waits any more. */
  ask(mac: Mac): Promise<Seen>
}

/** What only eyes and hands can find out. */
export interface DoubtForPerson extends Doubted {
  /** What to do, and what to look at; a sentence that ends in a question of yes or no. */
  readonly look: string
}

export const holds = (evidence: string): Seen => ({ kind: 'holds', evidence })
export const wrong = (evidence: string): Seen => ({ kind: 'wrong', evidence })
export const notAsked = (why: string, evidence?: string): Seen =>
  evidence === undefined ? { kind: 'not-asked', why } : { kind: 'not-asked', why, evidence }
export const judged = (isSo: boolean, evidence: string): Seen =>
  isSo ? holds(evidence) : wrong(evidence)

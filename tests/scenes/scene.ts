import type { RuleId } from '../../src/shared/alert.ts'
import type { Random } from './random.ts'
import type { Mac, MacWish } from './mac/mac.ts'
import type { World } from './mac/world.ts'

/** The three ends of design §1.1. */
export type End = 'crawl' | 'error' | 'kill'

export interface Failure {
  readonly end: End
  /** Alerts of these rules, of at least `warning`, would have foretold it. */
  readonly foretoldBy: readonly RuleId[]
}

/** When what, in milliseconds of the scene; null: it has not happened. */
export interface Marks {
  /** What fails in the end has begun: a process was started, something grows. */
  readonly begunAtMs: number | null
  /** Of a load: its first weight is read. */
  readonly firstWeightAtMs: number | null
  readonly failedAtMs: number | null
  /** It was so before anything had begun. */
  readonly badBeforeAtMs: number | null
}

/** On which a kind sets up what is to happen. */
export interface Stage {
  readonly world: World
  readonly mac: Mac
  readonly random: Random
  readonly isLooked: boolean
  mark(what: keyof Marks): void
  marks(): Marks
  /** The lid is shut for so long: nothing runs, and the clock on the wall goes on. */
  sleep(ms: number): void
  /** The clock on the wall is set. */
  setClock(byMs: number): void
}

/** Alerts that a scene deserves, beside those that foretell its failure. */
export interface Deserved {
  readonly rules: readonly RuleId[]
  readonly why: string
}

export interface Story {
  /** At most; a failing one ends soon after its failure. */
  readonly seconds: number
  readonly failure: Failure | null
  readonly deserved: readonly Deserved[]
  /** A log in its usual place says so as it begins: whoever follows it need not look. */
  readonly isAnnounced?: boolean
  /** Asked after each step, where the failure is seen in the state of the Mac: whether it has happened. */
  readonly hasFailed?: () => boolean
}

export type Group = 'load' | 'growth' | 'other' | 'clean'

/** A kind of history; its parameters follow from chance. */
export interface Kind {
  readonly name: string
  readonly group: Group
  readonly mac?: MacWish
  /** How often somebody looks; 0.4 by default. */
  readonly lookedRatio?: number
  /** How often a command does not answer in time; never by default. */
  readonly missingRatio?: number
  readonly diskFreeBytes?: number
  make(stage: Stage): Story
}

/** What chance has drawn does not go together: another draw. */
export class Impossible extends Error {}

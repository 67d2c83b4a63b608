import type { RuleId } from './alert.ts'

/** What a person has chosen of alerts. Lines are bounded: no choice makes a rule that never or always speaks. */
export interface AlertSettings {
  /** Whether they are told by notifications of macOS as well: nothing asks for their permission before. */
  readonly notifies: boolean
  /** Rules that say nothing. */
  readonly off: readonly RuleId[]
  /** Rules that speak of those that say nothing unless they are asked for. */
  readonly on: readonly RuleId[]
  /** Room that ends sooner than this is told of. */
  readonly runsOutWithinMinutes: number
  /** The share of RAM that one app may hold. */
  readonly hogRatio: number
  /** By how much one app may grow, within how long. */
  readonly hogGrowthBytes: number
  readonly hogGrowthMinutes: number
  /** How long a model has done nothing before it is said to hold what others lack. */
  readonly idleAfterMinutes: number
  /** How full a context may be. */
  readonly contextRatio: number
  /** How much of the volume must be free for swap to grow on. */
  readonly swapDiskBytes: number
  /** How long something must be so before it is told, by rule, where it is not the rule's own time (`ruleHoldSeconds`). */
  readonly holdSeconds: Readonly<Partial<Record<RuleId, number>>>
}

export const defaultAlertSettings: AlertSettings = {
  notifies: false,
  off: [],
  on: [],
  runsOutWithinMinutes: 3,
  hogRatio: 0.4,
  hogGrowthBytes: 4e9,
  hogGrowthMinutes: 5,
  idleAfterMinutes: 5,
  contextRatio: 0.9,
  swapDiskBytes: 5e9,
  holdSeconds: {},
}

/**
 * How long something must be so before a rule tells it, unless the user has chosen otherwise. 0: it is told at once, or when its
 * evidence is enough, and no choice makes it wait.
 */
export const ruleHoldSeconds: Readonly<Record<RuleId, number>> = {
  'will-not-fit': 0,
  'running-out': 0,
  'past-limit': 2,
  pressure: 10,
  swapping: 5,
  'memory-hog': 60,
  'gpu-hog': 15,
  'stranded-memory': 60,
  'idle-model': 15,
  failure: 0,
  'off-gpu': 0,
  context: 2,
  'swap-disk': 5,
  'source-lost': 0,
  thermal: 30,
  'good-news': 0,
}

/** Whether it can be made to wait for longer, or for less. */
export const mayHold = (rule: RuleId): boolean => ruleHoldSeconds[rule] > 0

/** They call nobody from their work unless they are asked for. */
export const offByDefault: ReadonlySet<RuleId> = new Set(['good-news'])

/** One that is named in both says nothing. */
export const isOff = (rule: RuleId, { off, on }: Pick<AlertSettings, 'off' | 'on'>): boolean =>
  off.includes(rule) || (offByDefault.has(rule) && !on.includes(rule))

type Line = Exclude<keyof AlertSettings, 'notifies' | 'off' | 'on' | 'holdSeconds'>

export const alertBounds: Readonly<
  Record<Line, { readonly least: number; readonly most: number }>
> = {
  runsOutWithinMinutes: { least: 1, most: 30 },
  hogRatio: { least: 0.1, most: 0.9 },
  hogGrowthBytes: { least: 0.5e9, most: 64e9 },
  hogGrowthMinutes: { least: 1, most: 60 },
  idleAfterMinutes: { least: 1, most: 24 * 60 },
  contextRatio: { least: 0.5, most: 0.99 },
  swapDiskBytes: { least: 1e9, most: 200e9 },
}

export const holdBounds = { least: 0, most: 600 } as const

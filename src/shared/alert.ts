import type { AlertId, AppId, FindingId, LoadId, ModelId, ServerId } from './ids.ts'

/** What is watched for, one rule each (main/alerts); the order in which people meet them. */
export const ruleIds = [
  /** A load that is under way needs more than there is. */
  'will-not-fit',
  /** Room ends soon at the pace of now, or by what is known to come. */
  'running-out',
  /** More in use than Metal's limit: what comes of it differs by engine. */
  'past-limit',
  /** The kernel's own lines: near, warn, critical. */
  'pressure',
  /** A load has pushed memory into swap, and goes on. */
  'swapping',
  /** An app that holds, or grows by, more than its rule allows. */
  'memory-hog',
  /** Another app takes the GPU's time while a model generates. */
  'gpu-hog',
  /** Wired memory without an owner, left when a process ended. */
  'stranded-memory',
  /** A model does nothing, and holds what others lack. */
  'idle-model',
  /** A log has told a failure. */
  'failure',
  /** A model works on the CPU, or its program runs under Rosetta. */
  'off-gpu',
  /** The context of a model is nearly full, or a prompt is longer than it. */
  'context',
  'thermal',
  /** The volume on which swap grows. */
  'swap-disk',
  /** What Headroom asks does not answer any more. */
  'source-lost',
  /** Memory is back, a model is loaded: only where it is asked for. */
  'good-news',
] as const
export type RuleId = (typeof ruleIds)[number]

export const isRuleId = (name: string): name is RuleId => ruleIds.some((one) => one === name)

/** `imminent`: it will fail within a minute. The worst first. */
export const severities = ['imminent', 'warning', 'notice'] as const
export type Severity = (typeof severities)[number]

/** One occurrence of what a rule watches for, from its rise until it has cleared; updated in place. */
export interface Alert {
  /** Of this episode: the next one has another. */
  readonly id: AlertId
  readonly rule: RuleId
  readonly severity: Severity
  /** `qwen3:30b will not fit` */
  readonly title: string
  /** Need, have, line, gap and what to free, in one or two sentences whose figures add up as they are shown. */
  readonly sentence: string
  /** What to do first; null where there is nothing. */
  readonly advice: string | null
  readonly figures: AlertFigures
  readonly about: AlertSubject
  /** Since when it stands. */
  readonly sinceMs: number
  /** The instant of its figures, by whose age a stale one is judged. */
  readonly atMs: number
  /** What told of it has gone silent: its figures are not of now, and are not shown as such. */
  readonly isStale: boolean
  /** It is so no more, and clears if that lasts: its figures are those of before. */
  readonly isClearing: boolean
  /** null: it is not. One that is snoozed is shown, but neither told nor drawn in the menu bar. */
  readonly snoozed: Snoozed | null
}

/** What an alert is about; null where it is about none. Ids of the same Snapshot. */
export interface AlertSubject {
  readonly serverId: ServerId | null
  readonly modelId: ModelId | null
  readonly appId: AppId | null
  readonly loadId: LoadId | null
  readonly findingId: FindingId | null
  readonly sourceId: string | null
}

/** Which line memory is held against. */
export type AlertLine =
  /** Metal's limit, or the memory of the cards. */
  | 'gpu'
  | 'ram'
  /** Where the kernel's level is at ease again. */
  | 'pressure'
  /** What a rule allows an app. */
  | 'share'
  | 'disk'
  /** What there was before. */
  | 'before'

/**
 * `memory`: gapBytes = needBytes − haveBytes where that is positive, else 0; toFreeBytes is what has to come back until it
 * fits, and 0 where nothing has to. lineBytes: where the line lies (`limitBytes`, all of RAM).
 */
export type AlertFigures =
  | {
      readonly kind: 'memory'
      readonly line: AlertLine
      readonly lineBytes: number
      readonly needBytes: number
      readonly haveBytes: number
      readonly gapBytes: number
      readonly toFreeBytes: number
      /** Until it ends; null where nobody can tell. */
      readonly msLeft: number | null
    }
  /** Tokens of a prompt, or in use, and those that there are for it: all of its context. */
  | {
      readonly kind: 'tokens'
      readonly contextTokens: number
      readonly needTokens: number
      readonly haveTokens: number
    }
  | { readonly kind: 'none' }

/** How long a rule is silenced: an hour, while the servers of now run, until Headroom is started anew. */
export const snoozeSpans = ['1h', 'run', 'restart'] as const
export type SnoozeSpan = (typeof snoozeSpans)[number]

export interface Snoozed {
  readonly span: SnoozeSpan
  /** null: no instant ends it. */
  readonly untilMs: number | null
}

/** All rules at once, or one. */
export type SnoozeTarget = RuleId | 'all'

/** One that is in force. */
export interface Snooze extends Snoozed {
  readonly target: SnoozeTarget
  readonly madeAtMs: number
}

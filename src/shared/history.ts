import type { ActBy, ActKind } from './act.ts'
import type { RuleId, Severity } from './alert.ts'

/** How far back the history can be asked for. */
export const longestHistoryMs = 30 * 24 * 3_600_000
/** More points than a screen has columns. */
export const mostHistoryPoints = 2_000

export interface HistoryInput {
  readonly sinceMs: number
  readonly untilMs: number
  /** At most so many points come back: they stand for longer spans where the time is long. */
  readonly mostPoints: number
}

/** What was, in columns of one length, the oldest first. null: it was not known then, or nobody watched. */
export interface History {
  readonly schema: 'headroom/history/1'
  /** What was asked for. */
  readonly sinceMs: number
  readonly untilMs: number
  /** Since when anything is kept; null: nothing is yet. */
  readonly keptSinceMs: number | null
  /** Where it is kept: in memory it ends with Headroom. */
  readonly keptIn: 'memory' | 'store'
  /** Why it is not kept on the disk, though it should be, or what became of the one before; null: nothing is wrong. */
  readonly trouble: string | null
  /** One point stands for so long, from its `atMs` on. */
  readonly stepMs: number
  readonly atMs: readonly number[]
  readonly columns: HistoryColumns
  /** The oldest first; of too many the newest. */
  readonly events: readonly HistoryEvent[]
  /** Of each model that was loaded in this span, the most that it held; the largest first. */
  readonly peaks: readonly ModelPeak[]
}

export interface ModelPeak {
  readonly model: string
  /** As people call the server: `Ollama`. */
  readonly server: string
  /** The most of it in memory at once. */
  readonly bytes: number
  readonly atMs: number
}

export interface HistoryColumns {
  /** The least of the span: what was promised then. */
  readonly roomBytes: readonly (number | null)[]
  /** The most of the span. */
  readonly gpuInUseBytes: readonly (number | null)[]
  /** The limit of the GPU: a line that has a step where it was raised. */
  readonly limitBytes: readonly (number | null)[]
  /** RAM that is used, the most of the span. */
  readonly usedBytes: readonly (number | null)[]
  /** RAM in all. */
  readonly totalBytes: readonly (number | null)[]
  /** The most of the span. */
  readonly swapUsedBytes: readonly (number | null)[]
  /** The mean of the span. */
  readonly gpuWatts: readonly (number | null)[]
}
export type HistoryColumn = keyof HistoryColumns

/** `alert`: one began; the others as in a Trail. */
export type HistoryEventKind = 'load' | 'prompt' | 'finding' | 'act' | 'alert'

export interface HistoryEvent {
  readonly atMs: number
  readonly kind: HistoryEventKind
  /** What it is about, as people call it: a model, an app, the title of a finding or of an alert. */
  readonly what: string
  /** null: no more is known, or nothing more is to be said of its kind. */
  readonly more: EventDetail | null
}

/** `load`: what was estimated before, and what it took when it was there; `act`: what it was to give back, and what it gave. */
export type EventDetail =
  | {
      readonly kind: 'load'
      readonly stage: 'loaded' | 'failed'
      readonly tookMs: number
      readonly needBytes: number | null
    }
  | {
      readonly kind: 'act'
      readonly act: ActKind
      readonly by: ActBy
      /** The address of another machine from which it was asked; missing: it was asked here. */
      readonly from?: string | undefined
      readonly expectedBytes: number | null
      readonly returnedBytes: number | null
    }
  | { readonly kind: 'alert'; readonly rule: RuleId; readonly severity: Severity }

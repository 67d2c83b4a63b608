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
  /** One point stands for so long, from its `atMs` on. */
  readonly stepMs: number
  readonly atMs: readonly number[]
  readonly columns: HistoryColumns
  /** The oldest first; of too many the newest. */
  readonly events: readonly HistoryEvent[]
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
}

/** What a report can hold, in its order. */
export const reportPartKinds = [
  'about',
  'doctor',
  'snapshot',
  'settings',
  'findings',
  'history',
  'acts',
  'learnt',
  'black-boxes',
  'recording',
] as const
export type ReportPartKind = (typeof reportPartKinds)[number]

/** One file of the archive. */
export interface ReportPart {
  readonly kind: ReportPartKind
  readonly name: string
  /** Before it is packed. */
  readonly bytes: number
  /** In how many of its texts something was taken out. */
  readonly removedCount: number
}

/** What the archive could hold, and does not. */
export interface ReportMissing {
  readonly kind: ReportPartKind
  readonly name: string
  readonly reason: string
}

/** A report for others, and the list of what it holds: whoever asked sees the list before anything is saved. */
export interface Report {
  readonly schema: 'headroom/report/1'
  readonly atMs: number
  readonly parts: readonly ReportPart[]
  readonly missing: readonly ReportMissing[]
  /** The archive, a zip. */
  readonly zipBytes: number
  readonly zipBase64: string
}

/** How far back the screens look. */
export const trailMs = 600_000
/** One point of it stands for so long. */
export const trailStepMs = 5_000

/** The room of the last ten minutes, and what happened meanwhile: the oldest first. */
export interface Trail {
  readonly points: readonly TrailPoint[]
  readonly marks: readonly TrailMark[]
}

export interface TrailPoint {
  readonly atMs: number
  /** The least of its five seconds; null where the room was not known. */
  readonly roomBytes: number | null
}

/** `load`: one began; `prompt`: a model began to work; `finding`: something failed; `act`: Headroom let go of something. */
export type TrailMarkKind = 'load' | 'prompt' | 'finding' | 'act'

export interface TrailMark {
  readonly atMs: number
  readonly kind: TrailMarkKind
  /** What it is about, as people call it: a model, an app, the class of a finding (`titleOfClass`). */
  readonly what: string
}

export const noTrail: Trail = { points: [], marks: [] }

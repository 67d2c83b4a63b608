import type { LearntLimit } from '../../shared/learnt.ts'

/** What an engine has printed of the GPU's limit, and when its log was written to last. */
export type LoggedLimit = Pick<LearntLimit, 'limitBytes' | 'program' | 'atMs'>

/** What it held for: of another one it says nothing. null: not known. */
export interface LimitGround {
  readonly ramBytes: number
  /** null: macOS chooses; undefined: not known yet. */
  readonly overrideBytes: number | null | undefined
  readonly macOsMajor: number | null
}

/** A Mac's limit is from two thirds to nine tenths of its RAM, and more where its user has raised it. */
const leastOfRam = 0.5

/** Whatever a log says: no Mac has another one. */
export const isPlausibleLimit = (limitBytes: number, ramBytes: number): boolean =>
  limitBytes >= ramBytes * leastOfRam && limitBytes <= ramBytes

/** `26.1`, `15.7`; null where the version does not begin with a number. */
export function macOsMajorIn(version: string): number | null {
  const major = Number(/^\d+/.exec(version)?.[0] ?? Number.NaN)
  return Number.isNaN(major) ? null : major
}

/** Whether what was remembered still holds here. One of a time to come was written by another clock. */
export function holdsStill(
  { limitBytes, atMs, ...then }: LearntLimit,
  { ramBytes, overrideBytes, macOsMajor }: LimitGround,
  nowMs: number,
): boolean {
  return (
    isPlausibleLimit(limitBytes, ramBytes) &&
    atMs <= nowMs &&
    then.ramBytes === ramBytes &&
    then.overrideBytes === overrideBytes &&
    then.macOsMajor === macOsMajor
  )
}

/** What is to be remembered of what a log says now; null: nothing new, or it is not known what it holds for. */
export function toRemember(
  logged: LoggedLimit,
  { ramBytes, overrideBytes, macOsMajor }: LimitGround,
  known: LearntLimit | null,
  nowMs: number,
): LearntLimit | null {
  if (overrideBytes === undefined || macOsMajor === null) return null
  if (!isPlausibleLimit(logged.limitBytes, ramBytes)) return null
  const next = { ...logged, ramBytes, overrideBytes, macOsMajor }
  if (known === null || known.atMs > nowMs) return next
  const isSame =
    known.limitBytes === next.limitBytes &&
    known.ramBytes === ramBytes &&
    known.overrideBytes === overrideBytes &&
    known.macOsMajor === macOsMajor
  // the later wins; what says the same again is not written again and again
  const isDue = isSame ? next.atMs - known.atMs >= sameAgainMs : next.atMs > known.atMs
  return isDue ? next : null
}

/** Another Headroom may have noted a later one meanwhile. */
export const laterOf = (one: LearntLimit | null, other: LearntLimit, nowMs: number): LearntLimit =>
  one !== null && one.atMs > other.atMs && one.atMs <= nowMs ? one : other

const sameAgainMs = 24 * 3_600_000

import type { AppId } from '../../shared/ids.ts'

/** Which app is in front, as it was told last. */
export interface FrontLook {
  readonly nowMs: number
  /** When that was told; null where nobody tells. */
  readonly toldAtMs: number | null
  readonly apps: readonly {
    readonly id: AppId
    readonly startedAtMs: number
    readonly isFront: boolean
  }[]
}

/**
 * While nobody looks it is asked once in 30 s; on battery, where lsappinfo is slowest (30 ms of its share, `npm run bench --
 * macos-budget`), once in 300 s. Two answers that lie further apart have a pause or a sleep between them.
 */
const maxGapMs = 330_000
/** Of so many apps it is kept when they were in front: more are not told apart from those before. */
const maxKept = 500

/**
 * For how long each app has not been in front, as far as that was watched: 0 for the one in front; else since it was seen there,
 * but not since before it was started, nor since before the last gap: in a pause or a sleep anything may have been in front.
 * null where nobody tells, or no more than one look tells it.
 */
export function createFrontTime(): (look: FrontLook) => ReadonlyMap<AppId, number | null> {
  let watchedSinceMs: number | null = null
  let toldAtMs: number | null = null
  const frontAtMs = new Map<AppId, number>()

  const begin = (atMs: number): void => {
    watchedSinceMs = atMs
    frontAtMs.clear()
  }
  const take = (look: FrontLook, atMs: number): void => {
    const sinceMs = toldAtMs === null ? Number.POSITIVE_INFINITY : atMs - toldAtMs
    // a clock that was set back tells no spans either
    if (sinceMs < 0 || sinceMs > maxGapMs) begin(atMs)
    toldAtMs = atMs
    for (const { id, isFront } of look.apps) {
      if (!isFront) continue
      frontAtMs.delete(id) // so that the oldest stands first
      frontAtMs.set(id, atMs)
    }
    const [oldest] = frontAtMs
    if (frontAtMs.size <= maxKept || oldest === undefined) return
    const [id, seenAtMs] = oldest
    frontAtMs.delete(id)
    watchedSinceMs = Math.max(watchedSinceMs ?? seenAtMs, seenAtMs)
  }

  return (look) => {
    if (look.toldAtMs !== null) take(look, look.toldAtMs)
    const ageMs = look.nowMs - (toldAtMs ?? Number.NEGATIVE_INFINITY)
    const isKnown = look.toldAtMs !== null && ageMs >= 0 && ageMs <= maxGapMs
    return new Map(
      look.apps.map(({ id, startedAtMs, isFront }) => {
        if (!isKnown || watchedSinceMs === null || toldAtMs === null) return [id, null]
        if (isFront) return [id, 0]
        const sinceMs = Math.max(watchedSinceMs, startedAtMs, frontAtMs.get(id) ?? -Infinity)
        return [id, toldAtMs > sinceMs ? toldAtMs - sinceMs : null]
      }),
    )
  }
}

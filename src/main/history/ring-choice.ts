/** More are not joined for one answer where coarser ones say the same. */
const mostSpans = 12_000

/** What of a kind of spans says whether they can answer. */
export interface Reach {
  readonly stepMs: number
  readonly reachMs: number
}

export interface Wanted {
  /** From when on something is kept of what is asked for. */
  readonly sinceMs: number
  readonly lastAtMs: number
  /** The shortest span that a point may have, so that there are not too many. */
  readonly leastStepMs: number
}

/** The finest that has all there is of it; a coarser one that is fine enough, where it would be too many of them. */
export function ringFor<R extends Reach>(
  rings: readonly [R, ...R[]],
  { sinceMs, lastAtMs, leastStepMs }: Wanted,
): R {
  const reaches = ({ reachMs, stepMs }: R): boolean => sinceMs >= lastAtMs - reachMs + stepMs
  const [finest = rings.at(-1) ?? rings[0], ...coarser] = rings.filter(reaches)
  if ((lastAtMs - sinceMs) / finest.stepMs <= mostSpans) return finest
  return coarser.findLast(({ stepMs }) => stepMs <= leastStepMs) ?? finest
}

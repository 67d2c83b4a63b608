/** Instants on an even grid, each a span from then on. */
export interface Grid {
  readonly stepMs: number
  readonly atMs: readonly number[]
}

export interface GridSpan {
  readonly sinceMs: number
  readonly untilMs: number
  /** null: nothing is kept. */
  readonly keptSinceMs: number | null
  readonly lastAtMs: number
}

/** Those of the span in which anything can be: at most so many would be in all of it. */
export function gridOf(span: GridSpan, ringStepMs: number, mostPoints: number): Grid {
  const stepMs = stepFor(span, ringStepMs, mostPoints)
  if (span.keptSinceMs === null) return { stepMs, atMs: [] }
  const firstMs = floorTo(stepMs, Math.max(span.sinceMs, span.keptSinceMs))
  const endMs = Math.min(span.untilMs, span.lastAtMs + 1)
  const count = Math.max(0, Math.ceil((endMs - firstMs) / stepMs))
  return { stepMs, atMs: Array.from({ length: count }, (_, index) => firstMs + index * stepMs) }
}

/** The shortest multiple of the ring's own, of which not too many touch the span. */
function stepFor({ sinceMs, untilMs }: GridSpan, ringStepMs: number, mostPoints: number): number {
  let times = Math.max(1, Math.floor((untilMs - sinceMs) / (ringStepMs * mostPoints)))
  const count = (stepMs: number): number => Math.ceil((untilMs - floorTo(stepMs, sinceMs)) / stepMs)
  while (count(times * ringStepMs) > mostPoints) times += 1
  return times * ringStepMs
}

const floorTo = (stepMs: number, atMs: number): number => Math.floor(atMs / stepMs) * stepMs

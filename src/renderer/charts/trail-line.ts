import { trailMs, type TrailMark, type TrailPoint } from '../../shared/trail.ts'

/** The line of a trail in a box of `trailBox`, which is stretched as wide as there is place. */
export interface TrailLine {
  readonly line: string
  /** The same, closed down to zero. */
  readonly area: string
  readonly now: { readonly xRatio: number; readonly yRatio: number } | null
}

export const trailBox = { width: 600, height: 100 } as const

/** From the left: when it was; from the top: how little room there was. 0 to 1. */
export function placeOf(atMs: number, endMs: number): number {
  return Math.min(1, Math.max(0, 1 - (endMs - atMs) / trailMs))
}

export function trailLine(points: readonly TrailPoint[], mostBytes: number): TrailLine {
  const endMs = points.at(-1)?.atMs ?? 0
  const runs: { readonly x: number; readonly y: number }[][] = []
  let run: { readonly x: number; readonly y: number }[] = []
  for (const { atMs, roomBytes } of points) {
    if (roomBytes === null) {
      if (run.length > 0) runs.push(run)
      run = []
      continue
    }
    const levelRatio = mostBytes <= 0 ? 0 : Math.min(1, Math.max(0, roomBytes / mostBytes))
    run.push({
      x: rounded(placeOf(atMs, endMs) * trailBox.width),
      y: rounded((1 - levelRatio) * trailBox.height),
    })
  }
  if (run.length > 0) runs.push(run)
  const last = run.at(-1)
  const lineOf = (one: typeof run): string => one.map(({ x, y }) => `${x} ${y}`).join('L')
  return {
    // a point alone is a dot: a line of no length with round ends
    line: runs.map((one) => `M${lineOf(one)}${one.length === 1 ? 'h0' : ''}`).join(''),
    area: runs
      .map((one) => {
        const [first, end] = [one[0]?.x ?? 0, one.at(-1)?.x ?? 0]
        return `M${first} ${trailBox.height}L${lineOf(one)}L${end} ${trailBox.height}Z`
      })
      .join(''),
    now:
      last === undefined
        ? null
        : { xRatio: last.x / trailBox.width, yRatio: last.y / trailBox.height },
  }
}

/** A tenth of a unit is less than a pixel. */
const rounded = (value: number): number => Math.round(value * 10) / 10

export interface TrailSummary {
  /** From the first that is known to where the line ends, known or not. */
  readonly spanMs: number
  readonly fromBytes: number
  /** The last that is known. */
  readonly toBytes: number
  readonly isKnownNow: boolean
  readonly lowestBytes: number
  readonly lowestAtMs: number
}

/** null where fewer than two points are known: a line needs two. */
export function summaryOf(points: readonly TrailPoint[]): TrailSummary | null {
  const known = points.flatMap(({ atMs, roomBytes }) =>
    roomBytes === null ? [] : [{ atMs, roomBytes }],
  )
  const [first, last] = [known[0], known.at(-1)]
  const end = points.at(-1)
  if (first === undefined || last === undefined || end === undefined || known.length < 2)
    return null
  const lowest = known.reduce((low, one) => (one.roomBytes < low.roomBytes ? one : low), first)
  return {
    spanMs: end.atMs - first.atMs,
    fromBytes: first.roomBytes,
    toBytes: last.roomBytes,
    isKnownNow: end.roomBytes !== null,
    lowestBytes: lowest.roomBytes,
    lowestAtMs: lowest.atMs,
  }
}

/** Those that lie within the line, the oldest first. */
export function marksWithin(
  marks: readonly TrailMark[],
  points: readonly TrailPoint[],
): readonly TrailMark[] {
  const endMs = points.at(-1)?.atMs ?? 0
  return marks
    .filter(({ atMs }) => endMs - atMs <= trailMs)
    .toSorted((one, other) => one.atMs - other.atMs)
}

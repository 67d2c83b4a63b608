/** How near the kernel's warn line is, as it was read. */
export interface Nearing {
  readonly atMs: number
  readonly toWarnRatio: number
}

/** In three spans of so long, one after the other, it has to go on: a program that starts, and a file that is read, are over in one. */
const spanMs = 15_000

export interface PressurePace {
  /** Until the line at the pace of the slowest span; null: it does not go on through all of them. */
  readonly steadyMs: number | null
  /** At the pace of all of them together; null: it is no nearer. */
  readonly wholeMs: number | null
}

/** When the kernel will be short, by how the distance to its line has shrunk. null: it was not watched for long enough. */
export function pressurePaceOf(points: readonly Nearing[]): PressurePace | null {
  const now = points.at(-1)
  if (now === undefined) return null
  const marks = [1, 2, 3].map((count) =>
    points.findLast(({ atMs }) => now.atMs - atMs >= count * spanMs),
  )
  const first = marks.at(-1)
  if (first === undefined) return null
  const paces = marks.map((mark, index) => paceOf(mark, index === 0 ? now : marks[index - 1]))
  const slowest = Math.min(...paces)
  const whole = paceOf(first, now)
  const msAt = (pace: number): number | null => (pace > 0 ? now.toWarnRatio / pace : null)
  return { steadyMs: msAt(slowest), wholeMs: msAt(whole) }
}

/** Of the distance that is lost in a millisecond. */
function paceOf(from: Nearing | undefined, to: Nearing | undefined): number {
  if (from === undefined || to === undefined || to.atMs <= from.atMs) return 0
  return (from.toWarnRatio - to.toWarnRatio) / (to.atMs - from.atMs)
}

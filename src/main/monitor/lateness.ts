/** What came in the last minutes, when it had been planned for a time. */
export interface Lateness {
  note(plannedAtMs: number, atMs: number): void
  lately(atMs: number): LateTicks
}

export interface LateTicks {
  readonly tickCount: number
  /** Those that came later than is usual of a busy machine. */
  readonly lateCount: number
  readonly mostLateMs: number
}

const keptMs = 300_000
/** At a tick a second, no more than these are kept. */
const mostKept = 400
/** A process that has the processor is late by milliseconds; one that waits for a disk, by hundreds of them. */
const lateMs = 2_000
/** Nobody is slowed for so long: the machine slept, or its clock was set, and nobody told. */
const sleptMs = 60_000

interface Tick {
  readonly atMs: number
  readonly lateMs: number
}

export function createLateness(): Lateness {
  let ticks: readonly Tick[] = []
  return {
    note: (plannedAtMs, atMs) => {
      const late = Math.max(0, atMs - plannedAtMs)
      if (late < sleptMs) ticks = [...since(ticks, atMs), { atMs, lateMs: late }].slice(-mostKept)
    },
    lately: (atMs) => {
      const lates = since(ticks, atMs).map((tick) => tick.lateMs)
      return {
        tickCount: lates.length,
        lateCount: lates.filter((late) => late > lateMs).length,
        mostLateMs: Math.max(0, ...lates),
      }
    },
  }
}

const since = (ticks: readonly Tick[], atMs: number): readonly Tick[] =>
  ticks.filter((tick) => tick.atMs > atMs - keptMs && tick.atMs <= atMs)

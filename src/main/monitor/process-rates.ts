import type { OwnPart } from '../probes/own-process.ts'
import { ratePerSecond } from '../headroom/rate.ts'

export interface RatedPart extends OwnPart {
  /** Of one core, since the answer before; null at the first one. */
  readonly cpuRatio: number | null
}

interface Answer {
  readonly atMs: number
  readonly cpuMsOf: ReadonlyMap<string, number>
}

const keyOf = ({ pid, startedAtMs }: OwnPart): string => `${pid} ${startedAtMs}`

/** What each process takes between two answers; asked twice for one answer, it says the same. */
export function createProcessRates(): (
  processes: readonly OwnPart[],
  atMs: number,
) => readonly RatedPart[] {
  let before: Answer | null = null
  let rated: readonly RatedPart[] = []
  return (processes, atMs) => {
    if (before?.atMs === atMs) return rated
    const earlier = before
    rated = processes.map((process) => ({ ...process, cpuRatio: ratioOf(process, earlier, atMs) }))
    const told = processes.flatMap((process) =>
      process.cpuMs === null ? [] : [[keyOf(process), process.cpuMs] as const],
    )
    before = { atMs, cpuMsOf: new Map(told) }
    return rated
  }
}

/** One that was not there before has taken all of its time since. */
function ratioOf(process: OwnPart, before: Answer | null, atMs: number): number | null {
  if (process.cpuMs === null || before === null) return null
  const count = before.cpuMsOf.get(keyOf(process)) ?? 0
  const perSecond = ratePerSecond({ count, atMs: before.atMs }, { count: process.cpuMs, atMs })
  return perSecond === null ? null : perSecond / 1_000
}

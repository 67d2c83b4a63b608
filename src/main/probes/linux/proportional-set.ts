import type { Pid } from '../../../shared/ids.ts'
import { exact, numberIn } from '../../../shared/parse.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { read, type Probe } from '../probe.ts'
import type { ProcessEntry } from './processes.ts'

/** Bytes of the proportional set: shared pages divided among those that map them (man 5 proc_pid_smaps). */
export const proportionalSet = (id: Pid): Probe<number> => ({
  question: { kind: 'file', path: `/proc/${id}/smaps_rollup`, deadlineMs: rollupDeadlineMs },
  parse: parseProportionalSet,
})

// Rss:               42708 kB
// Pss:               41583 kB
export function parseProportionalSet(text: string): number {
  return exact(numberIn(text, /^Pss: +(\d+) kB$/m) * 1024)
}

/** The kernel walks all pages of the process, under a lock that may be taken. */
const rollupDeadlineMs = 1_000
const biggestCount = 5
/** A process whose answer took long is asked again only after a hundred times as long: at most 1 % of a core. */
const restFactor = 100

interface Known {
  readonly startTicks: number
  readonly bytes: number | null
  readonly askedAtMs: number
  readonly againAtMs: number
}

export type ProportionalSets = ReadonlyMap<Pid, number>

/** Asks for the biggest few only: the answer of one with 20 GB of pages takes tens of milliseconds. */
export function createProportionalSetReader(): (
  asker: AskerAt,
  processes: readonly ProcessEntry[],
) => Promise<Reading<ProportionalSets>> {
  const known = new Map<Pid, Known>()

  const refresh = async (asker: AskerAt, { pid, startTicks }: ProcessEntry): Promise<Known> => {
    const before = known.get(pid)
    // a clock that was set back must not make the rest longer
    const isResting =
      before !== undefined && asker.atMs >= before.askedAtMs && asker.atMs < before.againAtMs
    if (isResting && before.startTicks === startTicks) return before
    const reading = await read(asker, proportionalSet(pid))
    return {
      startTicks,
      bytes: reading.kind === 'ok' ? reading.value : null, // another user's, or ended meanwhile
      askedAtMs: asker.atMs,
      againAtMs: asker.atMs + reading.tookMs * restFactor,
    }
  }

  return async (asker, processes) => {
    const biggest = [...processes]
      .sort((a, b) => b.residentPages - a.residentPages)
      .slice(0, biggestCount)
    const found = new Map<Pid, number>()
    const next = new Map<Pid, Known>()
    for (const process of biggest) {
      const entry = await refresh(asker, process)
      next.set(process.pid, entry)
      if (entry.bytes !== null) found.set(process.pid, entry.bytes)
    }
    known.clear()
    next.forEach((entry, id) => known.set(id, entry))
    return { kind: 'ok', value: found, atMs: asker.atMs, tookMs: asker.tookMs() }
  }
}

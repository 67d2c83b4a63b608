import type { Pid } from '../../../shared/ids.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { processFacts, type PsRow } from '../../probes/darwin/ps.ts'
import { read } from '../../probes/probe.ts'

/** What does not change while a process runs, by pid: its start, its user, its file. */
export type ProcessFacts = ReadonlyMap<Pid, PsRow>

/** Facts older than this are asked again: a pid may have been used again, a process may have become another program. */
const maxAgeMs = 60_000

/** A process of now, as its times tell it. */
type Running = Pick<PsRow, 'pid' | 'parentPid'>

/**
 * Reads the facts when a process is new, and once a minute: they cost twice what the times cost. Headroom's own commands are
 * no news: `ps` lists itself. `running`: null where it is not known.
 */
export function createProcessFactsReader(): (
  asker: AskerAt,
  running: readonly Running[] | null,
  ownPid: Pid | null,
) => Promise<Reading<ProcessFacts>> {
  let known: ProcessFacts = new Map()
  let askedAtMs: number | null = null
  return async (asker, running, ownPid) => {
    const { atMs } = asker
    const isOld = askedAtMs === null || atMs < askedAtMs || atMs - askedAtMs >= maxAgeMs
    const hasNew = running === null || running.some(isNew(known, ownPid))
    if (!isOld && !hasNew) return { kind: 'ok', value: known, atMs, tookMs: 0 }
    const reading = await read(asker, processFacts)
    if (reading.kind !== 'ok') return reading
    askedAtMs = atMs
    known = new Map(reading.value.map((row) => [row.pid, row]))
    return { ...reading, value: known }
  }
}

const isNew =
  (known: ProcessFacts, ownPid: Pid | null) =>
  ({ pid, parentPid }: Running): boolean =>
    !known.has(pid) && (ownPid === null || parentPid !== ownPid)

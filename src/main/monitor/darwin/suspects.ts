import type { Pid } from '../../../shared/ids.ts'
import type { Reading } from '../../../shared/reading.ts'
import { isEngine } from '../../apps/engine.ts'
import { baseName } from '../../apps/running.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { footprint } from '../../probes/darwin/footprint.ts'
import type { PsRow } from '../../probes/darwin/ps.ts'
import { read } from '../../probes/probe.ts'
import type { ProcessFacts } from './process-facts.ts'

/** Exact footprints cost 27 to 110 ms a process (macos-sources §4): only so many are asked. */
const maxSuspects = 5
/** Smaller than this nobody holds a model. */
const minBytes = 500e6

/** What tells who may hold models, and who has changed. */
export interface Signs {
  readonly times: readonly PsRow[]
  readonly facts: ProcessFacts
  readonly gpuPids: ReadonlySet<Pid>
  /** By top, rounded. */
  readonly footprints: ReadonlyMap<Pid, number>
  /** `footprint` may be asked of these alone. */
  readonly ownUser: string | null
}

/**
 * Known engines first, then those with an open GPU client, the biggest first: RSS alone names nobody who grows on the GPU
 * (macos-sources §1).
 */
export function suspectsOf({ times, facts, gpuPids, footprints, ownUser }: Signs): readonly Pid[] {
  const rankOf = ({ pid }: PsRow): number => {
    if (isEngine(baseName(facts.get(pid)?.command ?? ''))) return 2
    return gpuPids.has(pid) ? 1 : 0
  }
  const bytesOf = ({ pid, residentBytes }: PsRow): number =>
    Math.max(footprints.get(pid) ?? 0, residentBytes ?? 0)
  return times
    .filter(({ pid }) => ownUser !== null && facts.get(pid)?.user === ownUser)
    .map((row) => ({ row, rank: rankOf(row), bytes: bytesOf(row) }))
    .filter(({ rank, bytes }) => rank === 2 || bytes >= minBytes)
    .sort((a, b) => b.rank - a.rank || b.bytes - a.bytes || a.row.pid - b.row.pid)
    .slice(0, maxSuspects)
    .map(({ row }) => row.pid)
}

/** Those whose end frees GPU memory: engines, and whoever has a GPU client and much memory. */
export function holdersOf(signs: Signs): readonly Pid[] {
  return suspectsOf(signs).filter(
    (pid) => signs.gpuPids.has(pid) || isEngine(baseName(signs.facts.get(pid)?.command ?? '')),
  )
}

/** Exact footprints by pid; empty where there is nobody to ask for. */
export async function readFootprints(
  asker: AskerAt,
  suspects: readonly Pid[],
): Promise<Reading<ReadonlyMap<Pid, number>>> {
  const { atMs } = asker
  if (suspects.length === 0) return { kind: 'ok', value: new Map(), atMs, tookMs: 0 }
  const reading = await read(asker, footprint(suspects))
  if (reading.kind !== 'ok') return reading
  const known = reading.value.processes.flatMap(({ pid, footprintBytes }) =>
    footprintBytes === null ? [] : [[pid, footprintBytes] as const],
  )
  return { ...reading, value: new Map(known) }
}

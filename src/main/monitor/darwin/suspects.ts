import type { Pid } from '../../../shared/ids.ts'
import type { Reading } from '../../../shared/reading.ts'
import { isEngine } from '../../apps/engine.ts'
import { baseName } from '../../../shared/base-name.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { footprint } from '../../probes/darwin/footprint.ts'
import type { PsRow } from '../../probes/darwin/ps.ts'
import { read } from '../../probes/probe.ts'
import type { ProcessFacts } from './process-facts.ts'

/** Exact footprints cost 27 to 110 ms a process (macos-sources §4): only so many are asked. */
const maxSuspects = 5
/** Smaller than this nobody holds a model. */
const minBytes = 500e6
/** Whoever else ends: the window must not begin anew for a browser's tab. */
const minHolderBytes = 1e9
/** They cost no program. */
const maxHolders = 64

/** What tells who may hold models, and who has changed. */
export interface Signs {
  readonly times: readonly PsRow[]
  readonly facts: ProcessFacts
  readonly gpuPids: ReadonlySet<Pid>
  /** Of programs that have been recognised as inference servers: a Python's name tells nothing. */
  readonly serverPids: ReadonlySet<Pid>
  /** By top, rounded. */
  readonly footprints: ReadonlyMap<Pid, number>
  /** `footprint` may be asked of these alone. */
  readonly ownUser: string | null
}

interface Suspect {
  readonly pid: Pid
  readonly isEngine: boolean
  readonly hasGpu: boolean
  readonly bytes: number
}

/** Known engines first, then those with an open GPU client, the biggest first. */
function rankedBy({ times, facts, gpuPids, serverPids, footprints }: Signs): readonly Suspect[] {
  const rankOf = (one: Suspect): number => (one.isEngine ? 2 : one.hasGpu ? 1 : 0)
  return times
    .map(({ pid, residentBytes }) => ({
      pid,
      isEngine: serverPids.has(pid) || isEngine(baseName(facts.get(pid)?.command ?? '')),
      hasGpu: gpuPids.has(pid),
      bytes: Math.max(footprints.get(pid) ?? 0, residentBytes ?? 0),
    }))
    .sort((a, b) => rankOf(b) - rankOf(a) || b.bytes - a.bytes || a.pid - b.pid)
}

/** Whose exact footprint is asked: RSS alone names nobody who grows on the GPU (macos-sources §1). Own user's only. */
export function suspectsOf(signs: Signs): readonly Pid[] {
  const { facts, ownUser } = signs
  const mayRead = (pid: Pid): boolean =>
    ownUser === 'root' || (ownUser !== null && facts.get(pid)?.user === ownUser)
  return rankedBy(signs)
    .filter(({ pid, isEngine, bytes }) => mayRead(pid) && (isEngine || bytes >= minBytes))
    .slice(0, maxSuspects)
    .map(({ pid }) => pid)
}

/** Those whose end frees GPU memory, of any user: engines, and whoever has a GPU client and much memory. */
export function holdersOf(signs: Signs): readonly Pid[] {
  return rankedBy(signs)
    .filter(({ isEngine, hasGpu, bytes }) => isEngine || (hasGpu && bytes >= minHolderBytes))
    .slice(0, maxHolders)
    .map(({ pid }) => pid)
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

import type { Pid } from '../../../shared/ids.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import type { ProcessMemory } from '../../inference/inventory/inventory.ts'
import { isWithin } from '../../inference/watch/is-within.ts'
import { mayBeServer } from '../../inference/kinds.ts'
import type { ServerProcess } from '../../inference/server-kind.ts'
import { listeningPorts } from '../../probes/darwin/lsof-listening.ts'
import type { Listening } from '../../probes/listener.ts'
import { folderByLsof } from '../../probes/darwin/lsof-folder.ts'
import { mappedFilesByLsof } from '../../probes/darwin/lsof-mapped.ts'
import { outputFilesByLsof } from '../../probes/darwin/lsof-outputs.ts'
import { processArguments } from '../../probes/darwin/ps-arguments.ts'
import { processTimes, type PsRow } from '../../probes/darwin/ps.ts'
import { read } from '../../probes/probe.ts'
import type { LoadMemory, ServerWorld } from '../servers/server-world.ts'
import { createFootprints } from './apps.ts'
import type { DarwinSources } from './sources.ts'
import { readFootprints } from './suspects.ts'

/** What macOS tells of the processes of servers. */
export function darwinServerWorld(sources: DarwinSources): ServerWorld {
  const readProcesses = createProcessReader(sources)
  return {
    processes: readProcesses,
    hurry: () => sources.processes.hurry(), // and their facts, where one of them is new
    listeners,
    userOf: async () => null, // `ps` has told it, and of others' processes lsof tells nothing
    mappedFiles: (asker, pid) => read(asker, mappedFilesByLsof(pid)),
    folderOf: async (asker, pid) => {
      const folder = await read(asker, folderByLsof(pid))
      return folder.kind === 'ok' ? folder.value : null
    },
    outputFiles: async (asker, pid) => {
      const files = await read(asker, outputFilesByLsof(pid))
      return files.kind === 'ok' ? files.value : []
    },
    memoryAt: (atMs) => memoryAt(sources, atMs),
    measure,
    loadMemory: async (asker, pids) => loadMemoryIn(pids.map(memoryAt(sources, asker.atMs))),
  }
}

/** Of others' processes nothing is told, not even that they listen. */
async function listeners(asker: AskerAt, pids: readonly Pid[]): Promise<Reading<Listening>> {
  const reading = await read(asker, listeningPorts(pids))
  return reading.kind === 'ok'
    ? { ...reading, value: { listeners: reading.value, refused: [] } }
    : reading
}

/** The footprint has what lies on the GPU, resident memory what is mapped: each misses the other (macos-sources §4). */
async function measure(asker: AskerAt, pids: readonly Pid[]): Promise<readonly ProcessMemory[]> {
  const asked = new Set(pids)
  const exact = await readFootprints(asker, pids)
  const listed = await read(asker, processTimes)
  const sumOf = (sizes: readonly number[]): number => sizes.reduce((sum, bytes) => sum + bytes, 0)
  return [
    ...(exact.kind === 'ok'
      ? [{ bytes: sumOf([...exact.value.values()]), kind: 'footprint' as const }]
      : []),
    ...(listed.kind === 'ok'
      ? [
          {
            bytes: sumOf(
              listed.value.flatMap(({ pid, residentBytes }) =>
                asked.has(pid) ? (residentBytes ?? 0) : [],
              ),
            ),
            kind: 'rss' as const,
          },
        ]
      : []),
  ]
}

/** As it was listed last. A footprint has what the GPU has wired of a mapped file, and nothing else of it. */
function loadMemoryIn(memories: readonly (ProcessMemory | null)[]): LoadMemory {
  const known = memories.filter((memory) => memory !== null)
  if (known.length === 0) return { residentBytes: null, ownBytes: null, isFresh: false }
  const bytes = known.reduce((sum, memory) => sum + memory.bytes, 0)
  const isFootprint = known.every(({ kind }) => kind === 'footprint')
  return { residentBytes: bytes, ownBytes: isFootprint ? bytes : null, isFresh: false }
}

interface KnownArguments {
  /** The program alone where its arguments are not told. One list for as long as it says the same: what it is goes by that. */
  readonly argv: readonly string[]
  /** null: there is nothing more to ask. Else how often its arguments were asked for in vain, and when last. */
  readonly untold: { readonly tries: number; readonly askedAtMs: number } | null
}

/** A process that just becomes another program has no arguments for a moment; a zombie has none any more. */
const againEveryMs = { first: 2_000, last: 300_000 } as const

const isDueAgain = ({ untold }: KnownArguments, nowMs: number): boolean => {
  if (untold === null) return false
  const { tries, askedAtMs } = untold
  const waitMs = Math.min(againEveryMs.last, againEveryMs.first * 2 ** (tries - 1))
  return !isWithin(askedAtMs, waitMs, nowMs)
}

/**
 * The arguments of those whose program may be a server, asked for until they are told: nobody else's command line is read, and
 * a known one is not read again.
 */
function createProcessReader(
  sources: DarwinSources,
): (asker: AskerAt) => Promise<readonly ServerProcess[] | null> {
  let known: ReadonlyMap<string, KnownArguments> = new Map()
  return async (asker) => {
    const facts = sources.processFacts.goodAt(asker.atMs)?.value
    const times = sources.processes.goodAt(asker.atMs)?.value
    if (facts === undefined || times === undefined) return null
    // the list may be half a minute old: a model whose server has ended is gone at once
    const ended = sources.holders.goodAt(asker.atMs)?.value.ended
    const running = times.flatMap(({ pid }) => (ended?.has(pid) ? [] : (facts.get(pid) ?? [])))
    const isDue = (row: PsRow): boolean => {
      const before = known.get(keyOf(row))
      return before === undefined ? isCandidate(row) : isDueAgain(before, asker.atMs)
    }
    const asked = new Set(running.filter(isDue))
    const lines = await linesOf(asker, [...asked])
    const learn = (row: PsRow): KnownArguments => {
      const line = lines.get(row.pid)
      if (line !== undefined) return { argv: line.trim().split(/\s+/), untold: null }
      const { argv, untold } = known.get(keyOf(row)) ?? { argv: [row.command ?? ''], untold: null }
      if (!asked.has(row)) return { argv, untold }
      return { argv, untold: { tries: (untold?.tries ?? 0) + 1, askedAtMs: asker.atMs } }
    }
    known = new Map(running.map((row) => [keyOf(row), learn(row)]))
    return running.map((row) => processOf(row, known.get(keyOf(row))?.argv ?? []))
  }
}

async function linesOf(asker: AskerAt, rows: readonly PsRow[]): Promise<ReadonlyMap<Pid, string>> {
  if (rows.length === 0) return new Map()
  const told = await read(asker, processArguments(rows.map(({ pid }) => pid)))
  return told.kind === 'ok' ? told.value : new Map()
}

const isCandidate = ({ command }: PsRow): boolean => mayBeServer(command ?? '')

const keyOf = ({ pid, startedAtMs, command }: PsRow): string => `${pid} ${startedAtMs} ${command}`

const processOf = (
  { pid, parentPid, startedAtMs, command, user }: PsRow,
  argv: readonly string[],
): ServerProcess => ({
  pid,
  parentPid,
  startedAtMs: startedAtMs ?? 0,
  executable: command,
  argv,
  user,
})

function memoryAt(sources: DarwinSources, atMs: number): (id: Pid) => ProcessMemory | null {
  const footprintOf = createFootprints(sources, atMs)
  const resident = new Map(
    sources.processes.goodAt(atMs)?.value.map(({ pid, residentBytes }) => [pid, residentBytes]),
  )
  return (id) => {
    const { footprintBytes } = footprintOf(id)
    if (footprintBytes !== null) return { bytes: footprintBytes, kind: 'footprint' }
    const bytes = resident.get(id) ?? null
    return bytes === null ? null : { bytes, kind: 'rss' }
  }
}

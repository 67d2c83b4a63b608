import type { Pid } from '../../../shared/ids.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import type { ProcessMemory } from '../../inference/inventory.ts'
import { mayBeServer } from '../../inference/kinds.ts'
import type { ServerProcess } from '../../inference/server-kind.ts'
import { listeningPorts } from '../../probes/darwin/lsof-listening.ts'
import { mappedFilesByLsof } from '../../probes/darwin/lsof-mapped.ts'
import { processArguments } from '../../probes/darwin/ps-arguments.ts'
import { processTimes, type PsRow } from '../../probes/darwin/ps.ts'
import { read } from '../../probes/probe.ts'
import type { ServerWorld } from '../servers/server-world.ts'
import { createFootprints } from './apps.ts'
import type { DarwinSources } from './sources.ts'
import { readFootprints } from './suspects.ts'

/** What macOS tells of the processes of servers. */
export function darwinServerWorld(sources: DarwinSources): ServerWorld {
  const readProcesses = createProcessReader(sources)
  return {
    processes: readProcesses,
    hurry: () => sources.processes.hurry(), // and their facts, where one of them is new
    listeners: (asker, pids) => read(asker, listeningPorts(pids)),
    userOf: async () => null, // `ps` has told it, and of others' processes lsof tells nothing
    mappedFiles: (asker, pid) => read(asker, mappedFilesByLsof(pid)),
    folderOf: async () => null,
    memoryAt: (atMs) => memoryAt(sources, atMs),
    measure,
  }
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

/** The arguments of those whose program may be a server, asked once for each: nobody else's command line is read. */
function createProcessReader(
  sources: DarwinSources,
): (asker: AskerAt) => Promise<readonly ServerProcess[] | null> {
  let known: ReadonlyMap<string, readonly string[]> = new Map()
  return async (asker) => {
    const facts = sources.processFacts.goodAt(asker.atMs)?.value
    const times = sources.processes.goodAt(asker.atMs)?.value
    if (facts === undefined || times === undefined) return null
    // the list may be half a minute old: a model whose server has ended is gone at once
    const ended = sources.holders.goodAt(asker.atMs)?.value.ended
    const running = times.flatMap(({ pid }) => (ended?.has(pid) ? [] : (facts.get(pid) ?? [])))
    const isUnknown = (row: PsRow): boolean => isCandidate(row) && !known.has(keyOf(row))
    const fresh = running.filter(isUnknown)
    const told =
      fresh.length === 0 ? null : await read(asker, processArguments(fresh.map(({ pid }) => pid)))
    known = new Map(
      running.map((row) => {
        const key = keyOf(row)
        const line = told?.kind === 'ok' ? told.value.get(row.pid) : undefined
        const before = known.get(key)
        return [
          key,
          line === undefined ? (before ?? [row.command ?? '']) : line.trim().split(/\s+/),
        ] as const
      }),
    )
    return running.map((row) => processOf(row, known.get(keyOf(row)) ?? []))
  }
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

import { pid, type Pid } from '../../../shared/ids.ts'
import { numberInIfAny } from '../../../shared/parse.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import type { ProcessMemory } from '../../inference/inventory/inventory.ts'
import type { ServerProcess } from '../../inference/server-kind.ts'
import { readListeners } from '../../probes/linux/listening-sockets.ts'
import { mappedFiles } from '../../probes/linux/mapped-files.ts'
import { readProcessUser } from '../../probes/linux/process-user.ts'
import { proportionalSet } from '../../probes/linux/proportional-set.ts'
import { read, type Probe } from '../../probes/probe.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { LoadMemory, ServerWorld } from '../servers/server-world.ts'
import { startedAtMsOf } from './apps.ts'
import type { LinuxSources } from './sources.ts'

/** What Linux tells of the processes of servers. */
export const linuxServerWorld = (sources: LinuxSources): ServerWorld => ({
  processes: async ({ atMs }) => processesAt(sources, atMs),
  hurry: () => sources.processes.hurry(),
  listeners: readListeners,
  userOf: async (asker, id) => {
    const user = await readProcessUser(asker, id)
    return user.kind === 'ok' ? user.value : null
  },
  mappedFiles: (asker, id) => read(asker, mappedFiles(id)),
  folderOf: async (asker, id) => {
    const folder = await asker.ask({ kind: 'link', path: `/proc/${id}/cwd` })
    return folder.kind === 'ok' ? folder.value : null
  },
  outputFiles,
  memoryAt: (atMs) => memoryAt(sources, atMs),
  measure,
  loadMemory,
})

const outputs = [1, 2] as const

/** Pipes, sockets, terminals and what has been deleted are no files. */
async function outputFiles(asker: AskerAt, id: Pid): Promise<readonly string[]> {
  const links = await Promise.all(
    outputs.map((number) => asker.ask({ kind: 'link', path: `/proc/${id}/fd/${number}` })),
  )
  const paths = links.flatMap((link) => (link.kind === 'ok' ? [link.value] : []))
  return [...new Set(paths)].filter((path) => /^\/(?!dev\/).+(?<! \(deleted\))$/.test(path))
}

/** Proportional sets, in which what others have mapped as well counts in part; resident memory where one may not be read. */
async function measure(asker: AskerAt, pids: readonly Pid[]): Promise<readonly ProcessMemory[]> {
  const sets = await Promise.all(
    pids.map(async (id) => bytesIn(await read(asker, proportionalSet(id)))),
  )
  const known = sets.filter((bytes) => bytes !== null)
  if (known.length === sets.length) return [{ bytes: sumOf(known), kind: 'pss' }]
  const resident = await Promise.all(
    pids.map(async (id) => bytesIn(await read(asker, residentBytes(id)))),
  )
  return [{ bytes: sumOf(resident.filter((bytes) => bytes !== null)), kind: 'rss' }]
}

interface Resident {
  readonly residentBytes: number
  readonly ownBytes: number
}

// VmRSS:     183048 kB      RssAnon:   91200 kB      RssFile:   91848 kB      RssShmem:      0 kB
const residentParts = (id: Pid): Probe<Resident> => ({
  question: { kind: 'file', path: `/proc/${id}/status` },
  parse: (text) => {
    const bytesOf = (name: string): number =>
      (numberInIfAny(text, new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm')) ?? 0) * 1024
    return {
      residentBytes: bytesOf('VmRSS'),
      ownBytes: bytesOf('RssAnon') + bytesOf('RssShmem'),
    }
  },
})

async function loadMemory(asker: AskerAt, pids: readonly Pid[]): Promise<LoadMemory> {
  const readings = await Promise.all(pids.map((id) => read(asker, residentParts(id))))
  const parts = readings.flatMap((one) => (one.kind === 'ok' ? [one.value] : []))
  if (parts.length === 0) return { residentBytes: null, ownBytes: null, isFresh: false }
  return {
    residentBytes: sumOf(parts.map(({ residentBytes }) => residentBytes)),
    ownBytes: sumOf(parts.map(({ ownBytes }) => ownBytes)),
    isFresh: true,
  }
}

const sumOf = (sizes: readonly number[]): number => sizes.reduce((sum, bytes) => sum + bytes, 0)

/** 0 of one that has ended; null where it may not be read. */
function bytesIn(reading: Reading<number>): number | null {
  if (reading.kind === 'ok') return reading.value
  return reading.kind === 'absent' ? 0 : null
}

const residentBytes = (id: Pid): Probe<number> => ({
  question: { kind: 'file', path: `/proc/${id}/status` },
  parse: (text) => (numberInIfAny(text, /^VmRSS:\s+(\d+) kB$/m) ?? 0) * 1024,
})

function processesAt(sources: LinuxSources, atMs: number): readonly ServerProcess[] | null {
  const processes = sources.processes.goodAt(atMs)?.value
  const bootTimeMs = sources.bootTime.goodAt(atMs)?.value
  if (processes === undefined || bootTimeMs === undefined) return null
  return processes.map((process) => ({
    pid: process.pid,
    parentPid: process.parentPid === 0 ? null : pid(process.parentPid),
    startedAtMs: startedAtMsOf(process, bootTimeMs),
    executable: process.executable,
    argv: process.argv,
    user: null,
  }))
}

function memoryAt(sources: LinuxSources, atMs: number): (id: Pid) => ProcessMemory | null {
  const pageBytes = sources.pageBytes.goodAt(atMs)?.value
  const processes = sources.processes.goodAt(atMs)?.value
  if (pageBytes === undefined || processes === undefined) return () => null
  const sets = sources.proportionalSets.goodAt(atMs)
  const proportional = sets === null || sets.isStale ? null : sets.value
  const pages = new Map(processes.map((process) => [process.pid, process.residentPages]))
  return (id) => {
    const pss = proportional?.get(id)
    if (pss !== undefined) return { bytes: pss, kind: 'pss' }
    const resident = pages.get(id)
    return resident === undefined ? null : { bytes: resident * pageBytes, kind: 'rss' }
  }
}

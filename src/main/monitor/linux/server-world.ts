import { pid, type Pid } from '../../../shared/ids.ts'
import { numberInIfAny } from '../../../shared/parse.ts'
import type { Asker } from '../../host/host.ts'
import type { ProcessMemory } from '../../inference/inventory.ts'
import type { ServerProcess } from '../../inference/server-kind.ts'
import { readListeners } from '../../probes/linux/listening-sockets.ts'
import { mappedFiles } from '../../probes/linux/mapped-files.ts'
import { readProcessUser } from '../../probes/linux/process-user.ts'
import { read } from '../../probes/probe.ts'
import type { ServerWorld } from '../servers/server-world.ts'
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
  memoryAt: (atMs) => memoryAt(sources, atMs),
  measure: async (asker, pids) => {
    const sizes = await Promise.all(pids.map((id) => residentBytesOf(asker, id)))
    return [{ bytes: sizes.reduce((sum, bytes) => sum + bytes, 0), kind: 'rss' }]
  },
})

/** 0 of one that has ended. */
async function residentBytesOf(asker: Asker, id: Pid): Promise<number> {
  const status = await asker.ask({ kind: 'file', path: `/proc/${id}/status` })
  const kib = status.kind === 'ok' ? numberInIfAny(status.value, /^VmRSS:\s+(\d+) kB$/m) : null
  return (kib ?? 0) * 1024
}

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

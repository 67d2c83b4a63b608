import { pid } from '../../../shared/ids.ts'
import { createGrowth } from '../../apps/growth.ts'
import { groupProcesses } from '../../apps/group.ts'
import type { Unasked } from '../../apps/quit-way.ts'
import type { RunningProcess } from '../../apps/running.ts'
import type { LinuxSources } from './sources.ts'

/** Clock ticks of /proc/PID/stat: USER_HZ is 100 on every machine that Linux runs models on. */
const msPerTick = 10

export const startedAtMsOf = (
  { startTicks }: { readonly startTicks: number },
  bootTimeMs: number,
): number => bootTimeMs + startTicks * msPerTick

type AppSources = Pick<
  LinuxSources,
  'processes' | 'proportionalSets' | 'pageBytes' | 'bootTime' | 'ownPid' | 'own'
>

/** Processes grouped into apps, with their growth; empty until processes, page size and start are known. */
export function createLinuxApps(sources: AppSources): (atMs: number) => readonly Unasked[] {
  const stepGrowth = createGrowth()
  return (atMs) => {
    const running = runningAt(sources, atMs)
    // by the instant of the answer: one that is still the last tells nothing new
    const readAtMs = sources.processes.goodAt(atMs)?.atMs ?? atMs
    const own = {
      pid: sources.ownPid.goodAt(atMs)?.value ?? null,
      userId: sources.own.goodAt(atMs)?.value.userId ?? null,
    }
    const groups = groupProcesses(running, own, readAtMs)
    const growth = stepGrowth(groups)
    return groups.map(({ measuredAtMs: _, measuredBytes: __, measuredBy: ___, ...app }) => ({
      ...app,
      growthBytesPerMinute: growth.get(app.id) ?? null,
      unusedMs: null,
    }))
  }
}

function runningAt(sources: AppSources, atMs: number): readonly RunningProcess[] {
  const pageBytes = sources.pageBytes.goodAt(atMs)?.value
  const bootTimeMs = sources.bootTime.goodAt(atMs)?.value
  const processes = sources.processes.goodAt(atMs)?.value
  if (pageBytes === undefined || bootTimeMs === undefined || processes === undefined) return []
  const sets = sources.proportionalSets.goodAt(atMs)
  const proportional = sets === null || sets.isStale ? null : sets.value
  return processes.map((process) => ({
    pid: process.pid,
    parentPid: process.parentPid > 0 ? pid(process.parentPid) : null,
    sessionId: process.sessionId,
    hasTerminal: process.hasTerminal,
    startedAtMs: startedAtMsOf(process, bootTimeMs),
    name: process.name,
    executable: process.executable,
    argv: process.argv,
    cgroup: process.cgroup,
    userId: process.userId,
    residentBytes: process.residentPages * pageBytes,
    proportionalBytes: proportional?.get(process.pid) ?? null,
  }))
}

import type { App } from '../../../shared/app.ts'
import type { Pid } from '../../../shared/ids.ts'
import { createGpuShare } from '../../apps/gpu-share.ts'
import { createGrowth } from '../../apps/growth.ts'
import { groupMacProcesses } from '../../apps/mac-group.ts'
import type { MacApp, MacProcess } from '../../apps/mac-process.ts'
import { gpuTimeByPid } from '../../probes/darwin/gpu-clients.ts'
import { isTranslatedIn, type PsRow } from '../../probes/darwin/ps.ts'
import type { DarwinSources } from './sources.ts'

/** Processes grouped into apps, with their growth; empty until processes are listed and named. */
export function createDarwinApps(sources: DarwinSources): (atMs: number) => readonly App[] {
  const stepGrowth = createGrowth()
  const stepShare = createGpuShare()
  return (atMs) => {
    const clients = sources.gpuClients.goodAt(atMs)
    const shares =
      clients === null || clients.isStale
        ? null
        : stepShare({ atMs: clients.atMs, gpuTimeNs: gpuTimeByPid(clients.value) })
    const groups = groupMacProcesses({
      processes: processesAt(sources, shares, atMs),
      apps: registeredAt(sources, atMs),
      ownPid: sources.own.goodAt(atMs)?.value.pid ?? null,
      residentAtMs: sources.processes.goodAt(atMs)?.atMs ?? atMs,
      exactAtMs: sources.footprints.goodAt(atMs)?.atMs ?? atMs,
    })
    const growth = stepGrowth(groups)
    return groups.map(({ measuredAtMs: _, measuredBytes: __, measuredBy: ___, ...app }) => ({
      ...app,
      growthBytesPerMinute: growth.get(app.id) ?? null,
    }))
  }
}

/** Those whose name is known: a process that has just begun is named with the next answer. */
function processesAt(
  sources: DarwinSources,
  shares: ReadonlyMap<Pid, number> | null,
  atMs: number,
): readonly MacProcess[] {
  const facts = sources.processFacts.goodAt(atMs)?.value
  const times = sources.processes.goodAt(atMs)?.value
  if (facts === undefined || times === undefined) return []
  const isTranslated = createTranslated(sources, atMs)
  const footprintOf = createFootprints(sources, atMs)
  return times.flatMap((row) => {
    const fact = facts.get(row.pid)
    if (
      fact === undefined ||
      fact.command === null ||
      fact.startedAtMs === null ||
      row.residentBytes === null
    )
      return []
    return {
      pid: row.pid,
      parentPid: row.parentPid ?? fact.parentPid,
      startedAtMs: fact.startedAtMs,
      executable: fact.command,
      residentBytes: row.residentBytes,
      ...footprintOf(row.pid),
      // without an open client a process uses no GPU
      gpuRatio: shares === null ? null : (shares.get(row.pid) ?? 0),
      isTranslated: isTranslated(fact),
    }
  })
}

/** The exact one where it is of now, else top's. */
function createFootprints(
  sources: DarwinSources,
  atMs: number,
): (pid: Pid) => Pick<MacProcess, 'footprintBytes' | 'isExact'> {
  const fresh = <T>(good: { readonly value: T; readonly isStale: boolean } | null): T | null =>
    good === null || good.isStale ? null : good.value
  const exact = fresh(sources.footprints.goodAt(atMs)) ?? new Map<Pid, number>()
  const rows = fresh(sources.top.goodAt(atMs))?.rows ?? []
  const rounded = new Map(rows.map(({ pid, memoryBytes }) => [pid, memoryBytes]))
  return (pid) => {
    const exactBytes = exact.get(pid) ?? null
    return { footprintBytes: exactBytes ?? rounded.get(pid) ?? null, isExact: exactBytes !== null }
  }
}

/** By the file where it holds no code of this machine's own, else by the kernel's flag (never seen on a Mac). */
function createTranslated(sources: DarwinSources, atMs: number): (fact: PsRow) => boolean | null {
  const isAppleSilicon =
    sources.machineSysctl.goodAt(atMs)?.value.processor?.startsWith('Apple') ?? null
  const files = sources.fileTypes.goodAt(atMs)?.value
  return ({ command, flags }) => {
    if (isAppleSilicon === null) return null
    if (!isAppleSilicon) return false
    if (files?.get(command ?? '') === false) return true
    return flags === null ? null : isTranslatedIn(flags)
  }
}

/** As LaunchServices lists them, the app in front by what it says of that alone, where it does. */
function registeredAt(sources: DarwinSources, atMs: number): readonly MacApp[] | null {
  const listed = sources.registeredApps.goodAt(atMs)
  if (listed === null) return null
  const front = sources.frontApp.goodAt(atMs)
  return listed.value.map((app) => ({
    pid: app.hasExited ? null : app.pid,
    name: app.name,
    bundleId: app.bundleId,
    bundlePath: app.bundlePath,
    type: app.type,
    isFront: front === null ? app.isFront === true : app.asn === front.value.asn,
    coalitionPids: app.coalitionPids ?? [],
  }))
}

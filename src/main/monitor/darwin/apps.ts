import type { Pid } from '../../../shared/ids.ts'
import { createFrontTime } from '../../apps/front-time.ts'
import { createGpuShare } from '../../apps/gpu-share.ts'
import { createGrowth } from '../../apps/growth.ts'
import { groupMacProcesses } from '../../apps/mac-group.ts'
import type { MacApp, MacProcess } from '../../apps/mac-process.ts'
import type { Unasked } from '../../apps/quit-way.ts'
import { gpuTimeByPid } from '../../probes/darwin/gpu-clients.ts'
import { isTranslatedIn, type PsRow } from '../../probes/darwin/ps.ts'
import { isAppleSiliconBy } from './apple-silicon.ts'
import type { DarwinSources } from './sources.ts'

/** Processes grouped into apps, with their growth and their rest; empty until processes are listed and named. */
export function createDarwinApps(sources: DarwinSources): (atMs: number) => readonly Unasked[] {
  const stepFront = createFrontTime()
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
    const toldAtMs = (sources.frontApp.goodAt(atMs) ?? sources.registeredApps.goodAt(atMs))?.atMs
    const unused = stepFront({ nowMs: atMs, toldAtMs: toldAtMs ?? null, apps: groups })
    return groups.map(({ measuredAtMs: _, measuredBytes: __, measuredBy: ___, ...app }) => ({
      ...app,
      growthBytesPerMinute: growth.get(app.id) ?? null,
      unusedMs: unused.get(app.id) ?? null,
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
      user: fact.user,
      executable: fact.command,
      residentBytes: row.residentBytes,
      ...footprintOf(row.pid),
      // without an open client a process uses no GPU
      gpuRatio: shares === null ? null : (shares.get(row.pid) ?? 0),
      isTranslated: isTranslated(fact),
    }
  })
}

/** An exact footprint that is this much older than top's gives way where they differ: models load in less. */
const maxLagMs = 10_000
/** What top rounds to: above 10 GiB to whole ones (macos-sources §4). */
const topStepBytes = (bytes: number): number => (bytes >= 10 * 2 ** 30 ? 2 ** 30 : 2 ** 20)

/** The exact one, unless top's is much newer and tells another. */
export function createFootprints(
  sources: Pick<DarwinSources, 'footprints' | 'top'>,
  atMs: number,
): (pid: Pid) => Pick<MacProcess, 'footprintBytes' | 'exactBytes'> {
  const exact = sources.footprints.goodAt(atMs)
  const listed = sources.top.goodAt(atMs)
  const top = listed === null || listed.isStale ? null : listed
  const isExactOld = top !== null && exact !== null && top.atMs - exact.atMs > maxLagMs
  const rounded = new Map(top?.value.rows.map(({ pid, memoryBytes }) => [pid, memoryBytes]))
  const exactOf = (pid: Pid): number | null =>
    exact === null || exact.isStale ? null : (exact.value.get(pid) ?? null)
  return (pid) => {
    const exactBytes = exactOf(pid)
    const topBytes = rounded.get(pid) ?? null
    const hasMoved =
      isExactOld &&
      exactBytes !== null &&
      topBytes !== null &&
      Math.abs(topBytes - exactBytes) > topStepBytes(topBytes)
    return { footprintBytes: hasMoved ? topBytes : (exactBytes ?? topBytes), exactBytes }
  }
}

/** By the file where it holds no code of this machine's own, else by the kernel's flag (never seen on a Mac). */
function createTranslated(sources: DarwinSources, atMs: number): (fact: PsRow) => boolean | null {
  const machine = sources.machineSysctl.goodAt(atMs)?.value
  const isAppleSilicon = machine === undefined ? null : isAppleSiliconBy(machine)
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

import type { AppProcess, IconName } from '../../shared/app.ts'
import { appId, type Pid } from '../../shared/ids.ts'
import { isEngine } from './engine.ts'
import type { Measured } from './growth.ts'
import { areOwn } from './is-own.ts'
import { memoryKindOfSum } from './memory-kind.ts'
import { createOwners, isOfSystem, isTerminal, type Owner } from './mac-owner.ts'
import { bundleName, type MacApp, type MacProcess } from './mac-process.ts'
import {
  isAnonymousGuest,
  isGuest,
  runnerOf,
  type MacVirtualMachine,
} from './mac-virtual-machine.ts'
import { areBackgroundOnly, macQuitSigns } from './mac-quit-signs.ts'
import type { Unasked } from './quit-way.ts'
import { baseName } from '../../shared/base-name.ts'

/** An app before its growth is known, and what its growth is measured by. */
export type MacGroup = Omit<Unasked, 'growthBytesPerMinute' | 'unusedMs'> & Measured

export interface MacGroups {
  readonly processes: readonly MacProcess[]
  /** null where LaunchServices did not answer: then nothing is known of windows. */
  readonly apps: readonly MacApp[] | null
  readonly ownPid: Pid | null
  /** When resident memory was read, and when exact footprints were. */
  readonly residentAtMs: number
  readonly exactAtMs: number
}

interface OwnUser {
  /** Headroom's, by its process; null where that is not listed. */
  readonly ownUser: string | null
}

interface Members {
  readonly owner: Owner
  readonly processes: MacProcess[]
}

/** What a person would quit together, the biggest first. */
export function groupMacProcesses(now: MacGroups): readonly MacGroup[] {
  const { processes, apps, ownPid } = now
  const ownUser = processes.find(({ pid }) => pid === ownPid)?.user ?? null
  const ownerOf = createOwners(processes, apps ?? [])
  const groups = new Map<string, Members>()
  for (const process of processes) {
    const owner = ownerOf(process)
    const key = owner.kind === 'bundle' ? owner.path : owner.key
    const group = groups.get(key) ?? { owner, processes: [] }
    group.processes.push(process)
    groups.set(key, group)
  }
  giveAnonymousGuests(groups)
  return [...groups]
    .map(([key, members]) => groupOf(key, members, { ...now, ownUser }))
    .sort((a, b) => b.memoryBytes - a.memoryBytes || (a.name < b.name ? -1 : 1))
}

/** Apple's own machine process belongs to the one program that runs machines; where there are several, to nobody. */
function giveAnonymousGuests(groups: Map<string, Members>): void {
  const runners = [...groups.values()].filter((members) => runnerIn(members) !== null)
  const names = new Set(runners.map((members) => runnerIn(members)?.name))
  const [only] = runners
  if (only === undefined || names.size > 1) return
  for (const [key, { processes }] of groups) {
    if (!processes.every(isAnonymousGuest)) continue
    only.processes.push(...processes)
    groups.delete(key)
  }
}

function runnerIn({ owner, processes }: Members): MacVirtualMachine | null {
  if (owner.kind === 'bundle') return runnerOf(`${owner.path}/`) ?? null
  return processes.map(({ executable }) => runnerOf(executable)).find((one) => one !== null) ?? null
}

function groupOf(
  key: string,
  members: Members,
  { apps, ownPid, ownUser, residentAtMs, exactAtMs }: MacGroups & OwnUser,
): MacGroup {
  const { owner, processes: found } = members
  const processes = found
    .map(appProcessOf)
    .sort((a, b) => b.memoryBytes - a.memoryBytes || a.pid - b.pid)
  const registered = registeredOf(members, apps ?? [])
  const machine = virtualMachineOf(members)
  const isHeadroom = found.some(({ pid }) => pid === ownPid)
  const bundleId = bundleIdOf(members, registered)
  const quitSigns = macQuitSigns({
    owner,
    processes: found,
    registered: apps === null ? null : registered,
    bundleId,
    ownUser,
  })
  return {
    id: appId(key),
    name: isHeadroom ? 'Headroom' : nameOf(owner, registered, machine),
    kind: machine === null ? 'app' : 'virtual-machine',
    detail: machine === null ? null : 'virtual machine',
    isHeadroom,
    memoryBytes: processes.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
    memoryKind: memoryKindOfSum(processes),
    bundleId,
    iconName: iconOf(members, registered, machine),
    gpuRatio: gpuRatioOf(found),
    hasWindows: hasWindows(owner, registered, apps !== null),
    isFront: registered.some(({ isFront }) => isFront),
    isOwn: areOwn(quitSigns.members),
    quitSigns,
    quitEnds: machine?.quitEnds ?? null,
    startedAtMs: Math.min(...found.map(({ startedAtMs }) => startedAtMs)),
    processes,
    ...measuredOf(found, residentAtMs, exactAtMs),
  }
}

function appProcessOf(process: MacProcess): AppProcess {
  const { pid, executable, footprintBytes, residentBytes, startedAtMs, isTranslated } = process
  return {
    pid,
    name: baseName(executable),
    memoryBytes: footprintBytes ?? residentBytes,
    memoryKind: footprintBytes === null ? 'rss' : 'footprint',
    startedAtMs,
    isTranslated,
  }
}

/** Growth by exact footprints where they are had, else by resident memory: top rounds too coarsely for it. */
function measuredOf(
  processes: readonly MacProcess[],
  residentAtMs: number,
  exactAtMs: number,
): Measured {
  const exact = processes.filter(({ exactBytes }) => exactBytes !== null)
  return {
    measuredAtMs: exact.length > 0 ? exactAtMs : residentAtMs,
    measuredBytes: processes.reduce(
      (sum, { exactBytes, residentBytes }) => sum + (exactBytes ?? residentBytes),
      0,
    ),
    measuredBy: exact.map(({ pid }) => pid).join(' '),
  }
}

/** Those of its entries that stand for the app: of its bundle, else of its processes. */
function registeredOf({ owner, processes }: Members, apps: readonly MacApp[]): readonly MacApp[] {
  const ofBundle = apps.filter((app) => owner.kind === 'bundle' && app.bundlePath === owner.path)
  if (ofBundle.length > 0) return ofBundle
  const pids = new Set(processes.map(({ pid }) => pid))
  return apps.filter(({ pid }) => pid !== null && pids.has(pid))
}

/**
 * Never that of a helper in a bundle of its own: an app is asked to quit by its id. LaunchServices may know the bundle by
 * another path (cryptexes, translocation): then the app's own program tells.
 */
function bundleIdOf({ owner, processes }: Members, registered: readonly MacApp[]): string | null {
  const path = owner.kind === 'bundle' ? owner.path : null
  const isMain = ({ pid, executable }: MacProcess, app: MacApp): boolean =>
    pid === app.pid && path !== null && executable.startsWith(`${path}/Contents/MacOS/`)
  const own = registered.filter(
    (app) =>
      app.bundlePath === null ||
      app.bundlePath === path ||
      processes.some((process) => isMain(process, app)),
  )
  const main = own.find(({ type }) => type === 'Foreground') ?? own[0]
  return main?.bundleId ?? null
}

function virtualMachineOf(members: Members): MacVirtualMachine | null {
  if (!members.processes.some(isGuest)) return null
  const unknown = { name: 'Virtual machine', quitEnds: 'the virtual machine' }
  return runnerIn(members) ?? unknown
}

function nameOf(
  owner: Owner,
  registered: readonly MacApp[],
  machine: MacVirtualMachine | null,
): string {
  if (machine !== null) return machine.name
  if (owner.kind === 'program') return baseName(owner.executable)
  return (
    registered.find(({ bundlePath }) => bundlePath === owner.path)?.name ?? bundleName(owner.path)
  )
}

function iconOf(
  { owner, processes }: Members,
  registered: readonly MacApp[],
  machine: MacVirtualMachine | null,
): IconName {
  if (machine !== null) return 'virtual-machine'
  if (processes.some(({ executable }) => isEngine(baseName(executable)))) return 'engine'
  if (owner.kind === 'program') return isOfSystem(owner.executable) ? 'system' : 'background'
  if (isTerminal(owner.path)) return 'terminal'
  return areBackgroundOnly(registered) ? 'background' : 'app'
}

function gpuRatioOf(processes: readonly MacProcess[]): number | null {
  const ratios = processes.map(({ gpuRatio }) => gpuRatio).filter((ratio) => ratio !== null)
  return ratios.length === 0 ? null : ratios.reduce((sum, ratio) => sum + ratio, 0)
}

/** The app in front has some; one in the background has none; of the others LaunchServices does not tell. */
function hasWindows(
  owner: Owner,
  registered: readonly MacApp[],
  isAnswered: boolean,
): boolean | null {
  if (!isAnswered) return owner.kind === 'program' && isOfSystem(owner.executable) ? false : null
  if (registered.some(({ isFront }) => isFront)) return true
  return registered.every(({ type }) => type === 'BackgroundOnly') ? false : null
}

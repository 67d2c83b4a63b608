import { appId, type Pid } from '../../shared/ids.ts'
import type { App, AppProcess, IconName } from '../../shared/app.ts'
import { containerOf, shortId, stopAdvice } from './container.ts'
import { isEngine } from './engine.ts'
import type { Measured } from './growth.ts'
import { areOwn, isOwnUser } from './is-own.ts'
import { containersOf, isScreen, isService, standingIcon } from './linux-standing.ts'
import { memoryKindOfSum } from './memory-kind.ts'
import { programNameOf } from './program-name.ts'
import type { Unasked } from './quit-way.ts'
import { executableName, type RunningProcess } from './running.ts'
import { virtualMachineName } from './virtual-machine.ts'

/** The processes that a person would quit together, before growth is known. */
export type Group = Omit<Unasked, 'growthBytesPerMinute' | 'unusedMs'> & Measured

/** Headroom's own process, as far as it is known: it is one of those listed, and its user is who may quit others. */
export interface OwnOnLinux {
  readonly pid: Pid | null
  readonly userId: number | null
}

interface Member {
  readonly process: RunningProcess
  readonly name: string
}

interface Belonging {
  readonly key: string
  readonly kind: App['kind']
  /** null: the group is named by its oldest process. */
  readonly groupName: string | null
  readonly detail: string | null
  readonly name: string
  /** Why Headroom does not end it, and what does; null where it may be asked. */
  readonly unaskable: string | null
}

/**
 * Linux knows no apps: a container is one, a virtual machine is one, and else the processes of one executable (for an
 * interpreter: one script) in one session. The biggest first.
 */
export function groupProcesses(
  processes: readonly RunningProcess[],
  own: OwnOnLinux,
  atMs: number,
): readonly Group[] {
  const ownProcess = processes.find((process) => process.pid === own.pid)
  const ownContainer = ownProcess === undefined ? null : containerOf(ownProcess.cgroup)
  const groups = new Map<string, { readonly belonging: Belonging; readonly members: Member[] }>()
  for (const process of processes) {
    const belonging = belongingOf(process, ownContainer?.id ?? null)
    const group = groups.get(belonging.key) ?? { belonging, members: [] }
    group.members.push({ process, name: belonging.name })
    groups.set(belonging.key, group)
  }
  const here = { ...own, hasScreen: processes.some((process) => isScreen(executableName(process))) }
  return [...groups.values()]
    .map(({ belonging, members }) => groupOf(belonging, members, here, atMs))
    .sort((a, b) => b.memoryBytes - a.memoryBytes || (a.name < b.name ? -1 : 1))
}

function belongingOf(process: RunningProcess, ownContainerId: string | null): Belonging {
  const { name, script } = programNameOf(process)
  const container = containerOf(process.cgroup)
  if (container !== null && container.id !== ownContainerId) {
    const detail = `${container.engine} container ${shortId(container.id)}`
    const key = `container ${container.id}`
    const unaskable = stopAdvice(container)
    return { key, kind: 'container', groupName: null, detail, name, unaskable }
  }
  const machine = virtualMachineName(process)
  if (machine !== null) {
    const key = `vm ${process.pid} ${process.startedAtMs}`
    const detail = 'virtual machine'
    return { key, kind: 'virtual-machine', groupName: machine, detail, name, unaskable: null }
  }
  const program = process.executable ?? process.name
  const key = `${process.sessionId} ${program} ${script ?? ''}`.trimEnd()
  return { key, kind: 'app', groupName: null, detail: null, name, unaskable: null }
}

function groupOf(
  belonging: Belonging,
  members: readonly Member[],
  own: OwnOnLinux & { readonly hasScreen: boolean },
  atMs: number,
): Group {
  const oldest = members.reduce((first, member) =>
    member.process.startedAtMs < first.process.startedAtMs ? member : first,
  )
  const isHeadroom = members.some((member) => member.process.pid === own.pid)
  const processes = members
    .map(appProcessOf)
    .sort((a, b) => b.memoryBytes - a.memoryBytes || a.pid - b.pid)
  const sum = (bytesOf: (member: Member) => number): number =>
    members.reduce((total, member) => total + bytesOf(member), 0)
  const iconName = iconOf(belonging, oldest)
  const quitMembers = members.map(({ process: { pid, parentPid, executable, userId } }) => {
    return { pid, parentPid, executable, isOwn: isOwnUser(userId, own.userId) }
  })
  return {
    id: appId(belonging.key),
    name: isHeadroom ? 'Headroom' : (belonging.groupName ?? oldest.name),
    kind: belonging.kind,
    detail: belonging.detail,
    isHeadroom,
    memoryBytes: processes.reduce((total, process) => total + process.memoryBytes, 0),
    memoryKind: memoryKindOfSum(processes),
    ...unknownToLinux,
    isOwn: areOwn(quitMembers),
    quitSigns: {
      members: quitMembers,
      isBackgroundOnly: false,
      isUnattended:
        isService(iconName, oldest.process.cgroup) ||
        !(own.hasScreen || members.some(({ process }) => process.hasTerminal)),
      unaskable: belonging.unaskable,
    },
    iconName,
    quitEnds: quitEndsOf(belonging, oldest.process),
    measuredAtMs: atMs,
    measuredBytes: sum((member) => member.process.residentBytes),
    measuredBy: 'rss',
    startedAtMs: oldest.process.startedAtMs,
    processes,
  }
}

const appProcessOf = ({ process, name }: Member): AppProcess => ({
  pid: process.pid,
  name,
  memoryBytes: process.proportionalBytes ?? process.residentBytes,
  memoryKind: process.proportionalBytes === null ? 'rss' : 'pss',
  startedAtMs: process.startedAtMs,
  isTranslated: null,
})

/** What only macOS tells of an app. */
const unknownToLinux = {
  bundleId: null,
  gpuRatio: null,
  hasWindows: null,
  isFront: false,
} as const

function iconOf({ kind }: Belonging, { process, name }: Member): IconName {
  if (kind !== 'app') return kind
  const program = executableName(process)
  if (isEngine(program)) return 'engine'
  return standingIcon([program, name], process.cgroup) ?? 'background'
}

function quitEndsOf({ kind }: Belonging, process: RunningProcess): string | null {
  if (kind === 'virtual-machine') return 'everything that runs in it'
  return kind === 'app' ? containersOf(executableName(process)) : null
}

import { appId, type Pid } from '../../shared/ids.ts'
import type { App, AppProcess, IconName } from '../../shared/app.ts'
import { containerOf, shortId } from './container.ts'
import { isEngine } from './engine.ts'
import type { Measured } from './growth.ts'
import { memoryKindOfSum } from './memory-kind.ts'
import { programNameOf } from './program-name.ts'
import { executableName, type RunningProcess } from './running.ts'
import { virtualMachineName } from './virtual-machine.ts'

/** The processes that a person would quit together, before growth is known. */
export type Group = Omit<App, 'growthBytesPerMinute' | 'quit' | 'unusedMs'> & Measured

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
}

/**
 * Linux knows no apps: a container is one, a virtual machine is one, and else the processes of one executable (for an
 * interpreter: one script) in one session. The biggest first; `ownPid` is Headroom's.
 */
export function groupProcesses(
  processes: readonly RunningProcess[],
  ownPid: Pid | null,
  atMs: number,
): readonly Group[] {
  const own = processes.find((process) => process.pid === ownPid)
  const ownContainer = own === undefined ? null : containerOf(own.cgroup)
  const groups = new Map<string, { readonly belonging: Belonging; readonly members: Member[] }>()
  for (const process of processes) {
    const belonging = belongingOf(process, ownContainer?.id ?? null)
    const group = groups.get(belonging.key) ?? { belonging, members: [] }
    group.members.push({ process, name: belonging.name })
    groups.set(belonging.key, group)
  }
  return [...groups.values()]
    .map(({ belonging, members }) => groupOf(belonging, members, ownPid, atMs))
    .sort((a, b) => b.memoryBytes - a.memoryBytes || (a.name < b.name ? -1 : 1))
}

function belongingOf(process: RunningProcess, ownContainerId: string | null): Belonging {
  const { name, script } = programNameOf(process)
  const container = containerOf(process.cgroup)
  if (container !== null && container.id !== ownContainerId) {
    const detail = `${container.engine} container ${shortId(container.id)}`
    return { key: `container ${container.id}`, kind: 'container', groupName: null, detail, name }
  }
  const machine = virtualMachineName(process)
  if (machine !== null) {
    const key = `vm ${process.pid} ${process.startedAtMs}`
    return { key, kind: 'virtual-machine', groupName: machine, detail: 'virtual machine', name }
  }
  const program = process.executable ?? process.name
  const key = `${process.sessionId} ${program} ${script ?? ''}`.trimEnd()
  return { key, kind: 'app', groupName: null, detail: null, name }
}

function groupOf(
  belonging: Belonging,
  members: readonly Member[],
  ownPid: Pid | null,
  atMs: number,
): Group {
  const oldest = members.reduce((first, member) =>
    member.process.startedAtMs < first.process.startedAtMs ? member : first,
  )
  const isHeadroom = members.some((member) => member.process.pid === ownPid)
  const processes = members
    .map(appProcessOf)
    .sort((a, b) => b.memoryBytes - a.memoryBytes || a.pid - b.pid)
  const sum = (bytesOf: (member: Member) => number): number =>
    members.reduce((total, member) => total + bytesOf(member), 0)
  return {
    id: appId(belonging.key),
    name: isHeadroom ? 'Headroom' : (belonging.groupName ?? oldest.name),
    kind: belonging.kind,
    detail: belonging.detail,
    isHeadroom,
    memoryBytes: processes.reduce((total, process) => total + process.memoryBytes, 0),
    memoryKind: memoryKindOfSum(processes),
    ...unknownToLinux,
    iconName: iconOf(belonging, oldest.process),
    quitEnds: belonging.kind === 'virtual-machine' ? 'everything that runs in it' : null,
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
  isOwn: null,
} as const

function iconOf({ kind }: Belonging, process: RunningProcess): IconName {
  if (kind !== 'app') return kind
  return isEngine(executableName(process)) ? 'engine' : 'background'
}

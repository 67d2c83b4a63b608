import { pid, type Pid } from '../../src/shared/ids.ts'
import { groupMacProcesses, type MacGroup } from '../../src/main/apps/mac-group.ts'
import type { MacApp, MacProcess } from '../../src/main/apps/mac-process.ts'

export type MacProcessGiven = Partial<Omit<MacProcess, 'pid' | 'parentPid' | 'executable'>>

/** A process as a test thinks of it: its number, its parent's, its file, and what matters beside them. */
export const macProcess = (
  id: number,
  parent: number | null,
  executable: string,
  given: MacProcessGiven = {},
): MacProcess => ({
  pid: pid(id),
  parentPid: parent === null ? null : pid(parent),
  startedAtMs: 1_000,
  user: null,
  executable,
  residentBytes: 1e6,
  footprintBytes: null,
  exactBytes: null,
  gpuRatio: null,
  isTranslated: null,
  ...given,
})

/** An app in the foreground, by its bundle; `coalition`: the processes beside its own. */
export function macApp(
  id: number,
  bundlePath: string | null,
  coalition: readonly number[] = [],
  given: Partial<MacApp> = {},
): MacApp {
  const name = bundlePath?.slice(bundlePath.lastIndexOf('/') + 1).replace(/\.app$/, '') ?? 'App'
  return {
    pid: pid(id),
    name,
    bundleId: null,
    bundlePath,
    type: 'Foreground',
    isFront: false,
    coalitionPids: coalition.map(pid),
    ...given,
  }
}

export const grouped = (
  processes: readonly MacProcess[],
  apps: readonly MacApp[] | null = [],
  ownPid: Pid | null = null,
): readonly MacGroup[] =>
  groupMacProcesses({ processes, apps, ownPid, residentAtMs: 0, exactAtMs: 0 })

/** Each app with the numbers of its processes in order, the apps by the first of them. */
export const pidsByApp = (
  processes: readonly MacProcess[],
  apps: readonly MacApp[] | null = [],
): readonly (readonly [string, readonly number[]])[] =>
  grouped(processes, apps)
    .map(({ name, processes: own }) => {
      const pids = own.map((process): number => process.pid).toSorted((a, b) => a - b)
      return [name, pids] as const
    })
    .toSorted(([, a], [, b]) => (a[0] ?? 0) - (b[0] ?? 0))

/** The one app of that name; an error where there is none, or another. */
export function groupNamed(groups: readonly MacGroup[], name: string): MacGroup {
  const [found, ...others] = groups.filter((group) => group.name === name)
  if (found === undefined || others.length > 0) throw new Error(`not one app ${name}`)
  return found
}

export const chrome = '/Applications/Google Chrome.app'
export const chromeHelper = (kind: string): string =>
  `${chrome}/Contents/Frameworks/Google Chrome Framework.framework/Versions/140.0/Helpers/Google Chrome Helper (${kind}).app/Contents/MacOS/Google Chrome Helper (${kind})`
export const anonymousGuest =
  '/System/Library/Frameworks/Virtualization.framework/Versions/A/XPCServices/com.apple.Virtualization.VirtualMachine.xpc/Contents/MacOS/com.apple.Virtualization.VirtualMachine'

import { isOwnUser } from './is-own.ts'
import { isOfSystem, type Owner } from './mac-owner.ts'
import type { MacApp, MacProcess } from './mac-process.ts'
import type { QuitSigns } from './quit-way.ts'

export interface MacMembers {
  readonly owner: Owner
  readonly processes: readonly MacProcess[]
  /** The entries of LaunchServices that stand for it; null where that does not answer. */
  readonly registered: readonly MacApp[] | null
  readonly bundleId: string | null
  /** Headroom's; null where it is not listed. */
  readonly ownUser: string | null
}

export const macQuitSigns = (members: MacMembers): QuitSigns => ({
  members: members.processes.map(({ pid, parentPid, executable, user }) => {
    return { pid, parentPid, executable, isOwn: isOwnUser(user, members.ownUser) }
  }),
  isBackgroundOnly: members.registered !== null && areBackgroundOnly(members.registered),
  isUnattended: false,
  unaskable: unaskableOf(members),
})

/** One that is registered nowhere was started by hand, or by launchd: it may be at work, and nobody says that it is not. */
export const areBackgroundOnly = (registered: readonly MacApp[]): boolean =>
  registered.length > 0 && registered.every(({ type }) => type === 'BackgroundOnly')

/**
 * An app with windows is asked by its id, through macOS: a signal would skip its question whether to save (electron.md §9). Where
 * macOS tells no id of it now, it cannot be asked.
 */
function unaskableOf({ owner, processes, registered, bundleId }: MacMembers): string | null {
  if (owner.kind === 'program' && isOfSystem(owner.executable)) return ofMacOs
  if (registered === null)
    return owner.kind === 'bundle' ? 'macOS does not say now whether it has windows' : null
  if (owner.kind === 'bundle' && isAgent(owner.path, registered)) return ofMacOs
  const pids = new Set(processes.map(({ pid }) => pid))
  const mayHaveWindows = registered.some(
    ({ pid, type }) => pid !== null && pids.has(pid) && type !== 'BackgroundOnly',
  )
  return mayHaveWindows && bundleId === null
    ? 'macOS knows no id by which to ask it: quit it by its own menu'
    : null
}

const ofMacOs = 'it belongs to macOS'

/** What macOS starts for itself, and again when it has ended; its apps for people lie elsewhere, or have an icon in the Dock. */
const isAgent = (bundlePath: string, registered: readonly MacApp[]): boolean =>
  bundlePath.startsWith('/System/Library/') && !registered.some(({ type }) => type === 'Foreground')

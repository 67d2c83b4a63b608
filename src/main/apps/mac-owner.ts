import type { Pid } from '../../shared/ids.ts'
import { isEngine } from './engine.ts'
import { outermostBundle, type MacApp, type MacProcess } from './mac-process.ts'
import { baseName } from '../../shared/base-name.ts'

/** What a process belongs to: an app in its bundle, or a program of its own. */
export type Owner =
  | { readonly kind: 'bundle'; readonly path: string }
  | { readonly kind: 'program'; readonly key: string; readonly executable: string }

/** What is started in these is a program of its own: a person does not quit the terminal to end it. */
const terminals =
  /^(Terminal|iTerm2?|iTermServer.*|Warp|kitty|Alacritty|WezTerm|Ghostty|Hyper|Tabby|Rio|tmux|screen|sshd.*)$/i
const shells = /^-?(zsh|bash|fish|sh|dash|tcsh|csh|nu|login|sudo|env|xargs|tmux|screen)$/
/** A chain of parents longer than this is none. */
const maxDepth = 32

const launchdPid = 1

export const isTerminal = (bundlePath: string): boolean =>
  terminals.test(baseName(bundlePath).replace(/\.app$/, ''))

/**
 * Who owns each process: its coalition's app, else the outermost `.app` that its file lies in, else its parent's owner
 * (electron.md §9). A program that a person started in a terminal, and an engine outside every bundle, stand for
 * themselves, with what they started.
 */
export function createOwners(
  processes: readonly MacProcess[],
  apps: readonly MacApp[],
): (process: MacProcess) => Owner {
  const byPid = new Map(processes.map((process) => [process.pid, process]))
  const coalitions = new Map<Pid, string>()
  for (const { pid, bundlePath, coalitionPids } of apps) {
    // some releases list no path: then the app's own file tells
    const main = pid === null ? undefined : byPid.get(pid)
    const path = bundlePath ?? (main === undefined ? null : outermostBundle(main.executable))
    if (path !== null) coalitionPids.forEach((member) => coalitions.set(member, path))
  }

  const parentOf = ({ parentPid }: MacProcess): MacProcess | null =>
    parentPid === null || parentPid <= launchdPid ? null : (byPid.get(parentPid) ?? null)

  const bundleOf = (process: MacProcess): string | null => {
    const own = outermostBundle(process.executable)
    const fileName = baseName(process.executable)
    const ofCoalition = coalitions.get(process.pid) ?? null
    if (own === null && isEngine(fileName)) return null
    if (ofCoalition !== null && isTerminal(ofCoalition)) {
      return shells.test(fileName) || terminals.test(fileName) ? ofCoalition : own
    }
    // a helper that lies in another bundle than its coalition's app belongs to the coalition
    return ofCoalition === null ? own : (outermostBundle(`${ofCoalition}/`) ?? ofCoalition)
  }

  /** A terminal, or a shell in one: what runs in an app's own shell was not started by a person. */
  const isPersons = (process: MacProcess, depth: number): boolean => {
    if (isTerminalProcess(process)) return true
    if (!shells.test(baseName(process.executable))) return false
    const parent = depth >= maxDepth ? null : parentOf(process)
    return parent === null || isPersons(parent, depth + 1)
  }

  const ownerOf = (process: MacProcess, depth: number): Owner => {
    const path = bundleOf(process)
    if (path !== null) return { kind: 'bundle', path }
    const parent = depth >= maxDepth ? null : parentOf(process)
    const fileName = baseName(process.executable)
    if (parent === null) return programOf(process, isOfSystem(process.executable))
    const isOwnEngine = isEngine(fileName) && baseName(parent.executable) !== fileName
    // a shell is the terminal's; what a person starts in it is not
    const isStarted = isPersons(parent, depth) && !shells.test(fileName)
    return isOwnEngine || isStarted ? programOf(process, false) : ownerOf(parent, depth + 1)
  }
  return (process) => ownerOf(process, 0)
}

function isTerminalProcess({ executable }: MacProcess): boolean {
  const bundle = outermostBundle(executable)
  return bundle === null ? terminals.test(baseName(executable)) : isTerminal(bundle)
}

/** All processes of one file of the system's are one; of a person's own programs each start is one. */
const programOf = ({ executable, pid, startedAtMs }: MacProcess, isShared: boolean): Owner => ({
  kind: 'program',
  key: isShared ? executable : `${executable} ${pid} ${startedAtMs}`,
  executable,
})

export const isOfSystem = (executable: string): boolean =>
  /^(\/System\/|\/usr\/(libexec|sbin|bin)\/|\/sbin\/|\/bin\/|\/Library\/Apple\/)/.test(
    executable,
  ) || !executable.startsWith('/')

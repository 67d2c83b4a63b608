import type { Pid } from '../../shared/ids.ts'
import { isEngine } from './engine.ts'
import { outermostBundle, type MacApp, type MacProcess } from './mac-process.ts'
import { baseName } from './running.ts'

/** What a process belongs to: an app in its bundle, or a program of its own. */
export type Owner =
  | { readonly kind: 'bundle'; readonly path: string }
  | { readonly kind: 'program'; readonly key: string; readonly executable: string }

/** What is started in these is a program of its own: a person does not quit the terminal to end it. */
const terminals =
  /^(Terminal|iTerm2?|Warp|kitty|Alacritty|WezTerm|Ghostty|Hyper|Tabby|Rio|tmux|screen|sshd.*)$/i
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
  for (const { bundlePath, coalitionPids } of apps) {
    if (bundlePath !== null) coalitionPids.forEach((member) => coalitions.set(member, bundlePath))
  }

  const parentOf = ({ parentPid }: MacProcess): MacProcess | null =>
    parentPid === null || parentPid <= launchdPid ? null : (byPid.get(parentPid) ?? null)

  const bundleOf = (process: MacProcess): string | null => {
    const own = outermostBundle(process.executable)
    const ofCoalition = coalitions.get(process.pid) ?? null
    const isOutside = own === null && isEngine(baseName(process.executable))
    if (isOutside || (ofCoalition !== null && isTerminal(ofCoalition))) return own
    // a helper that lies in another bundle than its coalition's app belongs to the coalition
    return ofCoalition === null ? own : (outermostBundle(`${ofCoalition}/`) ?? ofCoalition)
  }

  const ownerOf = (process: MacProcess, depth: number): Owner => {
    const path = bundleOf(process)
    if (path !== null) return { kind: 'bundle', path }
    const parent = depth >= maxDepth ? null : parentOf(process)
    const fileName = baseName(process.executable)
    if (parent === null) return programOf(process, isOfSystem(process.executable))
    if (isEngine(fileName) && baseName(parent.executable) !== fileName)
      return programOf(process, false)
    const isStartedByPerson = shells.test(baseName(parent.executable)) || isTerminalProcess(parent)
    // a shell is the terminal's; what a person starts in it is not
    if (isStartedByPerson && !shells.test(fileName)) return programOf(process, false)
    return ownerOf(parent, depth + 1)
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

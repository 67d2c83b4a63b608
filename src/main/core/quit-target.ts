import type { App, AppProcess } from '../../shared/app.ts'
import type { Pid } from '../../shared/ids.ts'
import type { QuitTarget, TargetProcess } from '../apps/quit/target.ts'
import { topsOf } from '../apps/quit/traces.ts'
import { isSame } from '../apps/quit/verify.ts'
import { Refusal } from '../host/attempt.ts'
import type { Host, ProcessIdentity } from '../host/host.ts'
import type { Monitor } from '../monitor/monitor.ts'
import type { Subject } from './act-book.ts'
import { shownName } from './quit-words.ts'

type Listed = Monitor['listed']

/** The app as it was seen. Throws Refusal where one of its processes is not the one any more that was listed for it. */
export function targetOfApp(app: App, listed: Listed): QuitTarget {
  const processes = app.processes.map((one) => asListed(one, shownName(app.name), listed))
  return {
    name: app.name,
    bundleId: app.bundleId,
    bundlePath: app.bundleId === null ? null : bundlePathOf(app, processes),
    processes,
  }
}

/** What of a process tells it apart in a Snapshot. */
type Seen = Pick<AppProcess, 'pid' | 'startedAtMs'>

/** These processes alone: of a server that runs in a terminal, or among other programs of one app. */
export const targetOfProcesses = (
  name: string,
  processes: readonly Seen[],
  listed: Listed,
): QuitTarget => ({
  name,
  bundleId: null,
  bundlePath: null,
  processes: processes.map((one) => asListed(one, shownName(name), listed)),
})

/** The list may be newer than what was shown: a pid may have been given to another process between the two. */
function asListed({ pid, startedAtMs }: Seen, name: string, listed: Listed): TargetProcess {
  const found = listed(pid)
  if (found === null)
    throw new Refusal(`process ${pid} of ${name} is not listed: it may have ended, or be another's`)
  if (found.startedAtMs !== startedAtMs)
    throw new Refusal(`process ${pid} of ${name} is another one by now: nothing was sent`)
  return {
    pid: found.pid,
    startedAt: found.startedAt,
    executable: found.executable,
    parentPid: found.parentPid,
  }
}

// /Applications/Loom.app/Contents/MacOS/Loom, …/Loom.app/Contents/Frameworks/Loom Helper.app/Contents/MacOS/Loom Helper
function bundlePathOf({ id }: App, processes: readonly TargetProcess[]): string | null {
  const paths = processes.flatMap(
    ({ executable }) => /^(\/.*?\.app)\/Contents\//.exec(executable)?.[1] ?? [],
  )
  // a bundle of macOS names its app by its path (apps/mac-group.ts); a helper may lie in another one
  return paths.find((path) => path === String(id)) ?? paths[0] ?? null
}

/**
 * What an act has left, as far as it still runs as the same: asked now, as a Core that looks only when it is asked has no list of
 * this moment. Throws Refusal where none of it does.
 */
export async function stillThere(
  { target, left: leftThen }: Pick<Subject, 'target' | 'left'>,
  host: Pick<Host, 'identify'>,
): Promise<{ readonly target: QuitTarget; readonly left: readonly ProcessIdentity[] }> {
  const found = await Promise.all(leftThen.map(({ pid }) => host.identify(pid)))
  const left = leftThen.filter((one, index) => {
    const now = found[index]
    return now?.kind === 'ok' && isSame(now.value, one)
  })
  if (target === null || left.length === 0)
    throw new Refusal('what was left of it has ended meanwhile: ask again if it was started anew')
  const isLeft = (one: ProcessIdentity): boolean => left.some((other) => isSame(one, other))
  return { target: { ...target, processes: target.processes.filter(isLeft) }, left }
}

/** For `hold`: a process is asked by one act at a time, whatever it was asked for by. */
export const keysOf = ({ processes }: Pick<QuitTarget, 'processes'>): readonly string[] =>
  processes.map(({ pid, startedAt }) => `process ${pid} ${startedAt}`)

/** For a Question: what was meant. Helpers and workers come and go while somebody thinks about it, the programs that start them do not. */
export function programsOf({ bundlePath, processes }: QuitTarget): readonly string[] {
  // what macOS starts for an app (its web pages) is nobody's child
  const mains = processes.filter(
    ({ executable }) =>
      bundlePath !== null && executable.startsWith(`${bundlePath}/Contents/MacOS/`),
  )
  return keysOf({ processes: mains.length > 0 ? mains : topsOf(processes) })
}

export const pidsOf = ({ processes }: QuitTarget): readonly Pid[] => processes.map(({ pid }) => pid)

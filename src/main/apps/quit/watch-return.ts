import { baseName } from '../../../shared/base-name.ts'
import { printable } from '../../../shared/printable.ts'
import type { FoundProcess, Host } from '../../host/host.ts'
import { readStarted, type StartedProcess } from './started.ts'
import type { QuitTarget, QuitTrace } from './target.ts'
import { readCommand } from './traces.ts'
import { isSame } from './verify.ts'
import { pause } from './wait.ts'

/** For how long it is watched, and how often it is looked. launchd waits ten seconds where a job ends too often. */
const returnWaits = { withinMs: 10_000, everyMs: 1_000 }
/** A machine may start hundreds of programs a second: as many are looked at closely. */
const maxLookedAt = 500

/**
 * Whether it comes back within ten seconds of its end, and who started it then: `launchd`, `systemd`, `supervise.sh (812)`;
 * null: it stays away. `traces` are those of its QuitEnd.
 */
export async function watchReturn(
  host: Host,
  target: QuitTarget,
  endedAtMs: number,
  traces: readonly QuitTrace[],
  { withinMs, everyMs } = returnWaits,
): Promise<string | null> {
  const askedAtMs = traces[0]?.askedAtMs
  if (askedAtMs === undefined) return null
  // the clock may be set back meanwhile: it is never looked more often than this
  const mostLooks = Math.ceil(withinMs / everyMs) + 1
  for (let look = 0; look < mostLooks; look++) {
    const found = await findReturned(host, target, askedAtMs, traces)
    if (found !== null) return keeperOf(host, found)
    if (host.clock.nowMs() - endedAtMs >= withinMs) break
    await pause(host.clock, everyMs)
  }
  return null
}

async function findReturned(
  host: Host,
  target: QuitTarget,
  askedAtMs: number,
  traces: readonly QuitTrace[],
): Promise<FoundProcess | null> {
  let lookedAt = 0
  for (const started of await readStarted(host, askedAtMs)) {
    if (lookedAt >= maxLookedAt) break
    if (!mayBeReturned(started, target, traces)) continue
    lookedAt++
    const reading = await host.identify(started.pid)
    if (reading.kind !== 'ok') continue
    const found = reading.value
    if (target.processes.some((one) => isSame(one, found))) continue
    if (await isReturned(host, target, traces, found)) return found
  }
  return null
}

/** By what a list tells for nothing. */
function mayBeReturned(
  { executable }: StartedProcess,
  target: QuitTarget,
  traces: readonly QuitTrace[],
): boolean {
  const isTraced = traces.some((trace) => trace.executable === executable)
  return executable === null || isTraced || isAppsOwn(target, executable)
}

/** An app's main program, wherever its new version lies in the bundle. */
const isAppsOwn = ({ bundleId, bundlePath }: QuitTarget, executable: string): boolean =>
  bundleId !== null && bundlePath !== null && executable.startsWith(`${bundlePath}/Contents/MacOS/`)

async function isReturned(
  host: Host,
  target: QuitTarget,
  traces: readonly QuitTrace[],
  found: FoundProcess,
): Promise<boolean> {
  if (isAppsOwn(target, found.executable)) return true
  const alike = traces.filter(({ executable }) => executable === found.executable)
  if (alike.length === 0) return false
  const command = await readCommand(host, found)
  return alike.some((trace) => isSameProgram(trace, command))
}

/** One file runs many programs: what tells them apart is the rest of their command line. */
const interpreters =
  /^(python|pypy|node|nodejs|deno|bun|tsx|java|ruby|perl|php|lua|Rscript|busybox|toybox|coreutils|(ba|da|z|k|fi|tc|c)?sh)[\d.]*$/i
/** `sleep`, `tail`: anybody may have started them anew. */
const sharedPlaces = /^(\/usr)?\/s?bin\//

/** The same command line; a program of its own may get another port, but does the same (`ollama serve` is no `ollama list`). */
function isSameProgram(trace: QuitTrace, command: string | null): boolean {
  if (trace.command === null || command === null) return false
  if (trace.command === command) return true
  const { executable } = trace
  const isShared = sharedPlaces.test(executable) || interpreters.test(baseName(executable))
  return !isShared && firstArgumentOf(trace.command) === firstArgumentOf(command)
}

const firstArgumentOf = (command: string): string => wordsOf(command)[1] ?? ''
const wordsOf = (command: string): readonly string[] =>
  command.includes('\0') ? command.split('\0') : command.split(/\s+/)

/** Whoever has started it. */
async function keeperOf(host: Host, { parentPid }: FoundProcess): Promise<string> {
  if (parentPid === null || parentPid <= 1) return nameOfFirst(host)
  const reading = await host.identify(parentPid)
  if (reading.kind !== 'ok') return 'a program that has ended since'
  const { executable, pid } = reading.value
  if (baseName(executable) === 'systemd') return 'systemd' // the user's own has another number than 1
  const command = await readCommand(host, reading.value)
  return `${printable(scriptOf(executable, command))} (${pid})`
}

/** What an interpreter runs, by its file: `supervise.sh`; its own name where the program stands on the command line. */
function scriptOf(executable: string, command: string | null): string {
  const name = baseName(executable)
  if (command === null || !interpreters.test(name)) return name
  const script = wordsOf(command)
    .slice(1)
    .find((word) => word !== '-m' && word !== '')
  return script === undefined || script.startsWith('-') ? name : baseName(script)
}

/** What runs as process 1: launchd on a Mac; on Linux whatever its machine or container was started with. */
async function nameOfFirst(host: Host): Promise<string> {
  if (host.platform === 'darwin') return 'launchd'
  const reading = await host.ask({ kind: 'file', path: '/proc/1/comm' })
  return reading.kind === 'ok' ? printable(reading.value.trim()) : 'init'
}

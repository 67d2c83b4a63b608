import type { FoundProcess, Host } from '../../host/host.ts'
import { keeperOf } from './keeper.ts'
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
 * Whether it comes back within ten seconds of its end, and who keeps it alive then: `launchd`, `systemd`, `supervise.sh (812)`;
 * null: it stays away, or a person has started it again. `traces` are those of its QuitEnd.
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
    const started = await readStarted(host, askedAtMs)
    const found = await findReturned(host, target, started, traces)
    if (found !== null) return keeperOf(host, found, withoutParents(started, target))
    if (host.clock.nowMs() - endedAtMs >= withinMs) break
    await pause(host.clock, everyMs)
  }
  return null
}

/** A list tells starts by whole seconds on a Mac: who had started the target was there before its end. */
const withoutParents = (
  started: readonly StartedProcess[],
  { processes }: QuitTarget,
): readonly StartedProcess[] =>
  started.filter(({ pid }) => processes.every(({ parentPid }) => parentPid !== pid))

async function findReturned(
  host: Host,
  target: QuitTarget,
  all: readonly StartedProcess[],
  traces: readonly QuitTrace[],
): Promise<FoundProcess | null> {
  let lookedAt = 0
  for (const { pid, executable } of all) {
    if (lookedAt >= maxLookedAt) break
    // by what a list tells for nothing
    if (executable !== null && !traces.some((trace) => trace.executable === executable)) continue
    lookedAt++
    const reading = await host.identify(pid)
    if (reading.kind !== 'ok') continue
    const found = reading.value
    if (target.processes.some((one) => isSame(one, found))) continue
    if (await isReturned(host, target, traces, found)) return found
  }
  return null
}

/**
 * An app by its main program, whatever it is started with; any other by its whole command line too: one file runs many programs,
 * and an engine with another model does something else.
 */
async function isReturned(
  host: Host,
  { bundleId }: QuitTarget,
  traces: readonly QuitTrace[],
  found: FoundProcess,
): Promise<boolean> {
  const alike = traces.filter(({ executable }) => executable === found.executable)
  if (alike.length === 0) return false
  if (bundleId !== null) return true
  const command = await readCommand(host, found)
  return command !== null && alike.some((trace) => trace.command === command)
}

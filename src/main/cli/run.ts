import { realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { printable } from '../../shared/printable.ts'
import type { Fit } from '../../shared/fit.ts'
import type { Core } from '../core/core.ts'
import { openOwnLogs } from '../core/own-logs.ts'
import type { FitRoom } from '../fit/fit-room.ts'
import { reasonOf } from '../host/attempt.ts'
import type { Host } from '../host/host.ts'
import { createLocalHost } from '../host/local.ts'
import { modelPlacesOf } from '../inference/models/find/model-places.ts'
import { askYesNo } from './ask-yes-no.ts'
import { readLearning } from './read-learning.ts'
import { openOwnCore } from './own-core.ts'
import { createLook, ownRelief } from './own-relief.ts'
import { runByPipes } from './run/by-pipes.ts'
import { checkLaunch, launchOfWords, type LaunchCheck } from './run/check-launch.ts'
import { endAs, type RunEnd } from './run/end-as.ts'
import { findProgram } from './run/find-program.ts'
import { runInTerminal } from './run/in-terminal.ts'
import { createOuterTerminal } from './run/outer-terminal.ts'
import { forcedLines, refusalLines } from './run/refusal-lines.ts'
import { makeRoom } from './run/make-room.ts'
import { passSignals, type PassedSignals } from './run/passed-signals.ts'
import type { RunOutcome, RunWatch } from './run/run-session.ts'
import { createRunWitness } from './run/run-witness.ts'
import { tell } from './run/tell.ts'

export interface RunOptions {
  /** Started, whatever the estimate says. */
  readonly isForced: boolean
  readonly roomCapBytes: number | null
}

type Words = readonly [string, ...string[]]

/** EX_TEMPFAIL of sysexits.h: another time there may be room. */
const noRoomStatus = 75

/** `headroom run`: starts a program where there is room for what it loads, and ends as it ends. */
export async function run(words: Words, options: RunOptions): Promise<void> {
  process.stderr.on('error', () => undefined) // EIO, EPIPE: whoever would read it has gone
  endAs(await ran(words, options))
}

async function ran(words: Words, { isForced, roomCapBytes }: RunOptions): Promise<RunEnd> {
  const found = findProgram(words[0], process.env['PATH'])
  if (found.kind === 'missing') {
    tell(`${printable(words[0])}: ${found.reason}`)
    return { kind: 'exit', code: found.status }
  }
  const environment = ownEnvironment()
  const host = createLocalHost()
  const core = await openOwnCore({ roomCapBytes })
  const launch = launchOfWords(words, environment)
  const places = modelPlacesOf(process.env, homedir(), process.cwd(), process.platform)
  const checked = async (): Promise<LaunchCheck> => {
    const snapshot = createLook(core, () => ownRelief(host))
    const learning = await readLearning(host)
    const world = { host, places, platform: process.platform, snapshot, learning }
    const check = await checkLaunch(launch, world)
    for (const line of checkLines(check, words, isForced)) tell(line)
    return check
  }
  const check = await checked()
  if (check.kind === 'no' && !isForced) {
    const isRoomMade = await roomMadeFor(check, { host, core })
    if (!isRoomMade || (await checked()).kind === 'no') return { kind: 'exit', code: noRoomStatus }
  }

  const { runsFolder } = await openOwnLogs({ stays: false })
  const witness = createRunWitness({ words, launch, core, host, runsFolder: runsFolder ?? null })
  const signals = passSignals()
  const outcome = await outcomeOf(words, { host, environment, signals, watch: witness.watch })
  signals.stop()
  await witness.report(outcome)
  await Promise.all([core.close(), host.close()])
  return outcome.end
}

/** As the settings allow it: whether anything was let go. */
async function roomMadeFor(
  { fit, room }: Extract<LaunchCheck, { readonly kind: 'no' }>,
  { host, core }: { readonly host: Host; readonly core: Core },
): Promise<boolean> {
  const { beforeLoad } = await ownRelief(host)
  const isTalking = process.stdin.isTTY && process.stderr.isTTY
  const ask = (question: string): Promise<boolean> => askYesNo(`headroom: ${question}`)
  return makeRoom(needOf(fit, room), { core, beforeLoad, tell, ask: isTalking ? ask : null })
}

/** On a Mac's one memory the line that asks for more. */
function needOf({ needBytes, needRamBytes }: Fit, { device }: FitRoom): number {
  switch (device) {
    case 'cpu':
      return needRamBytes
    case 'metal':
      return Math.max(needBytes, needRamBytes)
    case 'cuda':
    case 'vulkan':
      return needBytes
  }
}

function checkLines(check: LaunchCheck, words: Words, isForced: boolean): readonly string[] {
  switch (check.kind) {
    case 'go':
      return [check.note, ...check.remarks]
    case 'unknown':
      return [`not checked: ${printable(check.reason, 300)}`]
    case 'no':
      return isForced ? forcedLines(check) : refusalLines(check, words)
  }
}

/** In a terminal of its own, where we have one and can make one; else by pipes. */
async function outcomeOf(words: Words, start: RunStart): Promise<RunOutcome> {
  const { stdin, stdout, stderr } = process
  const { host, environment, signals, watch } = start
  if (!stdin.isTTY || !stdout.isTTY || !stderr.isTTY) return byPipes(words, start)
  const outer = createOuterTerminal()
  const opened = await host.openTerminal({
    argv: words,
    cwd: ownFolder(),
    env: environment,
    ...outer.size(),
  })
  if (opened.kind === 'ok') return runInTerminal(opened.value, outer, signals, watch)
  tell(`by pipes, without a terminal: ${opened.reason}`)
  return byPipes(words, start)
}

interface RunStart {
  readonly host: Host
  readonly environment: Readonly<Record<string, string>>
  readonly signals: PassedSignals
  readonly watch: RunWatch
}

const cannotStartStatus = 126

async function byPipes(words: Words, { signals, watch }: RunStart): Promise<RunOutcome> {
  try {
    return await runByPipes(words, signals, watch)
  } catch (error) {
    // E2BIG, ENOEXEC, EAGAIN: the kernel does not start it
    tell(`${printable(words[0])} could not be started: ${printable(reasonOf(error), 300)}`)
    const end = { kind: 'exit', code: cannotStartStatus } as const
    return { end, wasAsked: true, isAtLineStart: true }
  }
}

const ownEnvironment = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  )

/** By the name that the shell has for it, which may lead over links. */
function ownFolder(): string {
  const folder = process.cwd()
  const named = process.env['PWD']
  try {
    return named !== undefined && realpathSync(named) === folder ? named : folder
  } catch {
    // ENOENT: PWD is of another place
    return folder
  }
}

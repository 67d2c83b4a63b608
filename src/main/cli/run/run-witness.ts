import { totalmem } from 'node:os'
import { baseName } from '../../../shared/base-name.ts'
import type { Explain } from '../../../shared/explain.ts'
import { printable } from '../../../shared/printable.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { formatBytes, formatCount } from '../../../shared/units.ts'
import type { Core } from '../../core/core.ts'
import type { Host } from '../../host/host.ts'
import type { CaseMachine } from '../../inference/diagnosis/case.ts'
import type { Launch } from '../../inference/programs/launch/launch.ts'
import { explainLines } from '../explain-text.ts'
import { say } from '../output.ts'
import { createMinute, minuteLines, minuteTable, momentOf, type Minute } from './minute.ts'
import { patienceMs, type PassedSignal } from './passed-signals.ts'
import { runFiles, type RunFiles } from './run-files.ts'
import { createRunLog, type RunLog } from './run-log.ts'
import { createRunReader, type RunReader } from './run-reader.ts'
import type { RunOutcome, RunWatch } from './run-session.ts'
import { tell, tellBetween } from './tell.ts'

/** Loads fail early: so long, and while room runs out, the machine is looked at each second. */
const closeLookMs = 60_000

export interface RunWitness {
  readonly watch: RunWatch
  /** What its output tells and what the machine was like, where it has failed; nothing where it has not. */
  report(outcome: RunOutcome): Promise<void>
}

export interface WitnessParts {
  readonly words: readonly [string, ...string[]]
  readonly launch: Launch | null
  readonly core: Core
  readonly host: Pick<Host, 'writeFile' | 'clock'>
  readonly runsFolder: string | null
}

/** Sees what a program prints and what the machine is like meanwhile. */
export function createRunWitness(parts: WitnessParts): RunWitness {
  const { words, core, host, runsFolder } = parts
  const startedAtMs = host.clock.nowMs()
  const files =
    runsFolder === null
      ? null
      : runFiles(runsFolder, { word: words[0], atMs: startedAtMs, pid: process.pid })
  const log = files === null ? null : createRunLog(files, isRunning)
  const reader = createRunReader(machineOf(core.current()), (text) => log?.write(text))
  const minute = createMinute()
  const stopLooking = lookAt(core, startedAtMs)
  let programPid: number | null = null
  let isReading = true
  core.onSnapshot((snapshot) => minute.note(momentOf(snapshot, programPid)))

  return {
    watch: {
      onStart: (id) => {
        programPid = id
        core.start()
      },
      onBytes: (bytes, from) => {
        if (!isReading) return
        try {
          reader.read(bytes, from)
        } catch {
          // a fault of ours: the program must not feel it
          isReading = false
        }
      },
      // what it has written may still be on its way when it has ended
      onIgnored: (id, name) => {
        if (isRunning(id)) tellBetween(runsOn(id, name))
      },
    },
    report: async (outcome) => {
      stopLooking()
      await reported(outcome, { ...parts, files, log, reader, minute })
    },
  }
}

/** It may be at saving something. */
const runsOn = (id: number, name: PassedSignal): string =>
  `pid ${id} still runs ${formatCount(patienceMs / 1_000)} s after ${name}; kill -KILL ${id} ends it, and what it has not saved is lost`

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    // ESRCH: it has ended; EPERM: it is another user's
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Answers with the way to stop. */
function lookAt(core: Core, startedAtMs: number): () => void {
  let stop: (() => void) | null = core.look()
  const off = core.onSnapshot(({ atMs, room }) => {
    const isShort = room.kind === 'ok' && room.state !== 'plenty' && room.stateCause !== 'pressure'
    const isClose = atMs - startedAtMs < closeLookMs || isShort
    if (isClose) stop ??= core.look()
    else {
      stop?.()
      stop = null
    }
  })
  return () => {
    off()
    stop?.()
  }
}

/** This one: what it prints is printed here. */
function machineOf(snapshot: Snapshot | null): CaseMachine {
  const { platform, arch } = process
  const limit = snapshot?.limit
  return {
    ramBytes: totalmem(),
    limitBytes: limit?.kind === 'ok' ? limit.limitBytes : null,
    isAppleSilicon: platform === 'darwin' && arch === 'arm64',
    platform: platform === 'darwin' || platform === 'linux' ? platform : null,
  }
}

interface Seen extends WitnessParts {
  readonly files: RunFiles | null
  readonly log: RunLog | null
  readonly reader: RunReader
  readonly minute: Minute
}

async function reported(outcome: RunOutcome, seen: Seen): Promise<void> {
  const { words, files, log, reader, minute, host } = seen
  const endedAtMs = host.clock.nowMs()
  const explained = reader.done(lastLineOf(outcome, seen))
  await log?.close()
  const isTold =
    explained.findings.length > 0 && !(speaksForModel(seen.launch) && hasEndedWell(outcome))
  if (!isTold && !isFailure(outcome, seen.launch)) return
  if (!outcome.isAtLineStart) say('')
  const name = printable(baseName(words[0]))
  if (isTold) {
    tell(`what the output of ${name} tells`)
    for (const line of linesOf(explained)) say(line)
  }
  const moments = minute.moments()
  if (moments.length > 0) {
    tell('this machine in the last minute of it')
    for (const line of minuteTable(moments, endedAtMs)) say(`  ${line}`)
  }
  if (files === null) return
  const isKept =
    moments.length > 0 &&
    (await host.writeFile(files.minutePath, minuteLines(moments, endedAtMs))).kind === 'ok'
  if (isKept) tell(`kept in ${files.minutePath}`)
  if (log !== null) tell(whereKept(files, log))
}

function whereKept({ logPath }: RunFiles, log: RunLog): string {
  const trouble = log.trouble()
  if (trouble !== null) return `its output could not be kept: ${printable(trouble)}`
  const missingBytes = log.missingBytes()
  return missingBytes === 0
    ? `its output is kept in ${logPath}`
    : `its output is kept in ${logPath}, but for ${formatBytes(missingBytes)} that came faster than the disk took it`
}

/** Without what the log states: that is for `headroom explain`. */
const linesOf = (explained: Explain): readonly string[] =>
  explainLines({ ...explained, facts: {}, skippedBytes: 0 })

const hasEndedWell = ({ end, wasAsked }: RunOutcome): boolean =>
  wasAsked || (end.kind === 'exit' && end.code === 0)

/** Of a program that nobody asked to end: by a signal; with a code, where it is an engine. */
const isFailure = (outcome: RunOutcome, launch: Launch | null): boolean =>
  !hasEndedWell(outcome) && (outcome.end.kind === 'signal' || launch !== null)

/** What shells say of it: SIGKILL leaves a program no last word. */
const lastLineOf = ({ end, wasAsked }: RunOutcome, { launch }: Seen): string | null =>
  end.kind === 'signal' && end.name === 'SIGKILL' && !wasAsked && launch !== null ? 'Killed' : null

/** What it prints is its model's: that may speak of any failure. */
function speaksForModel(launch: Launch | null): boolean {
  switch (launch?.kind) {
    case 'llama':
      return launch.program === 'library'
    case 'ollama':
      return launch.verb === 'run'
    case 'mlx':
    case 'watched':
    case undefined:
      return false
  }
}

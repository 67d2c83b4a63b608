import {
  macmonNotInstalled,
  macmonUntrusted,
  mactopNotInstalled,
  mactopUntrusted,
  powerIsOff,
  powermetricsNeedsPermission,
  powermetricsOverruled,
  powerNeedsPermission,
} from '../../../shared/facts.ts'
import { powermetricsRulePath } from '../../../shared/powermetrics-rule.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { PowerSourceChoice } from '../../../shared/settings.ts'
import type { Power } from '../../../shared/snapshot.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import type { Host } from '../../host/host.ts'
import { macmonArgv, macmonPaths, parseMacmonLine } from '../../probes/darwin/macmon.ts'
import { mactopArgv, mactopPaths, parseMactopLine } from '../../probes/darwin/mactop.ts'
import { parsePowerDocument } from '../../probes/darwin/powermetrics.ts'
import {
  powermetricsArgv,
  powermetricsPermission,
} from '../../probes/darwin/powermetrics-command.ts'
import { createPowerDocuments } from '../../probes/darwin/powermetrics-stream.ts'
import { findProgram } from '../../probes/darwin/trusted-program.ts'
import { read } from '../../probes/probe.ts'
import { createStreamReader, type StreamChoice, type StreamReader } from '../stream-reader.ts'

/**
 * GPU power by `powermetrics` where a rule of sudo allows it, else by an installed `macmon` or `mactop`, else absent: never 0 W. Where
 * the user has chosen one, by that one or not at all. powermetrics ends by itself after 300 samples and is then started again.
 */
export function createPowerStream(
  host: Host,
  chosen: () => PowerSourceChoice = () => 'auto',
): StreamReader<Power> {
  const refusal = createRefusal()
  const watched: Host = {
    ...host,
    stream: (argv, onText, onEnd) =>
      host.stream(argv, onText, (end) => {
        if (argv === powermetricsArgv) refusal.note(end.reason, host.clock.nowMs())
        onEnd(end)
      }),
  }
  const readerOf = (choice: PowerSourceChoice) => ({
    choice,
    ...createStreamReader(watched, (asker) => choose(asker, choice, refusal.isAt(asker.atMs))),
  })
  let reader = readerOf(chosen())
  return {
    read: (asker) => {
      const choice = chosen()
      if (choice !== reader.choice) {
        reader.stop()
        reader = readerOf(choice)
      }
      return reader.read(asker)
    },
    stop: (why) => {
      if (why === 'anew') refusal.forget()
      reader.stop(why)
    },
  }
}

/** After so long it is tried again. */
const refusedForMs = 3_600_000

/** Whether sudo has refused to run what it had said that it allows: only the run itself shows that (`listpw` of man 5 sudoers). */
function createRefusal() {
  let refusedAtMs: number | null = null
  return {
    note: (reason: string | null, atMs: number): void => {
      if (reason !== null && /\ba password is required\b/.test(reason)) refusedAtMs = atMs
    },
    isAt: (atMs: number): boolean => refusedAtMs !== null && atMs - refusedAtMs < refusedForMs,
    forget: (): void => {
      refusedAtMs = null
    },
  }
}

type Chosen = Reading<StreamChoice<Power>>

async function choose(
  asker: AskerAt,
  choice: PowerSourceChoice,
  isOverruled: boolean,
): Promise<Chosen> {
  const own = () => (isOverruled ? null : powermetrics(asker))
  switch (choice) {
    case 'auto': {
      const best = (await own()) ?? (await ofOthers(asker))
      return best ?? absent(asker, isOverruled ? powermetricsOverruled : powerNeedsPermission)
    }
    case 'powermetrics': {
      const reason = isOverruled ? powermetricsOverruled : powermetricsNeedsPermission
      return (await own()) ?? absent(asker, reason)
    }
    case 'macmon':
      return installed(asker, macmon)
    case 'mactop':
      return installed(asker, mactop)
    case 'off':
      return absent(asker, powerIsOff)
  }
}

const absent = ({ atMs }: AskerAt, reason: string): Chosen => ({
  kind: 'absent',
  reason,
  atMs,
  tookMs: 0,
})

const found = ({ atMs }: AskerAt, value: StreamChoice<Power>): Chosen => ({
  kind: 'ok',
  value,
  atMs,
  tookMs: 0,
})

/** null: it may not be run. */
async function powermetrics(asker: AskerAt): Promise<Chosen | null> {
  const rule = await asker.ask({ kind: 'stat', path: powermetricsRulePath })
  const permission = rule.kind === 'ok' ? await read(asker, powermetricsPermission) : rule
  return permission.kind === 'ok'
    ? found(asker, { argv: powermetricsArgv, createTake: takeDocuments })
    : null
}

/** A program of others that needs no permission and prints a line for each sample. */
interface Installable {
  readonly source: 'macmon' | 'mactop'
  readonly paths: readonly string[]
  readonly argvOf: (path: string) => readonly [string, ...string[]]
  readonly parse: (line: string) => Pick<Power, 'cpuWatts' | 'gpuClockHertz'> & {
    readonly gpuWatts: number | null
  }
  readonly missing: string
  readonly untrusted: string
}

const macmon: Installable = {
  source: 'macmon',
  paths: macmonPaths,
  argvOf: macmonArgv,
  parse: parseMacmonLine,
  missing: macmonNotInstalled,
  untrusted: macmonUntrusted,
}

const mactop: Installable = {
  source: 'mactop',
  paths: mactopPaths,
  argvOf: mactopArgv,
  parse: parseMactopLine,
  missing: mactopNotInstalled,
  untrusted: mactopUntrusted,
}

async function installed(asker: AskerAt, program: Installable): Promise<Chosen> {
  const { paths, argvOf, missing, untrusted } = program
  const where = await findProgram(asker, paths)
  switch (where.kind) {
    case 'found':
      return found(asker, { argv: argvOf(where.path), createTake: () => takeLines(program) })
    case 'untrusted':
      return absent(asker, untrusted)
    case 'none':
      return absent(asker, missing)
  }
}

/** The first that may be run; else why not, where one is there. */
async function ofOthers(asker: AskerAt): Promise<Chosen | null> {
  const both = [await installed(asker, macmon), await installed(asker, mactop)]
  const best =
    both.find(({ kind }) => kind === 'ok') ??
    both.find((one) => one.kind !== 'ok' && isUntrusted(one.reason))
  return best ?? null
}

const isUntrusted = (reason: string): boolean =>
  reason === macmonUntrusted || reason === mactopUntrusted

function takeDocuments(): (piece: string) => Power | null {
  const documents = createPowerDocuments()
  return (piece) => {
    const last = documents.take(piece).at(-1)
    if (last === undefined) return null
    const { gpuWatts, cpuWatts, gpuClockHertz } = parsePowerDocument(last)
    return gpuWatts === null ? null : { source: 'powermetrics', gpuWatts, cpuWatts, gpuClockHertz }
  }
}

/** A line of macmon has some 2 kB, one of mactop 10: it lists processes. What is longer is none of their lines. */
const maxLineLength = 65_536

function takeLines({ source, parse }: Installable): (piece: string) => Power | null {
  let rest = ''
  return (piece) => {
    const lines = `${rest}${piece}`.split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > maxLineLength) rest = ''
    const last = lines.findLast((line) => line.trim() !== '')
    if (last === undefined) return null
    const { gpuWatts, cpuWatts, gpuClockHertz } = parse(last)
    return gpuWatts === null ? null : { source, gpuWatts, cpuWatts, gpuClockHertz }
  }
}

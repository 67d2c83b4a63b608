import { Command } from 'commander'
import type { ExitCode } from '../shared/exit-code.ts'
import { parseSpeed } from '../shared/parse.ts'
import { addActing } from './act-commands.ts'
import { addAgent } from './agent-command.ts'
import { addBlackBox } from './black-box-command.ts'
import { addCompletion } from './completion-command.ts'
import { addRunning } from './engine-run-command.ts'
import { addFitting } from './fit-command.ts'
import { addHistory } from './history-command.ts'
import { addLimit } from './limit-command.ts'
import { addLearnt } from './learnt-command.ts'
import { addModels } from './models-command.ts'
import { aDuration, parsedBy } from './option-values.ts'
import { addReporting } from './report-command.ts'
import { addServing } from './serve-command.ts'
import {
  logOption,
  replayOption,
  roomOption,
  shownBy,
  speedOption,
  type ReplayFlags,
} from './shown-options.ts'
import { addSnoozing } from './snooze-command.ts'
import { version } from './host/version.ts'
import { addStatus } from './status-command.ts'
import { addWaiting } from './wait-command.ts'

const anInterval = aDuration(1_000, 3_600_000, 'from 1s to 1h')
const aSpan = aDuration(1_000, 7 * 86_400_000, 'from 1s to 7d')

interface AppFlags extends ReplayFlags {
  readonly headless: boolean
  readonly requireGui: boolean
}

/** All commands of design §3 that stand so far. Each loads its shell only when it runs. */
export function createCommandLine(done: (code: ExitCode) => void): Command {
  const program = new Command('headroom')
    .exitOverride()
    .description(
      'How much more memory models can take on this machine, who holds the rest, and what is about to fail.\n' +
        'Without a command: the app; in the browser where there is no Electron.',
    )
    .version(version, '-V, --version')
    .option('--headless', 'in the browser, even where Electron is installed', false)
    .option('--require-gui', 'end with 2 instead of showing itself in the browser', false)
    .addOption(replayOption())
    .addOption(speedOption())
    .enablePositionalOptions() // `serve` has a --replay of its own
    .showHelpAfterError('(headroom --help lists the commands)')
    .action(async (options: AppFlags) => {
      const [unknown] = program.args
      if (unknown !== undefined) program.error(`error: unknown command '${unknown}'`)
      const { launchApp } = await import('./launch-app.ts')
      const { headless: isHeadless, requireGui: mustHaveWindow } = options
      done(await launchApp({ isHeadless, mustHaveWindow, shown: shownBy(options) }))
    })

  addUnits(program)

  addStatus(program, done)
  addFitting(program, done)
  addModels(program, done)
  addLearnt(program, done)
  addRunning(program)
  addWatching(program, done)
  addWaiting(program, done)
  addSnoozing(program, done)
  addBlackBox(program, done)
  addLimit(program, done)
  addExplaining(program, done)
  addHistory(program, done)
  addRecording(program, done)
  addReporting(program, done)
  addServing(program, done)
  addActing(program, done)
  addAgent(program, done)
  addCompletion(program, done)
  return program.allowExcessArguments() // only now, as commands inherit: of its own it says which command is unknown
}

/** What shows itself follows the settings as they change, and a recording in it has none. */
function addUnits(program: Command): void {
  program.hook('preAction', async (_, command) => {
    if (command === program || command.name() === 'serve') return
    const { setOwnUnits } = await import('./settings/own-units.ts')
    await setOwnUnits()
  })
}

interface WatchFlags {
  readonly json: boolean
  readonly every: number
  readonly room: number | null
  readonly log: readonly string[]
}

function addWatching(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('watch')
    .description('one Snapshot a tick, until Ctrl-C')
    .option('--json', 'JSON Lines', false)
    .option('--every <time>', 'how often (2s, 1m)', anInterval, 1_000)
    .addOption(roomOption())
    .addOption(logOption())
    .action(async (options: WatchFlags) => {
      const { watch } = await import('./cli/watch.ts')
      const { json, every: everyMs, room: roomCapBytes, log: logFiles } = options
      done(await watch({ json, everyMs, roomCapBytes, logFiles }))
    })

  program
    .command('doctor')
    .description(
      'every source: live, absent or failed, and why; what else is wrong; exit code 1 where anything is',
    )
    .option('--json', 'as JSON', false)
    .action(async (options: { json: boolean }) => {
      const { doctor } = await import('./cli/doctor.ts')
      done(await doctor(options))
    })
}

function addExplaining(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('explain')
    .argument('<logfile>', 'a log of any size, compressed by gzip or not; - for standard input')
    .description(
      'what happened in a log of an engine, and what to do; exit code 1 where something went wrong',
    )
    .option('--json', 'as JSON', false)
    .action(async (logfile: string, options: { json: boolean }) => {
      const { explain } = await import('./cli/explain.ts')
      done(await explain(logfile, options))
    })
}

function addRecording(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('record')
    .description(
      'the raw answers of every source to a file, secrets removed as far as recognised: a bug report',
    )
    .requiredOption('--out <file>', 'a file that does not exist yet')
    .option('--for <time>', 'how long (30s, 5m); until Ctrl-C by default', aSpan)
    .option('--json', 'print the Snapshots meanwhile, as JSON Lines', false)
    .action(async (options: { out: string; for?: number; json: boolean }) => {
      const { record } = await import('./cli/record.ts')
      done(await record({ out: options.out, forMs: options.for ?? null, json: options.json }))
    })

  program
    .command('replay')
    .argument('<file>', 'what `headroom record` wrote')
    .description('a recording through the same probes, to the same Snapshots')
    .option('--json', 'JSON Lines, as fast as it goes', false)
    .option('--speed <factor>', 'how fast; 1 is the pace of the recording', parsedBy(parseSpeed))
    .action(async (file: string, options: { json: boolean; speed?: number }) => {
      const { replay } = await import('./cli/replay.ts')
      const speed = options.speed ?? (options.json ? null : 1)
      done(await replay(file, { json: options.json, speed }))
    })
}

import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { exitCode, UsageError, type ExitCode } from '../shared/exit-code.ts'
import { chooseWindow } from './choose-window.ts'
import { findElectron } from './electron-binary.ts'
import type { Shown } from './host/open-host.ts'
import { packageRoot } from './host/package-root.ts'

export interface LaunchOptions {
  /** In the browser, even where Electron is installed. */
  readonly isHeadless: boolean
  readonly mustHaveWindow: boolean
  readonly shown: Shown
}

/** Headroom without a command: in the menu bar, else in the browser with one line that says why. Throws UsageError. */
export async function launchApp(options: LaunchOptions): Promise<ExitCode> {
  const { isHeadless, mustHaveWindow, shown } = options
  if (isHeadless && mustHaveWindow) throw new UsageError('there is no window: --headless was given')
  if (isHeadless) return serveApp(shown)
  const choice = await chooseWindow({
    platform: process.platform,
    isInteractive: process.stdin.isTTY && process.stdout.isTTY,
    find: findElectron,
    ask,
    download: async (installer) => (await run(process.execPath, [installer])) === 0,
  })
  if (choice.kind === 'window') {
    const code = await run(choice.electronPath, [packageRoot, ...argumentsFor(shown)])
    return code === exitCode.yes || code === exitCode.wrongUse ? code : exitCode.no
  }
  if (mustHaveWindow) throw new UsageError(`there is no window: ${choice.reason}`)
  process.stdout.write(`${choice.reason}, so Headroom shows itself in the browser:\n`)
  return serveApp(shown)
}

async function serveApp(shown: Shown): Promise<ExitCode> {
  const { serve } = await import('./web/serve.ts')
  return serve({
    port: null,
    address: '127.0.0.1',
    tokenFile: null,
    allowsActs: false,
    shown,
    roomCapBytes: null,
  })
}

/** For `src/main/electron/app-arguments.ts`. */
const argumentsFor = ({ replayFile, speed }: Shown): readonly string[] =>
  replayFile === null ? [] : [`--replay=${resolve(replayFile)}`, `--speed=${speed}`]

async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  // closed without an answer: no
  const closed = new Promise<string>((done) => terminal.once('close', () => done('n')))
  const answer = await Promise.race([terminal.question(`${question} [Y/n] `), closed])
  terminal.close()
  return /^(y(es)?)?$/i.test(answer.trim())
}

/** The exit code of a program that has our terminal; null where a signal ended it or it could not be started. */
function run(program: string, args: readonly string[]): Promise<number | null> {
  // terminals inside Electron apps pass this on: our Electron would run as a plain Node
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  return new Promise((done) => {
    // before it starts: a signal in between would end us, and leave it running
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => child.kill(signal))
    const child = spawn(program, args, { stdio: 'inherit', env })
    child.on('error', (error) => {
      process.stderr.write(`headroom: ${program} could not be started: ${error.message}\n`)
      done(null)
    })
    child.on('exit', (code) => done(code))
  })
}

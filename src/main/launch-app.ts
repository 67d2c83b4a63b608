import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { exitCode, UsageError, type ExitCode } from '../shared/exit-code.ts'
import { chooseWindow } from './choose-window.ts'
import { findElectron } from './electron-binary.ts'
import { Refusal } from './host/attempt.ts'
import type { Shown } from './host/open-host.ts'
import { menuBarOf, ownProcess } from './host/own-command.ts'
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
  const own = menuBarOf(ownProcess(), argumentsFor(shown))
  if (own !== null) return codeOf(await run(own[0], own.slice(1)))
  const choice = await chooseWindow({
    platform: process.platform,
    isInteractive: isInteractive(),
    find: findElectron,
    ask,
    download,
  })
  switch (choice.kind) {
    case 'none':
      return exitCode.no
    case 'window': {
      const end = await run(choice.electronPath, [packageRoot, ...argumentsFor(shown)])
      if (end.kind === 'unstartable') return serveInstead(end.reason, options)
      return codeOf(end)
    }
    case 'browser':
      return serveInstead(choice.reason, options)
  }
}

function codeOf(end: End): ExitCode {
  if (end.kind === 'unstartable') throw new Refusal(end.reason)
  if (end.kind === 'stopped') return exitCode.no
  return end.code === exitCode.yes || end.code === exitCode.wrongUse ? end.code : exitCode.no
}

const isInteractive = (): boolean => process.stdin.isTTY && process.stdout.isTTY

async function serveInstead(
  reason: string,
  { mustHaveWindow, shown }: LaunchOptions,
): Promise<ExitCode> {
  if (mustHaveWindow) throw new UsageError(`there is no window: ${reason}`)
  process.stdout.write(`${reason}, so Headroom shows itself in the browser:\n`)
  return serveApp(shown)
}

async function serveApp(shown: Shown): Promise<ExitCode> {
  const { serve } = await import('./web/serve.ts')
  const { createConsoleNews } = await import('./cli/console-notifier.ts')
  return serve({
    port: null,
    address: '127.0.0.1',
    tokenFile: null,
    metricsTokenFile: null,
    allowsActs: false,
    isTls: false,
    certificate: null,
    names: [],
    shown,
    roomCapBytes: null,
    logFiles: [],
    tell: createConsoleNews(),
  })
}

/** For `src/main/electron/app-arguments.ts`. */
const argumentsFor = ({ replayFile, speed }: Shown): readonly string[] =>
  replayFile === null ? [] : [`--replay=${resolve(replayFile)}`, `--speed=${speed}`]

async function ask(question: string): Promise<boolean | null> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  // Ctrl-C, or the end of the input
  const left = new Promise<null>((done) => terminal.once('close', () => done(null)))
  const answer = await Promise.race([terminal.question(`${question} [Y/n] `), left])
  terminal.close()
  return answer === null ? null : /^(y(es)?)?$/i.test(answer.trim())
}

async function download(installer: string): Promise<boolean | null> {
  const end = await run(process.execPath, [installer])
  return end.kind === 'stopped' ? null : end.kind === 'ended' && end.code === exitCode.yes
}

type End =
  | { readonly kind: 'ended'; readonly code: number }
  /** By a signal. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'unstartable'; readonly reason: string }

/** A terminal tells these to all that run in it: told twice, Electron would end at once instead of in order. */
const toldByTerminal: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGHUP'])

/** Runs a program that has our terminal to its end. */
function run(program: string, args: readonly string[]): Promise<End> {
  // terminals inside Electron apps pass this on: our Electron would run as a plain Node
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  return new Promise((done) => {
    // before it starts: a signal in between would end us, and leave it running
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        if (!isInteractive() || !toldByTerminal.has(signal)) child.kill(signal)
      })
    const child = spawn(program, args, { stdio: 'inherit', env })
    child.on('error', (error) =>
      done({ kind: 'unstartable', reason: `${program} could not be started (${error.message})` }),
    )
    child.on('exit', (code) => done(code === null ? { kind: 'stopped' } : { kind: 'ended', code }))
  })
}

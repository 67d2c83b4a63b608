import type { Command } from 'commander'
import type { ExitCode } from '../shared/exit-code.ts'
import { aPort } from './option-values.ts'
import {
  logOption,
  replayOption,
  roomOption,
  shownBy,
  speedOption,
  type ReplayFlags,
} from './shown-options.ts'

interface ServeFlags extends ReplayFlags {
  port?: number
  host: string
  tokenFile?: string
  metricsTokenFile?: string
  allowActs: boolean
  room: number | null
  log: readonly string[]
}

/** `headroom serve`: the screens and the HTTP interface. */
export function addServing(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('serve')
    .description('the screens in the browser, and the HTTP interface, on this machine only')
    .option('--port <number>', '4317 by default', aPort)
    .option('--host <address>', 'a loopback address', '127.0.0.1')
    .option('--token-file <file>', 'read the token from it; made where it is absent')
    .option(
      '--metrics-token-file <file>',
      'the same for a token that opens /metrics and nothing else',
    )
    .option(
      '--allow-acts',
      'clients may unload models, quit apps and snooze alerts, not only read',
      false,
    )
    .addOption(replayOption())
    .addOption(speedOption())
    .addOption(roomOption())
    .addOption(logOption())
    .action(async (flags: ServeFlags) => {
      const { createBusyWatch } = await import('./host/lean-engine.ts')
      const ticked = createBusyWatch()
      const { serve } = await import('./web/serve.ts')
      const { createConsoleNews } = await import('./cli/console-notifier.ts')
      const news = createConsoleNews()
      done(
        await serve({
          port: flags.port ?? null,
          address: flags.host,
          tokenFile: flags.tokenFile ?? null,
          metricsTokenFile: flags.metricsTokenFile ?? null,
          allowsActs: flags.allowActs,
          shown: shownBy(flags),
          roomCapBytes: flags.room,
          logFiles: flags.log,
          tell: (snapshot) => {
            ticked()
            news(snapshot)
          },
        }),
      )
    })
}

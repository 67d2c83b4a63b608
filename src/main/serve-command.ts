import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { UsageError, type ExitCode } from '../shared/exit-code.ts'
import type { CertificateFiles } from './web/tls/given-certificate.ts'
import { aNameOfMachine, aPort } from './option-values.ts'
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
  tls: boolean
  tlsCert?: string
  tlsKey?: string
  name: readonly string[]
  room: number | null
  log: readonly string[]
}

/** `headroom serve`: the screens and the HTTP interface. */
export function addServing(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('serve')
    .description('the screens in the browser, and the HTTP interface')
    .option('--port <number>', '4317 by default', aPort)
    .option(
      '--host <address>',
      'beyond loopback other machines can look, by TLS; 0.0.0.0 or :: for all networks',
      '127.0.0.1',
    )
    .option('--tls', 'speak TLS on a loopback address too', false)
    .option('--tls-cert <file>', 'your own certificate, as PEM; else Headroom makes one')
    .option('--tls-key <file>', 'its key')
    .addOption(nameOption())
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
          isTls: flags.tls,
          certificate: certificateIn(flags),
          names: flags.name,
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

/** Throws UsageError. */
export function certificateIn({
  tlsCert,
  tlsKey,
}: Pick<ServeFlags, 'tlsCert' | 'tlsKey'>): CertificateFiles | null {
  if (tlsCert === undefined && tlsKey === undefined) return null
  if (tlsCert === undefined || tlsKey === undefined)
    throw new UsageError('--tls-cert and --tls-key belong together')
  return { certFile: resolve(tlsCert), keyFile: resolve(tlsKey) }
}

/** Given more than once, for more than one. */
export const nameOption = (): Option =>
  new Option('--name <name>', 'this machine is reached by this name too (repeatable)')
    .argParser<readonly string[]>((text, before) => [...before, aNameOfMachine(text)])
    .default([], 'none')

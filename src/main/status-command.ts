import { Option, type Command } from 'commander'
import { UsageError, type ExitCode } from '../shared/exit-code.ts'
import { barFormats, type BarFormat } from '../shared/bar-format.ts'
import { logOption } from './shown-options.ts'

interface StatusFlags {
  readonly json: boolean
  readonly format?: BarFormat
  readonly served?: string
  readonly tokenFile?: string
  readonly log: readonly string[]
}

/** `headroom status`: for people, for scripts, and for bars that ask every few seconds. */
export function addStatus(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('status')
    .description('one Snapshot of now; exit code 3 where the room is not known')
    .option('--json', 'the Snapshot as JSON', false)
    .addOption(
      new Option('--format <bar>', 'for a status bar; examples lie in resources/formats')
        .choices(barFormats)
        .conflicts('json'),
    )
    .addOption(
      new Option(
        '--served <address>',
        'what a headroom serve has seen, instead of looking anew (127.0.0.1:4317); costs a fraction',
      ).conflicts('log'),
    )
    .option('--token-file <file>', 'with --served: its token; that of the agent by default')
    .addOption(logOption())
    .action(async ({ json, format, served: address, tokenFile, log: logFiles }: StatusFlags) => {
      if (address === undefined && tokenFile !== undefined)
        throw new UsageError('--token-file belongs to --served')
      const { status } = await import('./cli/status.ts')
      const served = address === undefined ? null : { address, tokenFile: tokenFile ?? null }
      done(await status({ form: json ? 'json' : (format ?? 'text'), served, logFiles }))
    })
}

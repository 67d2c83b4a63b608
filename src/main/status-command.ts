import { InvalidArgumentError, Option, type Command } from 'commander'
import { UsageError, type ExitCode } from '../shared/exit-code.ts'
import { barFormats, type BarFormat } from '../shared/bar-format.ts'
import { logOption } from './shown-options.ts'

interface StatusFlags {
  readonly json: boolean
  readonly format?: BarFormat
  readonly served?: string
  readonly tokenFile?: string
  readonly fingerprint?: string
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
        'what a headroom serve has seen, instead of looking anew (127.0.0.1:4317, or https://… of any machine); costs a fraction',
      ).conflicts('log'),
    )
    .option('--token-file <file>', 'with --served: its token; that of the agent by default')
    .option(
      '--fingerprint <sha256>',
      'with --served https://…: of the certificate that it must show, as headroom serve prints it',
      aFingerprint,
    )
    .addOption(logOption())
    .action(async (flags: StatusFlags) => {
      const { json, format, served: address, tokenFile, log: logFiles } = flags
      const { fingerprint = null } = flags
      if (address === undefined && tokenFile !== undefined)
        throw new UsageError('--token-file belongs to --served')
      const { status } = await import('./cli/status.ts')
      const served =
        address === undefined ? null : { address, tokenFile: tokenFile ?? null, fingerprint }
      done(await status({ form: json ? 'json' : (format ?? 'text'), served, logFiles }))
    })
}

function aFingerprint(text: string): string {
  if (/^[\da-f]{2}(:?[\da-f]{2}){31}$/i.test(text)) return text
  throw new InvalidArgumentError('it is no SHA-256 of a certificate: 32 pairs of 0-9 and A-F')
}

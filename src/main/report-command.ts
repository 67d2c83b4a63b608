import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { ExitCode } from '../shared/exit-code.ts'

interface ReportFlags {
  readonly out?: string
  readonly yes: boolean
  readonly dryRun: boolean
}

/** `headroom report`: an archive for others, without secrets. */
export function addReporting(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('report')
    .description(
      'a report of a problem as one archive for others to read, without secrets; its list of contents comes first; exit code 1 where it was not wanted then',
    )
    .option('--out <file>', 'a new file of mode 0600, a zip')
    .option('--list, --dry-run', 'only the list of contents', false)
    .option('--yes', 'without a question after the list', false)
    .action(async ({ out, yes: isConfirmed, dryRun: isDryRun }: ReportFlags) => {
      const { report } = await import('./cli/report.ts')
      done(await report({ out: out === undefined ? null : resolve(out), isConfirmed, isDryRun }))
    })
}

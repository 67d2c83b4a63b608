import { Argument, type Command } from 'commander'
import type { ExitCode } from '../shared/exit-code.ts'
import { parseSize } from '../shared/parse.ts'
import { parsedBy } from './option-values.ts'

interface LimitFlags {
  readonly dryRun: boolean
  readonly yes: boolean
  readonly json: boolean
}

/** Bytes, or null for `off`: macOS chooses again. */
const sizeOrOff = (text: string): number | null => (text === 'off' ? null : parseSize(text))

/** `headroom limit`: a guided raise of the limit of a Mac's GPU. */
export function addLimit(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('limit')
    .addArgument(
      new Argument(
        '[size]',
        'up to where (56GB, 24GiB), or off: macOS chooses again; without it, what could be done',
      ).argParser(parsedBy(sizeOrOff)),
    )
    .description(
      'the limit of a Mac’s GPU: raise it until the next restart, or set it back; exit code 1 where it was not done or is not proved, 3 where it is not known whether it can be',
    )
    .option('--dry-run', 'only say what would be done', false)
    .option('--yes', 'without a question of Headroom’s own; macOS asks for an administrator', false)
    .option('--json', 'what it came to, as JSON', false)
    .action(
      async (
        toBytes: number | null | undefined,
        { dryRun: isDryRun, yes: isConfirmed, json }: LimitFlags,
      ) => {
        const { limit } = await import('./cli/limit.ts')
        done(await limit({ toBytes, isDryRun, isConfirmed, json }))
      },
    )
}

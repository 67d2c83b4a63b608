import { Option, type Command } from 'commander'
import { UsageError, type ExitCode } from '../shared/exit-code.ts'

interface LearntFlags {
  readonly json: boolean
  readonly forget?: string
  readonly all: boolean
  readonly yes: boolean
}

/** `headroom learnt`: what real loads have taught on this machine, and the way to be rid of it. */
export function addLearnt(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('learnt')
    .description(
      'what real loads have taught on this machine: by how much estimates are corrected, the limit that an engine has logged, how models grow',
    )
    .addOption(new Option('--json', 'as JSON').default(false))
    .addOption(
      new Option('--forget <id>', 'one of them by its id, or the limit').conflicts(['json', 'all']),
    )
    .addOption(
      new Option('--all', 'forget all of it; asked about first').default(false).conflicts('json'),
    )
    .option('--yes', 'with --all: without a question', false)
    .action(async ({ json, forget, all, yes }: LearntFlags) => {
      if (yes && !all) throw new UsageError('--yes goes with --all')
      const { learnt } = await import('./cli/learnt.ts')
      done(await learnt({ json, forget: forget ?? null, isAll: all, isConfirmed: yes }))
    })
}

import { Argument, type Command } from 'commander'
import { snoozeSpans, type SnoozeSpan } from '../shared/alert.ts'
import type { ExitCode } from '../shared/exit-code.ts'

/** `headroom snooze` (design §3). */
export function addSnoozing(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('snooze')
    .argument('[rule]', 'its name, or all; without it the rules are listed, and what is snoozed')
    .addArgument(
      new Argument(
        '[span]',
        'for an hour, while what runs now runs, until Headroom is restarted; off ends it',
      ).choices([...snoozeSpans, 'off']),
    )
    .description(
      'silence a rule, here and in a Headroom that runs; its alerts still stand, and are marked',
    )
    .option('--json', 'what is snoozed, as JSON', false)
    .action(
      async (
        rule: string | undefined,
        span: SnoozeSpan | 'off' | undefined,
        { json }: { json: boolean },
      ) => {
        const { snooze } = await import('./cli/snooze.ts')
        done(await snooze({ target: rule ?? null, span: span ?? null, json }))
      },
    )
}

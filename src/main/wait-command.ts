import { Option, type Command } from 'commander'
import type { ExitCode } from '../shared/exit-code.ts'
import { parseSize } from '../shared/parse.ts'
import { aDuration, parsedBy } from './option-values.ts'

/** What a timer takes, and longer than anybody waits. */
const aTimeout = aDuration(1_000, 7 * 86_400_000, 'from 1s to 7d')

interface WaitFlags {
  readonly room: number
  readonly timeout?: number
  readonly json: boolean
}

/** `headroom wait` (design §3). */
export function addWaiting(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('wait')
    .description(
      'until there is so much room; exit code 1 where it does not come in time, 3 where it is not known',
    )
    .addOption(
      new Option('--room <bytes>', 'how much (22GB, 22GiB, bytes)')
        .argParser(parsedBy(parseSize))
        .makeOptionMandatory(),
    )
    .option('--timeout <time>', 'how long (60s, 5m); for ever by default', aTimeout)
    .option('--json', 'what it came to, as JSON', false)
    .action(async ({ room: wantedBytes, timeout, json }: WaitFlags) => {
      const { wait } = await import('./cli/wait.ts')
      const code = await wait({ wantedBytes, timeoutMs: timeout ?? null, json })
      if (code !== null) done(code)
    })
}

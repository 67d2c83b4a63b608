import { CommanderError } from 'commander'
import { exitCode, UsageError } from '../shared/exit-code.ts'
import { endQuietlyWithoutReader, say } from './cli/output.ts'
import { createCommandLine } from './command-line.ts'
import { reasonOf } from './host/attempt.ts'
import type { LocalHostOptions } from './host/local.ts'

/** The command line: runs what the arguments ask for, and ends the process. `ofMachine`: where it is no plain Node. */
export async function runCommand(
  argv: readonly string[],
  ofMachine: LocalHostOptions = {},
): Promise<void> {
  endQuietlyWithoutReader()
  try {
    await createCommandLine(end, ofMachine).parseAsync(argv)
  } catch (error) {
    // any error: the start of a shell is one of the three doors (style, rule 8)
    end(endOf(error))
  }
}

/** Ends as soon as everything that was printed has left. (A file that hangs in the kernel holds up the end of Node.) */
function end(code: number): void {
  process.stdout.write('', () => process.exit(code))
}

function endOf(error: unknown): number {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCode.yes : exitCode.wrongUse
  say(`headroom: ${reasonOf(error)}`)
  return error instanceof UsageError ? exitCode.wrongUse : exitCode.no
}

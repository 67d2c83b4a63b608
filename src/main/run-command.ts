import { CommanderError } from 'commander'
import { exitCode, UsageError } from '../shared/exit-code.ts'
import { endQuietlyWithoutReader, say } from './cli/output.ts'
import { createCommandLine } from './command-line.ts'
import { reasonOf } from './host/attempt.ts'

/** The command line: runs what the arguments ask for, and ends the process, by `exit`. */
export async function runCommand(
  args: readonly string[],
  exit: (code: number) => void,
): Promise<void> {
  endQuietlyWithoutReader(exit)
  // as soon as everything that was printed has left: a file that hangs in the kernel holds up the end of Node
  const end = (code: number): void => void process.stdout.write('', () => exit(code))
  try {
    // `user`: inside Electron commander would look for an app among them
    await createCommandLine(end).parseAsync(args, { from: 'user' })
  } catch (error) {
    // any error: the start of a shell is one of the three doors (style, rule 8)
    end(endOf(error))
  }
}

function endOf(error: unknown): number {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCode.yes : exitCode.wrongUse
  say(`headroom: ${reasonOf(error)}`)
  return error instanceof UsageError ? exitCode.wrongUse : exitCode.no
}

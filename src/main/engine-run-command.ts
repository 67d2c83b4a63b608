import { Option, type Command } from 'commander'
import { UsageError } from '../shared/exit-code.ts'
import { parseSize } from '../shared/parse.ts'
import type { LocalHostOptions } from './host/local.ts'
import { parsedBy } from './option-values.ts'

interface RunFlags {
  readonly force: boolean
  readonly room: number | null
}

/** `headroom run` (design §3). What stands behind `--` is the program's. */
export function addRunning(program: Command, { terminals }: LocalHostOptions = {}): void {
  program
    .command('run')
    .usage('[--force] -- <command …>')
    .argument('<command...>', 'what is started, behind --')
    .description(
      'starts an engine if there is room for its model, passes the terminal through, and tells what failed; ends as it ends, and with 75 where there is no room',
    )
    .showHelpAfterError(
      '(the command stands behind --: headroom run -- llama-server -m model.gguf)',
    )
    .option('--force', 'start it whatever it needs', false)
    .addOption(
      new Option(
        '--room <bytes>',
        'lower the room to this at first, for trials (22GB, 22GiB, bytes)',
      )
        .argParser(parsedBy(parseSize))
        .default(null, 'as it is'),
    )
    .action(
      async (_words: readonly string[], { force: isForced, room: roomCapBytes }: RunFlags) => {
        const [first, ...others] = wordsBehindDashes(program.args)
        if (first === undefined)
          throw new UsageError(
            'write the command behind --: headroom run -- llama-server -m model.gguf',
          )
        const { run } = await import('./cli/run.ts')
        await run([first, ...others], { isForced, roomCapBytes, terminals })
      },
    )
}

/** Empty where there are no dashes before the command: its own options would be taken for ours. */
function wordsBehindDashes(given: readonly string[]): readonly string[] {
  const at = given.indexOf('--')
  const isBefore = given
    .slice(1, Math.max(at, 1))
    .every((word, index, before) => isOwn(word, before[index - 1]))
  return at === -1 || !isBefore ? [] : given.slice(at + 1)
}

const isOwn = (word: string, before: string | undefined): boolean =>
  word.startsWith('-') || before === '--room'

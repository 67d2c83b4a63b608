import type { Command } from 'commander'
import type { ExitCode } from '../shared/exit-code.ts'

/** `headroom blackbox` (design §3). */
export function addBlackBox(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('blackbox')
    .description(
      'what was found after ends that were no ordinary ones: a panic, a kill for memory, no power; the newest whole, the others as lines. Exit code 1 where one was not seen yet in which the machine or a model failed, 3 where the file cannot be read',
    )
    .option('--all', 'all of them whole', false)
    .option('--seen', 'mark all of them as seen: no card tells of them any more', false)
    .option('--json', 'as JSON', false)
    .action(async (flags: { all: boolean; seen: boolean; json: boolean }) => {
      const { blackBox } = await import('./cli/black-box.ts')
      done(await blackBox({ isWhole: flags.all, marksSeen: flags.seen, json: flags.json }))
    })
}

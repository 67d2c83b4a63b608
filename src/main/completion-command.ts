import { Argument, type Command } from 'commander'
import { ruleIds } from '../shared/alert.ts'
import { exitCode, type ExitCode } from '../shared/exit-code.ts'
import type { CommandTree, Taken } from './cli/completion/command-tree.ts'

const shells = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof shells)[number]

/** What commander does not know, as it is looked up and not chosen from a list. */
const known: ReadonlyMap<string, Taken> = new Map<string, Taken>([
  ['snooze rule', { kind: 'words', words: ['all', ...ruleIds] }],
  ['limit size', { kind: 'words', words: ['off'] }],
  ['fit model', { kind: 'files' }],
])

/**
 * `headroom completion`: what a shell offers. Made of the commands themselves, and static: libraries for it (tab, omelette) start
 * the program at each press of the key, and have the shell evaluate what was typed.
 */
export function addCompletion(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('completion')
    .addArgument(new Argument('<shell>', 'whose script is printed').choices(shells))
    .description('what a shell offers when Tab is pressed; eval "$(headroom completion bash)"')
    .action(async (shell: Shell) => {
      const { commandTree } = await import('./cli/completion/command-tree.ts')
      const tree = commandTree(program, (command, name) => known.get(`${command} ${name}`) ?? null)
      process.stdout.write(await scriptFor(shell, tree))
      done(exitCode.yes)
    })
}

async function scriptFor(shell: Shell, tree: CommandTree): Promise<string> {
  switch (shell) {
    case 'bash':
      return (await import('./cli/completion/bash.ts')).bashCompletion(tree)
    case 'zsh':
      return (await import('./cli/completion/zsh.ts')).zshCompletion(tree)
    case 'fish':
      return (await import('./cli/completion/fish.ts')).fishCompletion(tree)
  }
}

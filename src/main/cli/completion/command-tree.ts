import type { Argument, Command, Option } from 'commander'

/** What may stand in a place. `programs`: another command line, behind lone dashes. */
export type Taken =
  | { readonly kind: 'files' | 'text' | 'programs' }
  | { readonly kind: 'words'; readonly words: readonly string[] }

export interface OptionWord {
  /** `--version` and `-V`. */
  readonly names: readonly string[]
  readonly description: string
  /** null: it is given or not. */
  readonly takes: Taken | null
}

/** A command as the command line knows it. */
export interface CommandTree {
  /** Those that lead to it, without `headroom`: `['agent', 'install']`. */
  readonly words: readonly string[]
  readonly description: string
  readonly options: readonly OptionWord[]
  readonly arguments: readonly Taken[]
  readonly commands: readonly CommandTree[]
}

/** What else is known of an argument: of a command by its name, and by its own. */
export type KnownTaken = (command: string, argument: string) => Taken | null

const namesOfFiles: ReadonlySet<string> = new Set(['file', 'folder', 'logfile'])
const nameOfPrograms = 'command'

export function commandTree(
  command: Command,
  known: KnownTaken,
  words: readonly string[] = [],
): CommandTree {
  const help = command.createHelp()
  return {
    words,
    description: oneLine(command.description()),
    options: help.visibleOptions(command).map(optionWord),
    arguments: command.registeredArguments.map((one) => takenOf(one, command.name(), known)),
    commands: help
      .visibleCommands(command)
      .map((one) => commandTree(one, known, [...words, one.name()])),
  }
}

/** It and all that it leads to. */
export const allCommands = (tree: CommandTree): readonly CommandTree[] => [
  tree,
  ...tree.commands.flatMap(allCommands),
]

function optionWord(option: Option): OptionWord {
  const { long, short, required, optional, argChoices, flags, description } = option
  const name = /[<[]([\w-]+)/.exec(flags)?.[1] ?? ''
  return {
    names: [long, short].flatMap((one) => (one === undefined ? [] : [one])),
    description: oneLine(description),
    takes: required || optional ? takenBy(name, argChoices ?? null) : null,
  }
}

const takenOf = (argument: Argument, command: string, known: KnownTaken): Taken =>
  known(command, argument.name()) ?? takenBy(argument.name(), argument.argChoices ?? null)

function takenBy(name: string, words: readonly string[] | null): Taken {
  if (words !== null) return { kind: 'words', words }
  if (name === nameOfPrograms) return { kind: 'programs' }
  return { kind: namesOfFiles.has(name) ? 'files' : 'text' }
}

/** The first clause: what follows the semicolon says more than fits beside a word. */
const oneLine = (text: string): string => (text.split(/[;\n]/)[0] ?? '').trim()

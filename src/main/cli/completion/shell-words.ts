import { allCommands, type CommandTree, type OptionWord, type Taken } from './command-tree.ts'

/** In single quotes of sh, bash and zsh nothing means anything but their end. */
export const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** The place of a command in a line: ` agent install`; empty for headroom itself. */
export const placeOf = ({ words }: Pick<CommandTree, 'words'>): string =>
  words.map((word) => ` ${word}`).join('')

/** `serve` takes it, by any of its names: `' serve|--port'`. */
export interface OptionPlace {
  readonly pattern: string
  readonly taken: Taken
}

/** Every option with a value, wherever it stands. */
export const valueOptions = (tree: CommandTree): readonly OptionPlace[] =>
  allCommands(tree).flatMap((command) =>
    command.options.flatMap(({ names, takes }) =>
      takes === null
        ? []
        : names.map((name) => ({
            pattern: quoted(`${placeOf(command)}|${name}`),
            taken: takes,
          })),
    ),
  )

export const patternsOf = (places: readonly OptionPlace[]): string =>
  places.map(({ pattern }) => pattern).join(' | ')

/** Every argument by its number: `' snooze|1'`. */
export const argumentPlaces = (tree: CommandTree): readonly OptionPlace[] =>
  allCommands(tree).flatMap((command) =>
    command.arguments.map((taken, index) => ({
      pattern: quoted(`${placeOf(command)}|${index}`),
      taken,
    })),
  )

export const placesOfCommands = (tree: CommandTree): string =>
  allCommands(tree)
    .filter(({ words }) => words.length > 0)
    .map((command) => quoted(placeOf(command)))
    .join(' | ')

export const namesOf = (options: readonly OptionWord[]): readonly string[] =>
  options.flatMap(({ names }) => names)

export const lastWord = ({ words }: Pick<CommandTree, 'words'>): string => words.at(-1) ?? ''

export const isOfKind =
  (kind: Taken['kind']) =>
  ({ taken }: OptionPlace): boolean =>
    taken.kind === kind

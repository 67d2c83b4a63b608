import { allCommands, type CommandTree, type OptionWord, type Taken } from './command-tree.ts'
import { lastWord, placeOf, placesOfCommands, valueOptions } from './shell-words.ts'

/** For fish: what is offered where, each by the place in the line that it belongs to. */
export const fishCompletion = (tree: CommandTree): string => `# headroom completion fish
function __headroom_place
    set -l words (commandline -opc)
    set -l at ''
    set -l option ''
    set -l count 0
    for word in $words[2..-1]
        if test -n "$option"
            set option ''
            continue
        end
        switch $word
            case --
                echo "$at --|"
                return
            case '-*'
                switch "$at|$word"
                    case ${valueOptions(tree)
                      .map(({ pattern }) => pattern)
                      .join(' ')}
                        set option $word
                end
                continue
        end
        switch "$at $word"
            case ${placesOfCommands(tree).replaceAll(' | ', ' ')}
                set at "$at $word"
                set count 0
            case '*'
                set count (math $count + 1)
        end
    end
    echo "$at|$count"
end

function __headroom_is
    string match -q -- $argv[1] (__headroom_place)
end

complete -c headroom -f
complete -c headroom -n '__headroom_is "* --|"' -F
complete -c headroom -n '__headroom_is " run --|"' -x -a '(__fish_complete_command)'
${allCommands(tree).flatMap(linesOf).join('\n')}
`

function linesOf(command: CommandTree): readonly string[] {
  const place = placeOf(command)
  return [
    ...command.options.map((option) => `${when(`${place}|*`)} ${optionPart(option)}`),
    ...command.commands.map(
      (one) => `${when(`${place}|0`)} -a ${quotedFish(lastWord(one))}${note(one.description)}`,
    ),
    ...command.arguments.flatMap((taken, index) => {
      const part = valuePart(taken)
      return part === '-x' ? [] : [`${when(`${place}|${index}`)} ${part}`]
    }),
  ]
}

const when = (pattern: string): string =>
  `complete -c headroom -n ${quotedFish(`__headroom_is "${pattern}"`)}`

function optionPart({ names, description, takes }: OptionWord): string {
  const flags = names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  )
  const value = takes === null ? '' : takes.kind === 'files' ? ' -r -F' : ` ${valuePart(takes)}`
  return `${flags.join(' ')}${value}${note(description)}`
}

function valuePart(taken: Taken): string {
  switch (taken.kind) {
    case 'files':
      return '-F'
    case 'words':
      return `-x -a ${quotedFish(taken.words.join(' '))}`
    case 'text':
    case 'programs':
      return '-x'
  }
}

const note = (description: string): string =>
  description === '' ? '' : ` -d ${quotedFish(description)}`

const quotedFish = (text: string): string => `'${text.replace(/[\\']/g, String.raw`\$&`)}'`

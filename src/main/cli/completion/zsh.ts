import { allCommands, type CommandTree, type OptionWord } from './command-tree.ts'
import {
  argumentPlaces,
  isOfKind,
  lastWord,
  patternsOf,
  placeOf,
  placesOfCommands,
  quoted,
  valueOptions,
  type OptionPlace,
} from './shell-words.ts'

/** For zsh, the shell of a Mac: as a file `_headroom` in $fpath, or sourced behind compinit. */
export const zshCompletion = (tree: CommandTree): string => `#compdef headroom
# headroom completion zsh
_headroom() {
  local at='' option='' word
  local -i count=0 i=2
  local -a offered
${walk(tree)}
  if [[ -z $option && $at != *' --' && $PREFIX == --*=* ]]; then
    option=\${PREFIX%%=*}
    compset -P '*='
  fi
  if [[ -n $option ]]; then
    case "$at|$option" in
${offered(valueOptions(tree))}
    *) _message value ;;
    esac
    return
  fi
  case $at in
  ' run --')
    shift $(( i - 1 )) words
    (( CURRENT -= i - 1 ))
    _normal
    return
    ;;
  *' --') _files && return ;;
  esac
  if [[ $PREFIX == -* ]]; then
    case $at in
${allCommands(tree)
  .map(
    (command) =>
      `    ${quoted(placeOf(command))}) offered=(${command.options.flatMap(described).join(' ')}) ;;`,
  )
  .join('\n')}
    esac
    _describe -o option offered
    return
  fi
  case "$at|$count" in
${allCommands(tree)
  .filter(({ commands }) => commands.length > 0)
  .map(
    (command) => `  ${quoted(`${placeOf(command)}|0`)})
    offered=(${command.commands.map((one) => entry(lastWord(one), one.description)).join(' ')})
    _describe command offered
    ;;`,
  )
  .join('\n')}
${offered(argumentPlaces(tree), '  ')}
  *) _message 'no more words' ;;
  esac
}

if [[ $funcstack[1] == _headroom ]]; then _headroom "$@"; else compdef _headroom headroom; fi
`

/** From the first word to the one before the cursor: in which command it stands, behind how many arguments, and for which option. */
const walk = (tree: CommandTree): string => `  while (( i < CURRENT )); do
    word=$words[i]
    (( i++ ))
    if [[ -n $option ]]; then
      option=''
      continue
    fi
    case $word in
    --) at="$at --" && break ;;
    -*)
      case "$at|$word" in
      ${patternsOf(valueOptions(tree))}) option=$word ;;
      esac
      continue
      ;;
    esac
    case "$at $word" in
    ${placesOfCommands(tree)}) at="$at $word" count=0 ;;
    *) (( count++ )) ;;
    esac
  done`

const described = ({ names, description }: OptionWord): readonly string[] =>
  names.map((name) => entry(name, description))

/** A colon ends the word. */
const entry = (word: string, description: string): string =>
  quoted(`${word.replaceAll(':', String.raw`\:`)}:${description}`)

function offered(places: readonly OptionPlace[], indent = '    '): string {
  const files = places.filter(isOfKind('files'))
  return [
    ...(files.length === 0 ? [] : [`${indent}${patternsOf(files)}) _files ;;`]),
    ...places.flatMap(({ pattern, taken }) =>
      taken.kind === 'words'
        ? [`${indent}${pattern}) compadd -- ${taken.words.map(quoted).join(' ')} ;;`]
        : [],
    ),
  ].join('\n')
}

import { allCommands, type CommandTree } from './command-tree.ts'
import {
  argumentPlaces,
  isOfKind,
  lastWord,
  namesOf,
  patternsOf,
  placeOf,
  placesOfCommands,
  quoted,
  valueOptions,
  type OptionPlace,
} from './shell-words.ts'

/**
 * For bash, also the 3.2 of macOS, which has no compopt. It walks the line as commander does; readline itself offers files, with
 * its own quoting. `=` is a word of its own in bash.
 */
export const bashCompletion = (tree: CommandTree): string => `# headroom completion bash
_headroom_words() {
  compopt +o default 2>/dev/null
  COMPREPLY=($(compgen -W "$1" -- "$2"))
}

_headroom() {
  local IFS=$' \\t\\n' cur=\${COMP_WORDS[COMP_CWORD]} at='' option='' count=0 i=1 word
  COMPREPLY=()
${walk(tree)}
  if [ -n "$option" ]; then
    [ "$cur" = '=' ] && cur=''
    case "$at|$option" in
${offered(valueOptions(tree))}
    *) _headroom_words '' "$cur" ;;
    esac
    return
  fi
  case $at in
  ' run --')
    [ "$i" -lt "$COMP_CWORD" ] || COMPREPLY=($(compgen -c -- "$cur"))
    return
    ;;
  *' --') return ;;
  esac
  case $cur in
  -*)
    case $at in
${allCommands(tree)
  .map(
    (command) =>
      `    ${quoted(placeOf(command))}) _headroom_words ${quoted(namesOf(command.options).join(' '))} "$cur" ;;`,
  )
  .join('\n')}
    esac
    return
    ;;
  esac
  case "$at|$count" in
${allCommands(tree)
  .filter(({ commands }) => commands.length > 0)
  .map(
    (command) =>
      `  ${quoted(`${placeOf(command)}|0`)}) _headroom_words ${quoted(command.commands.map(lastWord).join(' '))} "$cur" ;;`,
  )
  .join('\n')}
${offered(argumentPlaces(tree), '  ')}
  *) _headroom_words '' "$cur" ;;
  esac
}

complete -o default -F _headroom headroom
`

/** From the first word to the one before the cursor: in which command it stands, behind how many arguments, and for which option. */
const walk = (tree: CommandTree): string => `  while [ "$i" -lt "$COMP_CWORD" ]; do
    word=\${COMP_WORDS[i]}
    i=$((i + 1))
    if [ -n "$option" ]; then
      [ "$word" = '=' ] || option=''
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
    *) count=$((count + 1)) ;;
    esac
  done`

/** Files are readline's own: nothing is said of them. */
function offered(places: readonly OptionPlace[], indent = '    '): string {
  const files = places.filter(isOfKind('files'))
  return [
    ...(files.length === 0 ? [] : [`${indent}${patternsOf(files)}) ;;`]),
    ...places.flatMap(({ pattern, taken }) =>
      taken.kind === 'words'
        ? [`${indent}${pattern}) _headroom_words ${quoted(taken.words.join(' '))} "$cur" ;;`]
        : [],
    ),
  ].join('\n')
}

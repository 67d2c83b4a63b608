import type { Snapshot } from '../../../shared/snapshot.ts'
import { barWords } from './bar-words.ts'

/**
 * For a `[custom.headroom]` of starship, which before 1.20 handed it to the shell's prompt as it was: there `$(…)`, a backquote
 * and `%` would be carried out. So it holds letters, digits and what no shell expands.
 */
export function starshipLine(snapshot: Snapshot): string {
  const { room, alert } = barWords(snapshot)
  const told = alert === null ? '' : ` ${asMark(alert.mark)} ${alert.title}`
  return inPrompt(`${room}${told}`)
}

/** Nobody could be asked. */
export const starshipUnknown = (): string => 'room ?'

/** An exclamation mark is the number of the command in a prompt of zsh (PROMPT_BANG) and of ksh. */
const asMark = (mark: string): string => mark.replaceAll('!', '\uff01')

/** What a prompt may hold; anything else is a mark that something stood there. */
const foreignToPrompts = /[^\p{L}\p{M}\p{N} .,:;_/@+()?'’\uff01…-]/gu

const inPrompt = (text: string): string => text.replace(foreignToPrompts, '\ufffd')

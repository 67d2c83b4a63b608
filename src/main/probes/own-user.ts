import { ParseError } from '../../shared/parse.ts'
import type { Probe } from './probe.ts'

const program = '/usr/bin/id'
const maxChars = 1_024

/** As the system writes it, whatever is in it; without the end of its line. */
export const ownUserName: Probe<string> = {
  question: { kind: 'command', argv: [program, '-un'] },
  parse: (text) => {
    const name = text.endsWith('\n') ? text.slice(0, -1) : text
    if (name === '' || name.length > maxChars) throw new ParseError('not the name of a user')
    return name
  },
}

// 501
export const ownUserId: Probe<number> = {
  question: { kind: 'command', argv: [program, '-u'] },
  parse: (text) => {
    if (!/^\d{1,10}\n?$/.test(text)) throw new ParseError('not the number of a user')
    return Number(text)
  },
}

import { harmless } from '../../../shared/printable.ts'
import { say } from '../output.ts'

/** What Headroom itself says, before a program starts and after it has ended; what is between belongs to the program. */
export const tell = (line: string): void => say(`headroom: ${line}`)

/** In between, where it must be: the terminal may be one in which a line feed does not return. */
export const tellBetween = (line: string): void =>
  void process.stderr.write(`\r\nheadroom: ${harmless(line)}\r\n`)

import { pid, type Pid } from '../../../../shared/ids.ts'
import { wholeLines } from './whole-lines.ts'

/** A file that `lsof -F` tells, by its letters: `n` is its name, `s` its size, `t` its type. */
export interface OpenFile {
  readonly pid: Pid
  /** The process, by the letters that stand before its files: `c` is its command, `L` its login name. */
  readonly process: ReadonlyMap<string, string>
  readonly fields: ReadonlyMap<string, string>
}

/** Command, group, parent, user, login name. */
const processLetters: ReadonlySet<string> = new Set('cgRuL')

// p4711
// cllama-server
// Lann
// f12
// n127.0.0.1:18305
/**
 * The output of `lsof -F` (lsof(8), "OUTPUT FOR OTHER PROGRAMS"): a field a line, its first letter says which. `p` begins a
 * process, `f` a file of it; some versions print `f` only where it is asked for (4.95 on Linux), and then a letter that
 * comes again begins the next file. Nothing at all is an answer: there is no such file.
 */
export function parseOpenFiles(text: string): readonly OpenFile[] {
  const files: OpenFile[] = []
  let id: Pid | null = null
  let process = new Map<string, string>()
  let fields: Map<string, string> | null = null
  for (const line of wholeLines(text)) {
    const letter = line.slice(0, 1)
    const value = line.slice(1)
    if (letter === 'p') {
      id = /^\d{1,10}$/.test(value) ? pid(Number(value)) : null
      process = new Map()
      fields = null
    } else if (processLetters.has(letter)) {
      process.set(letter, value)
    } else if (id !== null) {
      if (fields === null || letter === 'f' || fields.has(letter)) {
        fields = new Map()
        files.push({ pid: id, process, fields })
      }
      fields.set(letter, value)
    }
  }
  return files
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/** A name as it is: lsof writes what it cannot print as `\n`, or byte by byte as `\xc3\xbc`, and a backslash twice. */
export const unescaped = (name: string): string =>
  name.replace(/(?:\\x[\da-f]{2})+|\\[\\bfnrt]/gi, (escape) =>
    escape.startsWith('\\x')
      ? new TextDecoder().decode(
          Uint8Array.from(escape.split('\\x').slice(1), (hex) => Number.parseInt(hex, 16)),
        )
      : (escapes[escape.slice(1)] ?? '\\'),
  )

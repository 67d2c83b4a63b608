import { baseName } from '../../../shared/base-name.ts'
import { programOf } from './program.ts'
import type { ServerProcess } from '../server-kind.ts'

/** What a Python runs: a module (`python -m vllm`), or a script. A program of its own is told the same way. */
export interface PythonProgram {
  /** `mlx_lm.server`, `main.py`. */
  readonly name: string
  /** Its path; null for a module. */
  readonly script: string | null
  readonly args: readonly string[]
}

type CommandLine = Pick<ServerProcess, 'executable' | 'argv'>

const interpreter = /^(?:python(?:\d+(?:\.\d+)*t?)?|Python|pypy\d*(?:\.\d+)?)$/

/** Whether it is an interpreter of Python, whatever it runs. */
export const isPython = (process: CommandLine): boolean => interpreter.test(programOf(process).name)

/** null: an interpreter without a program, or with one on its command line (`-c`). */
export function pythonProgramOf(process: CommandLine): PythonProgram | null {
  const { name, path, args } = programOf(process)
  return interpreter.test(name) ? afterOptions(args) : { name, script: path, args }
}

/** Python's own options: flags may stand together, the last of them may have a value (`-um`, `-Wignore`, `-X dev`). */
const option = /^-[bBdEhiIOPqRsSuvVx]*(?:([mcWX])(.*))?$/

// python3.12 -u -X dev -m mlx_lm server --model m
function afterOptions(args: readonly string[]): PythonProgram | null {
  let index = 0
  for (;;) {
    const word = args[index]
    if (word === undefined || word === '-') return null
    if (!word.startsWith('-')) return scriptIn(args.slice(index))
    const [, letter, value = ''] = option.exec(word) ?? []
    if (letter === 'c') return null
    if (letter === 'm')
      return moduleIn(value === '' ? args.slice(index + 1) : [value, ...args.slice(index + 1)])
    const takesNext = (letter !== undefined && value === '') || word === '--check-hash-based-pycs'
    index += takesNext ? 2 : 1
  }
}

const moduleIn = ([name, ...args]: readonly string[]): PythonProgram | null =>
  name === undefined ? null : { name, script: null, args }

/** More words than this are no path. */
const maxPathWords = 8

/** macOS splits a command line at blanks: `/Users/u/My Work/main.py` goes on until its ending. */
function scriptIn(words: readonly string[]): PythonProgram | null {
  const [first] = words
  if (first === undefined) return null
  const end = words.slice(0, maxPathWords).findIndex((word) => word.endsWith('.py'))
  const isSplit =
    first.startsWith('/') &&
    !first.includes('/bin/') &&
    !words.slice(1, end + 1).some((word) => /^[-/]/.test(word))
  const count = end > 0 && isSplit ? end + 1 : 1
  const script = words.slice(0, count).join(' ')
  return { name: baseName(script), script, args: words.slice(count) }
}

/**
 * Whether it runs one of these commands: `mlx_lm.server` is a script of that name, a module, the module `mlx_lm` with `server`
 * behind it, or `mlx_lm/server.py`.
 */
export function runsCommand(process: CommandLine, ...commands: readonly string[]): boolean {
  const program = pythonProgramOf(process)
  return program !== null && namesOf(program).some((name) => commands.includes(name))
}

function namesOf({ name, script, args }: PythonProgram): readonly string[] {
  const file = /(?:^|\/)([^/]+)\/([^/]+)\.py$/.exec(script ?? '')
  return [
    name,
    ...(args[0] === undefined ? [] : [`${name}.${args[0]}`]),
    ...(file === null ? [] : [`${file[1]}.${file[2]}`]),
  ]
}

/** The word behind a command of the program: `serve` of `vllm serve MODEL`; null where an option stands there. */
export function wordAfter(process: CommandLine, command: string): string | null {
  const args = pythonProgramOf(process)?.args ?? []
  const word = args[args.indexOf(command) + 1]
  return !args.includes(command) || word === undefined || word.startsWith('-') ? null : word
}

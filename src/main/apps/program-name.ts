import { baseName } from '../../shared/base-name.ts'
import { executableName, type RunningProcess } from './running.ts'

interface Interpreter {
  readonly executable: RegExp
  /** Options, alone or bundled (`-lc`), after which there is no script: the program stands on the command line itself. */
  readonly inline: RegExp
  /** Options that take the next argument. */
  readonly valued: ReadonlySet<string>
  /** Options whose next argument is the program. */
  readonly program: ReadonlySet<string>
}

/** Longer names are cut: an argument may have any length. */
const maxLength = 256

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Programs that a person knows by what they run, not by their own name. */
const interpreters: readonly Interpreter[] = [
  {
    executable: /^(python|pypy)[\d.]*$/,
    inline: /^-[a-zA-Z]*c$/,
    valued: words('-W -X --check-hash-based-pycs'),
    program: words('-m'),
  },
  {
    executable: /^(node(js)?[\d.]*|tsx)$/,
    inline: /^(-e|--eval|-p|--print|-pe)$/,
    valued: words(
      '-r --require --import --loader --experimental-loader -C --conditions --env-file',
    ),
    program: words(''),
  },
  {
    executable: /^(deno|bun)$/,
    inline: /^(-e|--eval|-p|--print|eval)$/,
    valued: words('-r --preload -c --config --env-file'),
    program: words('run task x'),
  },
  {
    executable: /^java$/,
    inline: /(?!)/, // none
    valued: words('-cp -classpath --class-path -p --module-path --add-modules --add-opens'),
    program: words('-jar -m --module'),
  },
  {
    executable: /^(ba|da|z|k|fi|tc)?sh$/,
    inline: /^-[a-zA-Z]*c$/,
    valued: words('-O -o'),
    program: words(''),
  },
  {
    executable: /^(ruby|perl|php|lua|Rscript)[\d.]*$/,
    inline: /^-[cer]$/,
    valued: words('-I'),
    program: words(''),
  },
]

/** Many programs in one file, told apart by the name they are called by. */
const multiCall: ReadonlySet<string> = new Set(['busybox', 'toybox', 'coreutils'])
/** File names that say nothing: the folder's name goes with them. */
const sayNothing = /^(index|main|__main__|app|server|cli|run|start|bin)(\.\w+)?$/

export interface ProgramName {
  /** What a person would call it. */
  readonly name: string
  /** What an interpreter runs, whole, or a file of many programs; null where the program speaks for itself. */
  readonly script: string | null
}

export function programNameOf(process: RunningProcess): ProgramName {
  const { name, script } = namesOf(process)
  return { name: name.slice(0, maxLength), script: script?.slice(0, maxLength) ?? null }
}

function namesOf(process: RunningProcess): ProgramName {
  const own = executableName(process)
  const called = baseName(process.argv[0] ?? '').replace(/^-/, '')
  if (multiCall.has(own) && called !== '') return { name: called, script: called }
  const interpreter = interpreters.find((candidate) => candidate.executable.test(own))
  if (interpreter === undefined) return { name: own, script: null }
  const title = titleOf(process, own)
  if (title !== null) return { name: title, script: title }
  const script = scriptIn(process.argv.slice(1), interpreter)
  return { name: script === null ? own : scriptName(script), script }
}

/** A script may give itself a title: its arguments are then replaced by that one text. */
function titleOf(process: RunningProcess, own: string): string | null {
  const [first, ...others] = process.argv
  if (first === undefined || others.some((argument) => argument.trim() !== '')) return null
  const title = first.trim()
  const isProgram = title.startsWith('/') || title.startsWith('-') || baseName(title) === own
  const isTitle = !isProgram && process.name.startsWith(title.slice(0, 15))
  return isTitle ? title : null
}

/** What a shell reads from a pipe has no name: its number is none. */
const isPipe = /^\/(dev|proc\/[^/]+)\/fd\/\d+$/

function scriptIn(args: readonly string[], interpreter: Interpreter): string | null {
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? ''
    if (interpreter.inline.test(argument)) return null
    if (interpreter.program.has(argument)) return args[index + 1] ?? null
    if (interpreter.valued.has(argument)) index++
    else if (argument !== '' && argument !== '-' && !argument.startsWith('-'))
      return isPipe.test(argument) ? null : argument
  }
  return null
}

function scriptName(script: string): string {
  const name = baseName(script)
  if (!sayNothing.test(name)) return name
  const folder = baseName(script.slice(0, -name.length - 1))
  return folder === '' || folder === '.' ? name : `${folder}/${name}`
}

import { hasFlag } from '../arguments.ts'
import { programOf } from '../program.ts'
import type { LaunchCommand } from './launch.ts'
import { assignment, shellWords } from './shell-words.ts'

/** A program that starts the command which follows its own words. */
interface Wrapper {
  /** The words of which some must stand first: `run` of `uv run`. */
  readonly verbs?: readonly (readonly string[])[]
  /** Its options that have their value in the next word. */
  readonly valued?: readonly string[]
  /** Words of its own before the command: the CPUs of taskset. */
  readonly own?: number
  /** It knows the command by the name of its package, with a version: `mlx-lm@latest`. */
  readonly takesVersion?: true
}

const words = (text: string): readonly string[] => text.split(' ')

const uvOptions = words(
  '--with --with-editable --with-requirements --from -p --python --project --directory --extra --group --index --index-url --extra-index-url -i --env-file --color --config-file --cache-dir --package -f --find-links --only-group --no-group --refresh-package -P --upgrade-package --link-mode --resolution --prerelease --exclude-newer -c --constraints',
)

/** By their manuals (coreutils, util-linux, macOS, uv, pipx, conda, poetry). */
const wrappers: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  ['nice', { valued: words('-n --adjustment') }],
  ['ionice', { valued: words('-c -n --class --classdata') }],
  ['nohup', {}],
  ['setsid', {}],
  ['stdbuf', { valued: words('-i -o -e --input --output --error') }],
  ['time', { valued: words('-f -o --format --output') }],
  ['gtime', { valued: words('-f -o --format --output') }],
  ['timeout', { valued: words('-s -k --signal --kill-after'), own: 1 }],
  ['gtimeout', { valued: words('-s -k --signal --kill-after'), own: 1 }],
  ['taskset', { own: 1 }],
  ['caffeinate', { valued: words('-t -w') }],
  ['arch', { valued: words('-arch -e -d') }],
  ['exec', { valued: ['-a'] }],
  ['command', {}],
  ['sudo', { valued: words('-u -g -C -h -p -r -t -T -U -D -R --user --group') }],
  ['uvx', { valued: uvOptions, takesVersion: true }],
  ['uv', { verbs: [['run'], ['tool', 'run']], valued: uvOptions, takesVersion: true }],
  ['pipx', { verbs: [['run']], valued: words('--spec --python --pip-args'), takesVersion: true }],
  ['conda', { verbs: [['run']], valued: words('-n --name -p --prefix --cwd') }],
  ['mamba', { verbs: [['run']], valued: words('-n --name -p --prefix --cwd') }],
  ['micromamba', { verbs: [['run']], valued: words('-n --name -p --prefix --cwd -r -e --env') }],
  ['poetry', { verbs: [['run']], valued: words('-C --directory -P --project') }],
  ['pdm', { verbs: [['run']], valued: words('-p --project') }],
  ['pixi', { verbs: [['run']], valued: words('-e --environment --manifest-path') }],
  ['hatch', { verbs: [['run']] }],
  ['rye', { verbs: [['run']] }],
])

const shells: ReadonlySet<string> = new Set(words('sh bash zsh dash ksh fish'))

/** Nobody puts more around a command. */
const maxWrappers = 8

/** The command itself, without what is put before it; null where a shell has more to do than to start it. */
export function unwrapped(given: LaunchCommand): LaunchCommand | null {
  let command: LaunchCommand = given
  for (let depth = 0; depth < maxWrappers; depth++) {
    const inner = innerOf(command)
    if (inner === 'itself') return command
    if (inner === null || inner.argv.length === 0) return null
    command = inner
  }
  return null
}

function innerOf(command: LaunchCommand): LaunchCommand | 'itself' | null {
  const { name, args } = programOf(command)
  const { environment } = command
  if (name === 'env') return ofEnv(args, environment)
  if (shells.has(name)) return ofShell(args, environment)
  const wrapper = wrappers.get(name)
  if (wrapper === undefined) return 'itself'
  const rest = afterVerb(wrapper, args)
  if (rest === null) return 'itself'
  const argv =
    name === 'uv' ? ofUv(wrapper, rest) : afterOptions(wrapper, rest).slice(wrapper.own ?? 0)
  return { argv: named(wrapper, argv), executable: null, environment }
}

/** `uv --offline run …`. null: it does something else. */
function afterVerb(wrapper: Wrapper, args: readonly string[]): readonly string[] | null {
  const { verbs } = wrapper
  if (verbs === undefined) return args
  const rest = afterOptions(wrapper, args)
  const verb = verbs.find((one) => one.every((word, index) => rest[index] === word))
  return verb === undefined ? null : rest.slice(verb.length)
}

function afterOptions({ valued = [] }: Wrapper, args: readonly string[]): readonly string[] {
  let index = 0
  for (let word = args[index]; word?.startsWith('-') === true; word = args[index]) {
    index += valued.includes(word) ? 2 : 1
    if (word === '--') break
  }
  return args.slice(index)
}

/** `uv run -m mlx_lm server` is `python -m mlx_lm server`. */
function ofUv(wrapper: Wrapper, args: readonly string[]): readonly string[] {
  const rest = afterOptions(wrapper, args)
  const own = args.slice(0, args.length - rest.length)
  return hasFlag(own, '-m', '--module') ? ['python', '-m', ...rest] : rest
}

function named({ takesVersion }: Wrapper, argv: readonly string[]): readonly string[] {
  const [first, ...rest] = argv
  if (first === undefined) return []
  const bare = takesVersion === true ? (first.split('@', 1)[0] ?? first) : first
  return [bare, ...rest]
}

type Environment = LaunchCommand['environment']

// env -u HOME LLAMA_ARG_CTX_SIZE=8192 llama-server -m m.gguf
function ofEnv(args: readonly string[], environment: Environment): LaunchCommand | null {
  const own = new Map(Object.entries(environment))
  let index = 0
  for (let word = args[index]; word?.startsWith('-') === true; word = args[index]) {
    if (['-i', '-', '--ignore-environment'].includes(word)) own.clear()
    if (['-S', '--split-string'].includes(word)) return null
    if (['-u', '--unset'].includes(word)) own.delete(args[index + 1] ?? '')
    index += ['-u', '--unset', '-C', '--chdir', '-P'].includes(word) ? 2 : 1
    if (word === '--') break
  }
  return withAssignments(args.slice(index), Object.fromEntries(own))
}

/** `A=1 B=2 command`. */
function withAssignments(argv: readonly string[], environment: Environment): LaunchCommand | null {
  const end = argv.findIndex((word) => !assignment.test(word))
  if (end === -1) return null
  const set = argv.slice(0, end).flatMap((word) => {
    const [, name = '', value = ''] = assignment.exec(word) ?? []
    return name === '' ? [] : [[name, value] as const]
  })
  return {
    argv: argv.slice(end),
    executable: null,
    environment: { ...environment, ...Object.fromEntries(set) },
  }
}

/** Of a shell only `-c "one simple command"`, `-lc` likewise. What a script does is not looked up. */
function ofShell(args: readonly string[], environment: Environment): LaunchCommand | null {
  const index = args.findIndex((word) => /^-[a-z]*c$/.test(word))
  const isFirst = args.slice(0, index).every((word) => /^-[-a-z]+$/.test(word))
  if (index === -1 || !isFirst) return null
  const inner = shellWords(args[index + 1] ?? '')
  return inner === null ? null : withAssignments(inner, environment)
}

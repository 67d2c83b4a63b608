import { programOf } from '../program.ts'
import type { LaunchCommand } from './launch.ts'

/** One of the programs of llama.cpp. */
export interface LlamaTool {
  /** `server`, `cli`, `bench`. */
  readonly name: string
  readonly use: ToolUse
  /** Of `llama`, which takes a model as its first word. */
  readonly isVerb: boolean
  /** Behind the program and, of the one program of newer packages, behind its verb. */
  readonly args: readonly string[]
}

/** `server` and `library`: reckoned, with the defaults of each; `watched`: it loads a model, for work that is not reckoned. */
export type ToolUse = 'server' | 'library' | 'text' | 'bench' | 'watched'

/** By the names of tools/ and examples/ (b10470). `text`: they read a text of their own in pieces. */
const uses: ReadonlyMap<string, ToolUse> = new Map<string, ToolUse>([
  ['server', 'server'],
  ['cli', 'library'],
  ['completion', 'library'],
  ['mtmd-cli', 'library'],
  ['perplexity', 'text'],
  ['imatrix', 'text'],
  ['bench', 'bench'],
  ...'simple simple-chat batched batched-bench parallel speculative speculative-simple lookahead lookup passkey retrieval embedding tts run cvector-generator finetune diffusion-cli eval-callback save-load-state'
    .split(' ')
    .map((name) => [name, 'watched'] as const),
])

/** Of `llama`: `llama serve`, `llama run`. */
const verbs: ReadonlyMap<string, string> = new Map([
  ['serve', 'server'],
  ['run', 'cli'],
  ['chat', 'cli'],
])

/** Packages add what they are built for: `llama-server-cuda`, `.llama-server-wrapped`, `com.docker.llama-server`. */
const form = /^(?:\.|com\.docker\.)?llama-(.+)$/

export function llamaToolOf(command: Pick<LaunchCommand, 'argv' | 'executable'>): LlamaTool | null {
  const { name: program, args } = programOf(command)
  if (program === 'llama') {
    const [verb = '', ...rest] = args
    const name = verbs.get(verb) ?? verb
    const use = uses.get(name)
    return use === undefined ? null : { name, use, isVerb: true, args: rest }
  }
  const [, rest = ''] = form.exec(program) ?? []
  // the longest name that it begins with: batched-bench before batched
  const [name = null] = [...uses.keys()]
    .filter(
      (one) => rest === one || (rest.startsWith(one) && '-_.'.includes(rest[one.length] ?? ' ')),
    )
    .toSorted((a, b) => b.length - a.length)
  const use = name === null ? undefined : uses.get(name)
  return name === null || use === undefined ? null : { name, use, isVerb: false, args }
}

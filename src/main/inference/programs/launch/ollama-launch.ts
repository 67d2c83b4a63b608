import { countIn, optionIn } from '../arguments.ts'
import { llamaArguments } from '../llama-arguments.ts'
import { typeIn } from '../llama-memory-options.ts'
import { programOf } from '../program.ts'
import type { LaunchCommand, OllamaLaunch, OllamaSettings, WatchedLaunch } from './launch.ts'

const title = 'Ollama'

/** Ollama's server, or what asks it to load; null: it is not Ollama. */
export function ollamaLaunch(command: LaunchCommand): OllamaLaunch | WatchedLaunch | null {
  const { name, args } = programOf(command)
  const { environment } = command
  if (name === 'Ollama')
    return { kind: 'ollama', title, verb: 'serve', settings: ollamaSettings(environment) }
  if (name !== 'ollama') return null
  const [word = '', ...rest] = args
  switch (word) {
    case 'run':
      return runOf(rest)
    case 'serve':
    case 'start':
      return { kind: 'ollama', title, verb: 'serve', settings: ollamaSettings(environment) }
    case 'runner':
      return runnerOf(rest)
    case 'create':
      return createOf(rest)
    default:
      return { kind: 'ollama', title, verb: 'other', word }
  }
}

/** Options of `ollama run` with their value in the next word (cmd/cmd.go). */
const valued: ReadonlySet<string> = new Set(['--keepalive', '--format', '--dimensions'])

// ollama run --keepalive 10m qwen3:8b "Why?"
function runOf(args: readonly string[]): OllamaLaunch | WatchedLaunch {
  const index = args.findIndex(
    (word, at) => !word.startsWith('-') && !valued.has(args[at - 1] ?? ''),
  )
  const name = args[index]
  if (name === undefined) return { kind: 'ollama', title, verb: 'other', word: 'run' }
  if (/[:-]cloud$/.test(name))
    return watched('ollama run', name, 'A model of the cloud takes no memory here.')
  return { kind: 'ollama', title, verb: 'run', name }
}

function createOf(args: readonly string[]): OllamaLaunch | WatchedLaunch {
  const type = optionIn(args, '-q', '--quantize')
  if (type === null) return { kind: 'ollama', title, verb: 'other', word: 'create' }
  return watched('ollama create', null, 'What it takes to quantise a model is not reckoned.')
}

const watched = (name: string, model: string | null, reason: string): WatchedLaunch => ({
  kind: 'watched',
  title: name,
  server: 'ollama',
  model,
  reason,
})

// ollama runner --ollama-engine --model <blob> --ctx-size 8192 --batch-size 512 --n-gpu-layers 49 --parallel 2 --port 50123
function runnerOf(args: readonly string[]): OllamaLaunch | WatchedLaunch {
  const {
    modelPath: path,
    contextTokens,
    parallel,
    gpuLayers,
  } = llamaArguments(['ollama', ...args])
  if (args.includes('--mlx-engine') || args.includes('--imagegen-engine'))
    return watched(
      'Ollama runner',
      optionIn(args, '--model'),
      "What Ollama's own MLX engine takes is not reckoned.",
    )
  // newer ones are told all but the model by a request
  if (path === null) return { kind: 'ollama', title, verb: 'other', word: 'runner' }
  return {
    kind: 'ollama',
    title: 'Ollama runner',
    verb: 'runner',
    path,
    contextTokens,
    parallel,
    kvType: typeIn(args, '--kv-cache-type'),
    batchTokens: countIn(args, '--batch-size') || null,
    gpuLayers: typeof gpuLayers === 'number' ? gpuLayers : null,
  }
}

/** What an environment says, where it is that of Ollama's server. Its values may stand in quotes (envconfig.Var). */
export function ollamaSettings(environment: LaunchCommand['environment']): OllamaSettings {
  const told = (name: string): string =>
    (environment[`OLLAMA_${name}`] ?? '').trim().replace(/^["']+|["']+$/g, '')
  const count = (name: string): number | null => {
    const text = told(name)
    return /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : null
  }
  const type = told('KV_CACHE_TYPE').toLowerCase()
  const flash = told('FLASH_ATTENTION')
  return {
    contextTokens: count('CONTEXT_LENGTH'),
    kvType: type === '' ? null : type,
    parallel: count('NUM_PARALLEL'),
    // strconv.ParseBool; any other word says yes
    flashAttention: flash === '' ? null : !/^(?:0|f|false)$/i.test(flash),
  }
}

import { countIn, optionIn } from '../arguments.ts'
import { pythonProgramOf, runsCommand } from '../python-program.ts'
import type { LaunchCommand, MlxLaunch } from './launch.ts'

type Program = 'server' | 'generate' | 'chat'

/** mlx-lm's programs and mlx-vlm's, which have the same options for what is alike (mlx_lm d78bf58, mlx_vlm 9b13f52). */
const programs: readonly (readonly [command: string, program: Program])[] = [
  ['mlx_lm.server', 'server'],
  ['mlx_lm.generate', 'generate'],
  ['mlx_lm.chat', 'chat'],
  ['mlx_lm.stream_generate', 'generate'],
  ['mlx_vlm.server', 'server'],
  ['mlx_vlm.generate', 'generate'],
  ['mlx_vlm.chat', 'chat'],
]

/** DEFAULT_MODEL of mlx_lm/generate.py and chat.py. */
const usualModel = 'mlx-community/Llama-3.2-3B-Instruct-4bit'

/** A program of MLX that loads a language model; null: it is none of those. */
export function mlxLaunch(command: LaunchCommand): MlxLaunch | null {
  const [title, program] = programs.find(([name]) => runsCommand(command, name)) ?? []
  if (title === undefined || program === undefined) return null
  const args = pythonProgramOf(command)?.args ?? []
  const isVlm = title.startsWith('mlx_vlm')
  // of mlx_lm's programs the server can neither be told to quantise its cache, nor to bound it
  const hasCacheOptions = program !== 'server' || isVlm
  const ofCache = <T>(value: T | null): T | null => (hasCacheOptions ? value : null)
  const unnamed = program === 'server' || isVlm ? null : usualModel
  return {
    kind: 'mlx',
    title,
    model: modelIn(args) ?? unnamed,
    draftModel: optionIn(args, '--draft-model'),
    contextTokens: program === 'generate' ? generatedTokens(args, isVlm) : null,
    kvBits: ofCache(figureIn(args, '--kv-bits')),
    kvGroupSize: ofCache(positiveIn(args, '--kv-group-size')),
    quantizedKvStartTokens: ofCache(countIn(args, '--quantized-kv-start')),
    maxKvTokens: ofCache(positiveIn(args, '--max-kv-size')),
    prefillStepTokens: positiveIn(args, '--prefill-step-size'),
    requestsAtOnce:
      program === 'server' ? (positiveIn(args, '--decode-concurrency') ?? usualAtOnce) : null,
  }
}

/** `--decode-concurrency` of mlx_lm.server. */
const usualAtOnce = 32

const modelIn = (args: readonly string[]): string | null => {
  const model = optionIn(args, '--model')
  return model === '' ? null : model
}

/** `--max-tokens`: DEFAULT_MAX_TOKENS of each. */
const usualAnswerTokens = { lm: 100, vlm: 256 } as const
/** What chat templates add to a short prompt, at most (assumed). */
const templateTokens = 512

/** A byte is a token at most; what comes from elsewhere (`-`, a file, a picture) is not known. */
function generatedTokens(args: readonly string[], isVlm: boolean): number | null {
  const prompt = optionIn(args, '--prompt', '-p')
  const isElsewhere =
    prompt === null ||
    prompt === '-' ||
    ['--prompt-cache-file', '--image', '--audio', '--video'].some(
      (name) => optionIn(args, name) !== null,
    )
  if (isElsewhere) return null
  const system = optionIn(args, '--system-prompt', '--system') ?? ''
  const answer = positiveIn(args, '--max-tokens', '-m') ?? usualAnswerTokens[isVlm ? 'vlm' : 'lm']
  return bytesOf(prompt) + bytesOf(system) + templateTokens + answer
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length

const positiveIn = (args: readonly string[], ...names: readonly string[]): number | null =>
  countIn(args, ...names) || null

function figureIn(args: readonly string[], name: string): number | null {
  const text = optionIn(args, name)
  return text !== null && /^\d{1,2}(?:\.\d{1,3})?$/.test(text) && Number(text) > 0
    ? Number(text)
    : null
}

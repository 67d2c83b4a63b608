import type { Fix } from '../../../../shared/finding.ts'
import { formatBytes, formatCount } from '../../../../shared/units.ts'
import { llamaOptionSince, ollamaOptionSince } from '../../engine-options.ts'
import type { Case } from '../case.ts'
import { contextFor, contextThatFits, limitOf, settableContext } from './figures.ts'
import { fix } from './fix.ts'
import { byVariables } from './variable.ts'
import { isLlamaBefore, isOllamaBefore } from './versions.ts'

/** Tried where nothing can be computed. */
const modestTokens = 4_096
const leastTokens = 2_048
const usualTokens = 16_384

/** `text` is `Use a context of N tokens`. */
type Setting = (text: string, costs: string) => Fix

const setting =
  (how: string, command: string | null): Setting =>
  (text, costs) =>
    fix(`${text}${how}`, command, costs)

/** A smaller context, as large as fits where that can be computed; null where there is none to make smaller. */
export function lessContext(one: Case): Fix | null {
  const now = settableContext(one)
  const fitting = contextThatFits(one)
  const isFitting = fitting !== null && (now === null || fitting < now)
  const tokens = isFitting ? fitting : modestContext(now)
  const write = tokens === null ? null : settingOf(one, tokens)
  if (tokens === null || write === null) return null
  const from = now === null ? '' : ` instead of ${formatCount(now)}`
  const why = isFitting ? ', which fits within 90 % of the GPU limit' : orWhatFits(one)
  return write(
    `Use a context of ${formatCount(tokens)} tokens${from}${why}`,
    'longer conversations and documents do not fit any more',
  )
}

const orWhatFits = (one: Case): string =>
  one.program === 'llama.cpp' && !isLlamaBefore(one, llamaOptionSince.fit)
    ? `, or leave -c and -ngl away: then it takes as much as fits beside what others hold (from b${llamaOptionSince.fit} on)`
    : ''

function modestContext(now: number | null): number | null {
  if (now === null || now > modestTokens) return modestTokens
  return now > leastTokens ? leastTokens : null
}

/** A context that the request fits in, with what that costs; null where the program has no such setting. */
export function moreContext(one: Case, neededTokens: number | null, slots: number): Fix | null {
  const now = settableContext(one)
  const wanted = neededTokens ?? (now === null ? null : now * 2)
  const tokens = wanted === null ? usualTokens : contextFor(wanted) * slots
  const write = settingOf(one, tokens)
  if (write === null) return null
  const forAll = slots > 1 ? ` for ${formatCount(slots)} slots together` : ''
  return write(`Use a context of ${formatCount(tokens)} tokens${forAll}`, costsOfMore(one, tokens))
}

function costsOfMore(one: Case, tokens: number): string {
  const { gpuKvBytes, slotCount = 1, contextTokens, contextTokensPerSequence } = one.facts
  const now = settableContext(one)
  // a refusal names the context of one slot: the cache may be that of several
  const isOfOne = slotCount === 1 || contextTokens !== contextTokensPerSequence
  if (!gpuKvBytes || !isOfOne || now === null || now === 0)
    return 'the cache grows with the context'
  const grown = `the KV cache grows from ${formatBytes(gpuKvBytes)} to ${formatBytes((gpuKvBytes * tokens) / now)}`
  const fitting = contextThatFits(one)
  const limit = limitOf(one)
  const isTooMuch = limit !== null && fitting !== null && fitting < tokens
  return isTooMuch
    ? `${grown}, more than fits within the GPU limit of ${formatBytes(limit)}`
    : grown
}

/** inference-logs.md §6; KoboldCpp 1.102, LocalAI's model files and the arguments of llama_cpp.Llama by their own sources. */
function settingOf(one: Case, tokens: number): Setting | null {
  const count = formatCount(tokens)
  switch (one.program) {
    case 'llama.cpp':
      return setting('', `-c ${count}`)
    case 'llama-cpp-python':
      return setting(', where the model is made (Llama)', `n_ctx=${count}`)
    case 'ollama':
      return ollamaSetting(one, count)
    case 'koboldcpp':
      return setting('', `--contextsize ${count}`)
    case 'localai':
      return setting(", in the model's YAML file", `context_size: ${count}`)
    case 'lm-studio':
      return setting(
        ', as Context Length in the settings of the load, or from a terminal, where lms asks for the model',
        `lms load --context-length ${count}`,
      )
    case 'vllm':
      return setting('', `--max-model-len ${count}`)
    case 'jan':
      return setting(", as the context size in the model's settings", null)
    case null:
    case 'shell':
    case 'python':
      return setting('; where llama.cpp computes', `-c ${count}`)
    // the cache of the MLX family grows with the prompt: there is no context to set
    case 'mlx':
    case 'mlx-lm':
    case 'vllm-mlx':
    case 'omlx':
    case 'exo':
    case 'candle':
    case 'whisper.cpp':
    case 'pytorch':
    case 'comfyui':
      return null
  }
}

function ollamaSetting(one: Case, count: string): Setting {
  if (isOllamaBefore(one, ollamaOptionSince.contextLength))
    return setting(
      ', as a line of the Modelfile (this version has no variable for it)',
      `PARAMETER num_ctx ${count}`,
    )
  return (text, costs) =>
    byVariables(
      one,
      `${text} (a num_ctx in the Modelfile or in a request counts more)`,
      { OLLAMA_CONTEXT_LENGTH: count },
      costs,
    )
}

import type { Fix } from '../../../../shared/finding.ts'
import { formatBytes, formatCount } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { contextFor, contextThatFits, limitOf, settableContext } from './figures.ts'
import { fix } from './fix.ts'
import { setVariables, thenRestartOllama } from './variable.ts'
import { isOllamaBefore } from './versions.ts'

/** Tried where nothing can be computed. */
const modestTokens = 4_096
const leastTokens = 2_048
const usualTokens = 16_384

interface Setting {
  /** Where it is set, after `a context of N tokens`. */
  readonly how: string
  readonly command: string | null
}

/** A smaller context, as large as fits where that can be computed; null where there is none to make smaller. */
export function lessContext(one: Case): Fix | null {
  const now = settableContext(one)
  const fitting = contextThatFits(one)
  const isFitting = fitting !== null && (now === null || fitting < now)
  const tokens = isFitting ? fitting : modestContext(now)
  const setting = tokens === null ? null : settingOf(one, tokens)
  if (tokens === null || setting === null) return null
  const from = now === null ? '' : ` instead of ${formatCount(now)}`
  const why = isFitting ? ', which fits within 90 % of the GPU limit' : ''
  return fix(
    `Use a context of ${formatCount(tokens)} tokens${from}${why}${setting.how}`,
    setting.command,
    'longer conversations and documents do not fit any more',
  )
}

function modestContext(now: number | null): number | null {
  if (now === null || now > modestTokens) return modestTokens
  return now > leastTokens ? leastTokens : null
}

/** A context that the request fits in, with what that costs; null where the program has no such setting. */
export function moreContext(one: Case, neededTokens: number | null, slots: number): Fix | null {
  const now = settableContext(one)
  const wanted = neededTokens ?? (now === null ? null : now * 2)
  const tokens = wanted === null ? usualTokens : contextFor(wanted) * slots
  const setting = settingOf(one, tokens)
  if (setting === null) return null
  const forAll = slots > 1 ? ` for ${formatCount(slots)} slots together` : ''
  return fix(
    `Use a context of ${formatCount(tokens)} tokens${forAll}${setting.how}`,
    setting.command,
    costsOfMore(one, tokens),
  )
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
      return { how: '', command: `-c ${count}` }
    case 'llama-cpp-python':
      return { how: ', where the model is made (Llama)', command: `n_ctx=${count}` }
    case 'ollama':
      return ollamaSetting(one, count)
    case 'koboldcpp':
      return { how: '', command: `--contextsize ${count}` }
    case 'localai':
      return { how: ", in the model's YAML file", command: `context_size: ${count}` }
    case 'lm-studio':
      return {
        how: ', as Context Length in the settings of the load, or from a terminal',
        command: `lms load --context-length ${count}`,
      }
    case 'vllm':
      return { how: '', command: `--max-model-len ${count}` }
    case 'jan':
      return { how: ", as the context size in the model's settings", command: null }
    case null:
    case 'shell':
    case 'python':
      return { how: '; where llama.cpp computes', command: `-c ${count}` }
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

// OLLAMA_CONTEXT_LENGTH is of 0.5.13 (its release notes); the default by GPU memory of 0.15.5
function ollamaSetting(one: Case, count: string): Setting {
  if (isOllamaBefore(one, [0, 5, 13]))
    return {
      how: ', as a line of the Modelfile (this version has no variable for it)',
      command: `PARAMETER num_ctx ${count}`,
    }
  return {
    how: `: set it, ${thenRestartOllama}; a num_ctx in the Modelfile or in a request counts more`,
    command: setVariables(one, { OLLAMA_CONTEXT_LENGTH: count }),
  }
}

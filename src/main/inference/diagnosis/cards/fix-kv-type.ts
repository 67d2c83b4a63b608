import type { Fix } from '../../../../shared/finding.ts'
import { formatBytes } from '../../../../shared/units.ts'
import { llamaOptionSince } from '../../engine-options.ts'
import type { Case } from '../case.ts'
import { bytesWithSmallKv, kvBytesInQ8, limitOf } from './figures.ts'
import { fix } from './fix.ts'
import { byVariables } from './variable.ts'
import { isLlamaBefore } from './versions.ts'

const costs = 'answers lose a little quality; prompts may be read a little more slowly'

/** The cache in 8 bits instead of 16; null for programs that do not let it be chosen. */
export function smallerKv(one: Case): Fix | null {
  const { gpuKvBytes } = one.facts
  const saved = gpuKvBytes
    ? `: ${formatBytes(gpuKvBytes)} in f16 become ${formatBytes(kvBytesInQ8(gpuKvBytes))}`
    : ', about half of what f16 takes'
  const text = `Keep the KV cache in 8 bits${saved}${notEnough(one)}`
  switch (one.program) {
    case 'llama.cpp':
      return fix(text, llamaFlags(one), costs)
    case null:
    case 'shell':
    case 'python':
      return fix(`${text}; where llama.cpp computes`, llamaFlags(one), costs)
    case 'llama-cpp-python':
      // 8 is GGML_TYPE_Q8_0
      return fix(
        `${text}, where the model is made (Llama)`,
        'type_k=8, type_v=8, flash_attn=True',
        costs,
      )
    case 'ollama':
      return byVariables(
        one,
        text,
        { OLLAMA_FLASH_ATTENTION: '1', OLLAMA_KV_CACHE_TYPE: 'q8_0' },
        costs,
      )
    case 'lm-studio':
      return fix(
        `${text}, as K and V cache quantization in the settings of the load, with flash attention`,
        null,
        costs,
      )
    case 'whisper.cpp':
    case 'mlx':
    case 'mlx-lm':
    case 'vllm-mlx':
    case 'omlx':
    case 'exo':
    case 'pytorch':
    case 'comfyui':
    case 'koboldcpp':
    case 'localai':
    case 'jan':
    case 'vllm':
    case 'candle':
      return null
  }
}

/** Whether it alone brings the load below the limit; true where that is not known. */
export const isSmallKvEnough = (one: Case): boolean => notEnough(one) === ''

function notEnough(one: Case): string {
  const rest = bytesWithSmallKv(one)
  const limit = limitOf(one)
  return rest === null || limit === null || rest <= limit
    ? ''
    : ` (not enough alone: still ${formatBytes(rest)} of a limit of ${formatBytes(limit)})`
}

/** A quantized V needs flash attention, and on Metal K and V of one type (memory-estimate.md §2.1). */
const llamaFlags = (one: Case): string =>
  `-ctk q8_0 -ctv q8_0 ${isLlamaBefore(one, llamaOptionSince.flashWord) ? '-fa' : '-fa on'}`

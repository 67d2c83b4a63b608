import type { Fix } from '../../../../shared/finding.ts'
import { formatCount } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { fix } from './fix.ts'
import { byVariables } from './variable.ts'

const costs = 'requests wait for each other'

/** Fewer requests at work at once; null where there is one already, or nothing to set. */
export function fewerAtOnce(one: Case): Fix | null {
  const { slotCount } = one.facts
  // one slot is the default of both
  const isOneUnlessTold = one.program === 'llama.cpp' || one.program === 'ollama'
  if (slotCount === 1 || (slotCount === undefined && isOneUnlessTold)) return null
  const now = slotCount === undefined ? '' : ` instead of ${formatCount(slotCount)}`
  const text = `Answer one request at a time${now}`
  switch (one.program) {
    case 'llama.cpp':
      return fix(text, '-np 1', costs)
    case 'ollama':
      return byVariables(one, text, { OLLAMA_NUM_PARALLEL: '1' }, costs)
    case 'mlx-lm':
      return fix(text, '--prompt-concurrency 1 --decode-concurrency 1', costs)
    case 'vllm-mlx':
    case 'vllm':
      return fix(text, '--max-num-seqs 1', costs)
    case 'whisper.cpp':
      return fix('Leave -p (--processors) at 1: each has buffers of its own', '-p 1', null)
    case null:
    case 'shell':
    case 'python':
    case 'llama-cpp-python':
    case 'mlx':
    case 'omlx':
    case 'exo':
    case 'pytorch':
    case 'comfyui':
    case 'lm-studio':
    case 'koboldcpp':
    case 'localai':
    case 'jan':
    case 'candle':
      return null
  }
}

/** The caches of past prompts, which servers of the MLX family keep: they grow while the server runs. */
export function fewerPromptCaches({ program }: Case): Fix | null {
  const costsCaches = 'a conversation that comes back later is read anew'
  switch (program) {
    case 'mlx-lm':
      return fix(
        'Bound the caches of past prompts: mlx_lm.server keeps 10 of any size',
        '--prompt-cache-size 2 --prompt-cache-bytes 2000000000',
        costsCaches,
      )
    case 'vllm-mlx':
      return fix('Bound the cache of past prompts', '--cache-memory-mb 2048', costsCaches)
    case 'mlx':
      return fix(
        'Bound the cache of one conversation in mlx_lm.generate and mlx_lm.chat',
        '--max-kv-size 8192',
        'what stands between the first words and the last is forgotten',
      )
    case 'omlx':
    case 'exo':
      return fix('Start it anew between long conversations: its prompt caches grow', null, null)
    case null:
    case 'shell':
    case 'python':
    case 'candle':
    case 'llama.cpp':
    case 'llama-cpp-python':
    case 'ollama':
    case 'whisper.cpp':
    case 'pytorch':
    case 'comfyui':
    case 'lm-studio':
    case 'koboldcpp':
    case 'localai':
    case 'jan':
    case 'vllm':
      return null
  }
}

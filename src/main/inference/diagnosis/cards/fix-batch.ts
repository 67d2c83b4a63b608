import type { Fix } from '../../../../shared/finding.ts'
import { formatBytes } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { fix } from './fix.ts'

const costs = 'prompts are read more slowly'

/** Fewer tokens of a prompt at once: a smaller compute buffer, and shorter commands on the GPU. */
export function smallerBatch(one: Case): Fix | null {
  const { gpuComputeBytes } = one.facts
  const now = gpuComputeBytes === undefined ? '' : ` (${formatBytes(gpuComputeBytes)} now)`
  const text = `Read prompts in smaller steps: the compute buffer shrinks with them${now}`
  switch (one.program) {
    case 'llama.cpp':
      return fix(text, '-b 512 -ub 256', costs)
    case null:
    case 'shell':
    case 'python':
      return fix(`${text}; where llama.cpp computes`, '-b 512 -ub 256', costs)
    case 'llama-cpp-python':
      return fix(`${text}, where the model is made (Llama)`, 'n_batch=256, n_ubatch=256', costs)
    case 'mlx-lm':
      return fix(
        'Read prompts in smaller steps than the 2048 tokens of mlx_lm.server, so that each needs less at once',
        '--prefill-step-size 512',
        costs,
      )
    case 'mlx':
    case 'vllm-mlx':
    case 'omlx':
    case 'exo':
    case 'vllm':
      return fix('Send shorter prompts: what the GPU needs at once grows with them', null, null)
    case 'pytorch':
      return fix('Use a smaller batch, fewer tokens or smaller images', null, 'less at once')
    case 'comfyui':
      return fix(
        'Make smaller images or fewer at once, and decode with the node VAE Decode (Tiled)',
        null,
        'large images take a second step: upscaling',
      )
    case 'whisper.cpp':
      return fix(
        'Search with fewer candidates at once',
        '-bs 1 -bo 1',
        'difficult passages are transcribed a little worse',
      )
    case 'lm-studio':
      return fix(
        'Lower the Evaluation Batch Size in the settings of the load: the compute buffer shrinks with it',
        null,
        costs,
      )
    // its runner chooses the step by the context
    case 'ollama':
    case 'koboldcpp':
    case 'localai':
    case 'jan':
    case 'candle':
      return null
  }
}

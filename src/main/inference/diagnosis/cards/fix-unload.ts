import type { Fix } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { fix } from './fix.ts'
import { byVariables } from './variable.ts'

const costs = 'they are loaded again when they are asked next'

/** Other models, of this program and of others, let go first: the limit is one for all of them. */
export function letOthersGo(one: Case): Fix {
  switch (one.program) {
    case 'ollama':
      return byVariables(
        one,
        'Unload other models now (ollama ps shows them, ollama stop with the name unloads one), and keep one at a time',
        { OLLAMA_MAX_LOADED_MODELS: '1' },
        costs,
      )
    case 'lm-studio':
      return fix('Unload the models that LM Studio holds', 'lms unload --all', costs)
    case 'comfyui':
      return fix(
        'Let ComfyUI unload its models (its desktop app listens on port 8000)',
        `curl -H 'Content-Type: application/json' -d '{"unload_models":true,"free_memory":true}' http://127.0.0.1:8188/free`,
        costs,
      )
    case 'pytorch':
      return fix(
        'In the Python of the program, drop the tensors that are no longer needed (del), then give their memory back; end other programs that hold models',
        'torch.mps.empty_cache()',
        null,
      )
    case 'jan':
      return fix('Stop the other models in Jan, and end other servers that hold one', null, costs)
    case null:
    case 'shell':
    case 'python':
    case 'candle':
    case 'llama.cpp':
    case 'llama-cpp-python':
    case 'whisper.cpp':
    case 'mlx':
    case 'mlx-lm':
    case 'vllm-mlx':
    case 'omlx':
    case 'exo':
    case 'koboldcpp':
    case 'localai':
    case 'vllm':
      return fix(
        'Unload the models of other servers first: two engines each believe that they have all of the GPU limit',
        'headroom status',
        costs,
      )
  }
}

import type { ModelForecast } from '../../../shared/forecast.ts'
import type { ServerKind } from '../../../shared/server.ts'

/** How the cache of what a server runs takes its memory; null: it is not known of all that it runs. */
export interface EngineGrowth {
  readonly endsWith: ModelForecast['endsWith']
  /** Its whole model lies here, and its caches are those that we reckon (memory-estimate.md §5.3). */
  readonly isReckoned: boolean
}

const inMlx: EngineGrowth = { endsWith: 'memory', isReckoned: true }
const atLoad: EngineGrowth = { endsWith: 'context', isReckoned: false }

/**
 * MLX and PyTorch take it token by token, llama.cpp at load, vLLM as a pool (inference-logs.md §5). `format`: of the model, where
 * its server tells it: LM Studio and Ollama run both.
 */
export function engineGrowthOf(kind: ServerKind, format: string | null): EngineGrowth | null {
  switch (kind) {
    case 'mlx-lm':
    case 'mlx-vlm':
    case 'omlx':
    case 'rapid-mlx':
    case 'vllm-mlx':
      return inMlx
    // its layers may lie on several machines; a program of one's own may keep anything
    case 'exo':
    case 'python':
    case 'comfyui':
      return { endsWith: 'memory', isReckoned: false }
    case 'lmstudio':
    case 'ollama':
    case 'ollama-runner':
      return isOfMlx(format) ? inMlx : atLoad
    // it keeps prompts and checkpoints beside (memory-estimate.md §3.7), as its command line and its model say
    case 'llama-server':
      return { endsWith: 'context', isReckoned: true }
    case 'llama-server-router':
    case 'llama-app':
    case 'jan':
    case 'localai':
    case 'koboldcpp':
    case 'llama-swap':
    case 'docker-model-runner':
    case 'vllm':
      return atLoad
    case 'gpt4all':
      return null
  }
}

const isOfMlx = (format: string | null): boolean => /mlx|safetensors/i.test(format ?? '')

import type { ServerId } from '../../shared/ids.ts'
import type { ServerKind } from '../../shared/server.ts'
import type { Unjudged } from './rule.ts'

/** What makes a context longer (inference-logs.md §6): all of it is memory that is taken when the model is loaded. */
const longerBy: Readonly<Record<ServerKind, string | null>> = {
  ollama: 'set a larger num_ctx (OLLAMA_CONTEXT_LENGTH)',
  'ollama-runner': 'set a larger num_ctx (OLLAMA_CONTEXT_LENGTH)',
  'llama-server': 'start llama-server with a larger -c, or fewer slots (-np)',
  'llama-server-router': 'start llama-server with a larger -c, or fewer slots (-np)',
  'llama-app': 'give the model a longer context in its settings',
  lmstudio: 'load the model with a longer context',
  'mlx-lm': null,
  'mlx-vlm': null,
  omlx: null,
  'rapid-mlx': null,
  'vllm-mlx': null,
  vllm: 'start vLLM with a larger --max-model-len',
  jan: 'give the model a longer context in its settings',
  localai: 'give the model a larger context_size in its configuration',
  koboldcpp: 'start koboldcpp with a larger --contextsize',
  'llama-swap': 'give the model a larger -c in its configuration',
  'docker-model-runner': 'configure the model with a larger --context-size',
  gpt4all: 'give the model a longer context in its settings',
  comfyui: null,
  exo: null,
  python: null,
}

export function contextAdvice(id: ServerId | null, { servers }: Pick<Unjudged, 'servers'>): string {
  const server = servers.find((one) => one.id === id)
  // Ollama runs its models in a llama-server: its own option counts
  const owner = servers.find((one) => one.id === server?.parentId) ?? server
  const way = owner === undefined ? null : longerBy[owner.kind]
  const shorter = 'Begin a new chat or send less'
  return way === null ? `${shorter}.` : `${shorter}, or ${way}: that takes more memory.`
}

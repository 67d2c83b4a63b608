import type { Model, Server, ServerKind } from '../../shared/server.ts'
import type { EngineLine, Limit } from '../../shared/snapshot.ts'
import { formatBytes } from '../../shared/units.ts'

export type Engine = EngineLine['engine']

/** What runs the models of a server; null: several do, or it is not known. vLLM keeps to the pool that it took. */
const engineOfKind: Readonly<Record<ServerKind, Engine | null>> = {
  ollama: 'Ollama',
  'ollama-runner': 'Ollama',
  'llama-server': 'llama.cpp',
  'llama-server-router': 'llama.cpp',
  'llama-app': 'llama.cpp',
  lmstudio: null,
  'mlx-lm': 'MLX',
  'mlx-vlm': 'MLX',
  omlx: 'MLX',
  'rapid-mlx': 'MLX',
  'vllm-mlx': 'MLX',
  vllm: null,
  jan: 'llama.cpp',
  localai: null,
  koboldcpp: 'llama.cpp',
  'llama-swap': null,
  'docker-model-runner': 'llama.cpp',
  gpt4all: 'llama.cpp',
  comfyui: 'PyTorch',
  exo: 'MLX',
  python: null,
}

/** By its file where its server runs both kinds: only llama.cpp reads GGUF. */
export function engineOf(
  { serverId, file }: Pick<Model, 'serverId' | 'file'>,
  servers: readonly Server[],
): Engine | null {
  const server = servers.find(({ id }) => id === serverId)
  const byKind = server === undefined ? null : engineOfKind[server.kind]
  return byKind ?? (file?.toLowerCase().endsWith('.gguf') === true ? 'llama.cpp' : null)
}

/** What comes of it past the limit (design §2): it only slows down, and refuses far beyond; or it is likely to fail just past it. */
export const isCrawling = (engine: Engine | null): engine is 'MLX' | 'PyTorch' =>
  engine === 'MLX' || engine === 'PyTorch'

/** Where the engine itself allocates no more; null where that lies above RAM. */
export const refusalOf = (engine: Engine, { engineLines }: Limit): number | null =>
  engineLines.find((line) => line.engine === engine && line.beyond === 'refuses')?.lineBytes ?? null

const slows: Readonly<Record<'MLX' | 'PyTorch', string>> = {
  MLX: 'MLX slows to a crawl there',
  PyTorch: 'PyTorch swaps there',
}

/** `MLX slows to a crawl there, and refuses past 31.3 GB` */
export function crawlWords(engine: 'MLX' | 'PyTorch', limit: Limit): string {
  const refusesAtBytes = refusalOf(engine, limit)
  return refusesAtBytes === null
    ? slows[engine]
    : `${slows[engine]}, and refuses past ${formatBytes(refusesAtBytes)}`
}

import type { ServerKind } from '../../../shared/server.ts'
import { llamaArguments } from '../programs/llama-arguments.ts'
import type { ServerTold } from '../watch/watched-server.ts'

/** llama.cpp puts all layers on the GPU of a Mac unless it is told a number (common/arg.cpp); no model has more than these. */
const allLayers = 200

/** All that these keep lies in buffers of the GPU, which their process is charged for, whether the GPU has them in use now or not. */
const onMlx: ReadonlySet<ServerKind> = new Set([
  'mlx-lm',
  'mlx-vlm',
  'omlx',
  'rapid-mlx',
  'vllm-mlx',
])

export const isMlx = ({ spec }: ServerTold): boolean => onMlx.has(spec.kind)

export const isLlama = ({ spec }: ServerTold): boolean =>
  spec.kind === 'llama-server' || spec.kind === 'ollama-runner'

/** Whether its engine puts the whole of a model on the GPU, by what it is and was told; null: nothing tells. */
export function isWholeOnGpu(holder: ServerTold): boolean | null {
  if (isMlx(holder)) return true
  if (!isLlama(holder)) return null
  const { gpuLayers } = llamaArguments(holder.found.root.argv)
  return typeof gpuLayers !== 'number' || gpuLayers >= allLayers
}

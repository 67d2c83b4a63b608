import { sinceBuild } from '../inference/estimate/engine-build.ts'
import type { Hyperparameters } from '../inference/estimate/hyperparameters.ts'
import type { ResolvedRun } from '../inference/estimate/run.ts'
import type { Way } from './sizer.ts'

/** What the command line of the engine has for each (common/arg.cpp; Ollama's FAQ). */
export function llamaWays(
  model: Hyperparameters,
  { sequenceCount, build }: Pick<ResolvedRun, 'sequenceCount' | 'build'>,
  engine: 'llama.cpp' | 'ollama',
  isQuantizable: boolean,
): readonly Way[] {
  const isOllama = engine === 'ollama'
  const flashOn = build < sinceBuild.flashAuto ? '-fa' : '-fa on'
  const layers = layerSteps(model.layerCount)
  // the output counts as one, and so do layers that only predict further tokens
  const allLayers = model.layerCount + model.nextnLayerCount + 1
  const kv: Way = {
    kind: 'kv-type',
    steps: [{ kvType: 'q8_0' }, { kvType: 'q4_0' }],
    text: ({ kvType = '' }) => `keep keys and values as ${kvType}`,
    flag: ({ kvType = '' }) =>
      isOllama ? `OLLAMA_KV_CACHE_TYPE=${kvType}` : `${flashOn} -ctk ${kvType} -ctv ${kvType}`,
  }
  const parallel: Way = {
    kind: 'parallel',
    steps: [{ parallel: 1 }],
    text: () => 'answer one request at a time',
    flag: () => (isOllama ? 'OLLAMA_NUM_PARALLEL=1' : '-np 1'),
  }
  const ubatch: Way = {
    kind: 'ubatch',
    steps: [{ ubatchTokens: 256 }, { ubatchTokens: 128 }],
    text: ({ ubatchTokens = 0 }) =>
      `read prompts ${ubatchTokens} tokens at a time, which is slower`,
    flag: ({ ubatchTokens = 0 }) =>
      isOllama ? `/set parameter num_batch ${ubatchTokens}` : `-ub ${ubatchTokens}`,
  }
  const experts: Way = {
    kind: 'cpu-moe',
    steps: layers.map((cpuMoeLayers) => ({ cpuMoeLayers })),
    text: ({ cpuMoeLayers = 0 }) => `leave the experts of ${cpuMoeLayers} layers to the CPU`,
    flag: ({ cpuMoeLayers = 0 }) => `--n-cpu-moe ${cpuMoeLayers}`,
  }
  const gpuLayers: Way = {
    kind: 'gpu-layers',
    steps: layers.map((index) => ({ gpuLayers: allLayers - index })),
    text: ({ gpuLayers: count = 0 }) =>
      `leave ${allLayers - count} of ${allLayers} layers to the CPU, which is slower`,
    flag: ({ gpuLayers: count = 0 }) =>
      isOllama ? `/set parameter num_gpu ${count}` : `-ngl ${count}`,
  }
  return [
    ...(isQuantizable ? [kv] : []),
    ...(sequenceCount > 1 ? [parallel] : []),
    ubatch,
    // Ollama has no option for experts
    model.experts === null || isOllama ? gpuLayers : experts,
  ]
}

const layerSteps = (layerCount: number): readonly number[] =>
  Array.from({ length: layerCount }, (_, index) => index + 1)

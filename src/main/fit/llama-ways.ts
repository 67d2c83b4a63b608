import {
  hasLlamaOption,
  hasOllamaOption,
  type LlamaOption,
  type OllamaOption,
} from '../inference/engine-options.ts'
import type { Hyperparameters } from '../inference/estimate/hyperparameters.ts'
import type { ResolvedRun } from '../inference/estimate/run.ts'
import type { FitOptions } from './fit-options.ts'
import type { Changes, Way } from './sizer.ts'

export interface LlamaWaysOf extends LlamaVersion {
  readonly model: Hyperparameters
  readonly run: ResolvedRun
  readonly isQuantizable: boolean
}

/** What the engine of this version can be told (common/arg.cpp; Ollama's FAQ). */
export function llamaWays(of: LlamaWaysOf): readonly Way[] {
  const has = optionsOf(of)
  return [
    ...(has.parallel && of.run.sequenceCount > 1 ? [oneAtATime] : []),
    ...(has.kvType && of.isQuantizable ? kvWays(of.run) : []),
    ...(has.ubatch ? [smallerSteps(of.run)] : []),
    ...(has.cpuMoe && of.model.experts !== null
      ? [expertsToCpu(of.model, of.run.asked.cpuMoeLayers)]
      : []),
    ...(has.gpuLayers ? [layersToCpu(of)] : []),
  ].filter(({ steps }) => steps.length > 0)
}

export interface LlamaVersion {
  readonly engine: 'llama.cpp' | 'ollama'
  readonly options: Pick<FitOptions, 'build' | 'engineVersion' | 'program'>
}

type Option = LlamaOption & ('parallel' | 'kvType' | 'ubatch' | 'cpuMoe' | 'gpuLayers')

/** Ollama's parameters of a model are older than all else; it has none for experts, nor have LM Studio's settings. */
const ollamaNames = {
  parallel: 'parallel',
  kvType: 'kvType',
  ubatch: 'parameter',
  gpuLayers: 'parameter',
  cpuMoe: null,
} as const satisfies Readonly<Record<Option, OllamaOption | null>>

export function optionsOf({ engine, options }: LlamaVersion): Readonly<Record<Option, boolean>> {
  const { build, engineVersion, program } = options
  const has = (option: Option): boolean => {
    if (program === 'lm-studio') return option !== 'cpuMoe'
    if (engine === 'llama.cpp' && program !== 'ollama') return hasLlamaOption(option, build)
    const name = ollamaNames[option]
    return name !== null && hasOllamaOption(name, engineVersion)
  }
  return {
    parallel: has('parallel'),
    kvType: has('kvType'),
    ubatch: has('ubatch'),
    cpuMoe: has('cpuMoe'),
    gpuLayers: has('gpuLayers'),
  }
}

export const oneAtATime: Way = {
  kind: 'parallel',
  rung: 'one request at a time',
  steps: [{ parallel: 1 }],
  text: () => 'answer one request at a time',
  costs: 'requests wait for each other',
}

function kvWays({ asked: { keyType, valueType } }: ResolvedRun): readonly Way[] {
  const isAlready = ({ kvType }: Changes): boolean => kvType === keyType && kvType === valueType
  const way = (rung: Way['rung'], kvType: string, costs: string): Way => ({
    kind: 'kv-type',
    rung,
    steps: [{ kvType }].filter((changes) => !isAlready(changes)),
    text: () => `keep keys and values as ${kvType}`,
    costs,
  })
  return [
    way('cache in 8 bits', 'q8_0', 'answers hardly change'),
    way('cache in 4 bits', 'q4_0', 'answers change, long ones most'),
  ]
}

const smallerSteps = ({ ubatchTokens: now }: ResolvedRun): Way => ({
  kind: 'ubatch',
  rung: 'smaller steps of a prompt',
  steps: [512, 256, 128].filter((tokens) => tokens < now).map((ubatchTokens) => ({ ubatchTokens })),
  text: ({ ubatchTokens = 0 }) => `read prompts ${ubatchTokens} tokens at a time`,
  costs: 'prompts are read more slowly',
})

const layerSteps = (layerCount: number): readonly number[] =>
  Array.from({ length: layerCount }, (_, index) => index + 1)

/** Those of so many layers are with it already; `as`: what else is changed with them. */
export const expertsToCpu = (
  { layerCount }: Pick<Hyperparameters, 'layerCount'>,
  nowLayers: number,
  as: Changes = {},
): Way => ({
  kind: 'cpu-moe',
  rung: 'experts on the CPU',
  steps: layerSteps(layerCount)
    .filter((count) => count > nowLayers)
    .map((cpuMoeLayers) => ({ ...as, cpuMoeLayers })),
  text: ({ cpuMoeLayers = 0 }) => `leave the experts of ${cpuMoeLayers} layers to the CPU`,
  costs: 'answers are slower',
})

function layersToCpu({ model, run }: LlamaWaysOf): Way {
  // the output counts as one, and so do layers that only predict further tokens
  const all = model.layerCount + model.nextnLayerCount + 1
  return {
    kind: 'gpu-layers',
    rung: 'layers on the CPU',
    steps: layerSteps(model.layerCount)
      .map((index) => all - index)
      .filter((gpuLayers) => gpuLayers < (run.asked.gpuLayers ?? all))
      .map((gpuLayers) => ({ gpuLayers })),
    text: ({ gpuLayers = 0 }) => `leave ${all - gpuLayers} of ${all} layers to the CPU`,
    costs: 'answers are much slower',
  }
}

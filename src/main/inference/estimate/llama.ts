import { ParseError } from '../../../shared/parse.ts'
import { tensorTypeOfName } from '../models/tensor-types.ts'
import {
  estimateKvCaches,
  estimateRecurrentState,
  type KvCache,
  type KvTypes,
  type RecurrentState,
} from './caches.ts'
import { checkSizes } from './check-sizes.ts'
import { computePart } from './compute-part.ts'
import { estimateCompute, type ComputeBuffers } from './compute.ts'
import type { Hyperparameters } from './hyperparameters.ts'
import type { Layers } from './layer.ts'
import { layersOf } from './layers.ts'
import { growthOf } from './llama-growth.ts'
import { kvPart, outputPart, overheadPart, recurrentPart } from './llama-parts.ts'
import { draftPart, projectorPart, type Projector } from './llama-companions.ts'
import type { Bands, Need, NeedPart } from './need.ts'
import { defaultDraftRun, resolveRun, type LlamaRun, type ResolvedRun } from './run.ts'
import { shareOnGpu, weighed, type WeightsSource } from './weights-source.ts'

/** All that is loaded together. */
export interface LlamaModel {
  readonly model: Hyperparameters
  readonly weights: WeightsSource
  /** LoRA adapters: they lie where the layers do that they change. */
  readonly adapterBytes: number
  readonly projector: Projector | null
  readonly draft: LlamaModel | null
}

/** The need of a load by llama.cpp, and what it was reckoned from. */
export interface LlamaEstimate {
  readonly need: Need
  readonly run: ResolvedRun
  readonly layers: Layers
  readonly caches: readonly KvCache[]
  readonly state: RecurrentState
  readonly compute: ComputeBuffers
}

/** Throws ParseError where the run names a type that ggml has not, or a header claims what no machine could hold. */
export function estimateLlama(
  loaded: LlamaModel,
  asked: LlamaRun,
  bands: Bands = 'with bands',
): LlamaEstimate {
  const { model } = loaded
  const run = resolveRun(model, asked)
  const layers = layersOf(model)
  const types = kvTypesOf(asked)
  const caches = estimateKvCaches(layers, run, types)
  const state = estimateRecurrentState(layers, run)
  const compute = estimateCompute(model, caches, run)
  const weights = weighed(loaded.weights, model, run)
  const parts: readonly NeedPart[] = [
    withAdapters(weights.part, loaded.adapterBytes, shareOnGpu(model, run)),
    kvPart(caches, { model, layers, run, types }),
    recurrentPart(state, { model, layers, run }),
    computePart(compute, { model, caches, layers, run }, bands),
    outputPart(model, run),
    ...(loaded.projector === null ? [] : [projectorPart(loaded.projector, run)]),
    ...(loaded.draft === null ? [] : [draftPart(draftNeedOf(loaded.draft, run))]),
    overheadPart(),
  ]
  const growth = growthOf(caches, state, run)
  checkSizes({ parts, growth }, 'header')
  return {
    need: { parts, growth, remarks: [...weights.remarks, ...remarksOf(layers, loaded, run)] },
    run,
    layers,
    caches,
    state,
    compute,
  }
}

/** Throws ParseError. */
export function kvTypesOf({
  keyType,
  valueType,
}: Pick<LlamaRun, 'keyType' | 'valueType'>): KvTypes {
  return { key: typeNamed(keyType), value: typeNamed(valueType) }
}

function typeNamed(name: string): KvTypes['key'] {
  const type = tensorTypeOfName(name)
  if (type === null)
    throw new ParseError(`"${name}" is not a type of keys and values: f16, q8_0, q4_0 …`)
  return type
}

function withAdapters(part: NeedPart, adapterBytes: number, share: number): NeedPart {
  if (adapterBytes === 0) return part
  return {
    ...part,
    bytes: part.bytes + adapterBytes,
    onGpuBytes: part.onGpuBytes + Math.round(adapterBytes * share),
    formula: `${part.formula} + ${adapterBytes} of adapters`,
  }
}

/** A second context beside the first, as long as that where nothing else is said. */
function draftNeedOf(draft: LlamaModel, { asked, contextTokens }: ResolvedRun): Need {
  const own = asked.draft ?? defaultDraftRun
  return estimateLlama(draft, {
    ...asked,
    ...own,
    contextTokens: own.contextTokens ?? contextTokens,
    hasEmbeddings: false,
    draftTokens: 0,
    draft: null,
  }).need
}

function remarksOf(
  { knowledge }: Layers,
  { model: { architecture }, projector }: LlamaModel,
  run: ResolvedRun,
): readonly string[] {
  const remarks: string[] = []
  if (knowledge === 'unknown architecture')
    remarks.push(
      `The architecture ${architecture} is not known here: every layer is taken to keep all of the context, which is never too little.`,
    )
  if (knowledge === 'beyond formulas')
    remarks.push(
      `The cache of ${architecture} follows no formula that we know: this is an upper bound, and its engine's log is right.`,
    )
  if (run.flashRefusal !== null)
    remarks.push(
      `Flash attention stays off (${run.flashRefusal}), which takes far more for computing.`,
    )
  if (
    !run.hasFlashAttention &&
    !run.asked.valueType.startsWith('f') &&
    run.asked.valueType !== 'bf16'
  )
    remarks.push('A quantised V needs flash attention: llama.cpp refuses to start like this.')
  if (projector !== null)
    remarks.push(
      'What a picture takes depends on its size: encoders that take any size take more than is reckoned here.',
    )
  return remarks
}

export const nothingElse = { adapterBytes: 0, projector: null, draft: null } as const

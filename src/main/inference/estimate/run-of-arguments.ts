import type { DraftOptions } from '../programs/llama-memory-options.ts'
import type { LlamaOptions } from '../programs/llama-arguments.ts'
import { defaultDraftRun, defaultRun, type Device, type DraftRun, type LlamaRun } from './run.ts'

/** Where a llama-server runs. */
interface RunPlace {
  /** null: the newest that we know. */
  readonly build: number | null
  readonly device: Device
}

/** How a llama-server runs its model, as its command line says it. */
export function runOfArguments(given: LlamaOptions, { build, device }: RunPlace): LlamaRun {
  return {
    ...defaultRun,
    program: 'server',
    build,
    device: given.usesGpu ? device : 'cpu',
    contextTokens: given.contextTokens,
    parallel: given.parallel,
    isKvUnified: given.kvUnified,
    batchTokens: given.batchTokens,
    ubatchTokens: given.ubatchTokens,
    flashAttention: given.flashAttention ?? defaultRun.flashAttention,
    keyType: given.cacheTypeK ?? defaultRun.keyType,
    valueType: given.cacheTypeV ?? defaultRun.valueType,
    isSlidingFull: given.isSlidingFull,
    gpuLayers: layerCountOf(given.gpuLayers),
    cpuMoeLayers: moeLayersOf(given.cpuMoeLayers),
    isKvOnGpu: given.isKvOnGpu,
    usesMmap: given.usesMmap,
    isRepacked: given.isRepacked,
    hasEmbeddings: given.hasEmbeddings || isPooled(given),
    draftTokens: draftTokensOf(given.draft),
    draft: hasDraft(given) ? draftOf(given) : null,
    isProjectorOnGpu: given.isProjectorOnGpu,
    promptCacheBytes: promptCacheOf(given),
  }
}

const hasDraft = ({ draft, draftPath }: LlamaOptions): boolean =>
  draftPath !== null || draft.repo !== null

const draftOf = ({ draft }: LlamaOptions): DraftRun => ({
  contextTokens: draft.contextTokens,
  keyType: draft.keyType ?? defaultDraftRun.keyType,
  valueType: draft.valueType ?? defaultDraftRun.valueType,
  gpuLayers: layerCountOf(draft.gpuLayers),
  cpuMoeLayers: moeLayersOf(draft.cpuMoeLayers),
})

/** The same for the draft model that its command line names: a context as long as the model's where it gives none. */
export function draftRunOfArguments(given: LlamaOptions, place: RunPlace): LlamaRun {
  const own = draftOf(given)
  return {
    ...runOfArguments(given, place),
    ...own,
    contextTokens: own.contextTokens ?? given.contextTokens,
    hasEmbeddings: false,
    draftTokens: 0,
    draft: null,
  }
}

const mib = 2 ** 20

function promptCacheOf({ promptCacheMib }: LlamaOptions): number | null {
  if (promptCacheMib === null) return null
  return promptCacheMib < 0 ? Number.POSITIVE_INFINITY : promptCacheMib * mib
}

/** `auto` is all that fit, and a load that takes more is what we warn of. */
const layerCountOf = (gpuLayers: number | 'all' | 'auto' | null): number | null =>
  typeof gpuLayers === 'number' ? gpuLayers : null

const moeLayersOf = (layers: number | 'all'): number =>
  layers === 'all' ? Number.POSITIVE_INFINITY : layers

/** Pooled tokens are all put out, as those of embeddings are (server_output_limits of tools/server/server-context.cpp). */
const isPooled = ({ poolingType }: LlamaOptions): boolean =>
  poolingType !== null && poolingType !== 'none'

/** `--spec-draft-n-max`, where it is not given. */
export const usualDraftTokens = 3

/** Nothing is drafted unless `--spec-type` says how, even with a draft model (b10470: `n_outputs_max = 1`). */
const draftTokensOf = ({ types, maxTokens }: DraftOptions): number =>
  types.some((type) => type.startsWith('draft-')) ? (maxTokens ?? usualDraftTokens) : 0

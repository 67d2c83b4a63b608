import { isEncoder, traitsOf } from './architectures.ts'
import { newestBuild, sinceBuild } from './engine-build.ts'
import type { Hyperparameters } from './hyperparameters.ts'

/** Which program runs llama.cpp: they have other defaults, and reserve other numbers of logits. */
type LlamaProgram = 'server' | 'library'

/** What computes. Metal and CUDA have a memory of their own, or a limit; the CPU has none. */
export type Device = 'metal' | 'cuda' | 'vulkan' | 'cpu'

/** How a model is run by llama.cpp, as its options say it (common/arg.cpp). null: the program's own default. */
export interface LlamaRun {
  readonly program: LlamaProgram
  /** The number of its build; null: the newest that we know. */
  readonly build: number | null
  readonly device: Device
  /** `-c`: of all slots together. */
  readonly contextTokens: number | null
  readonly parallel: number | null
  readonly isKvUnified: boolean | null
  readonly batchTokens: number | null
  readonly ubatchTokens: number | null
  readonly flashAttention: 'on' | 'off' | 'auto'
  /** As ggml names them: `f16`, `q8_0`. */
  readonly keyType: string
  readonly valueType: string
  /** `--swa-full`. */
  readonly isSlidingFull: boolean
  /** `-ngl`; null: all. */
  readonly gpuLayers: number | null
  /** `--n-cpu-moe`: the experts of so many first layers. */
  readonly cpuMoeLayers: number
  /** `--no-kv-offload` is false. */
  readonly isKvOnGpu: boolean
  readonly usesMmap: boolean
  /** CPU backends may keep a copy of weights that suits them better. */
  readonly isRepacked: boolean
  /** `--embedding`, or pooling that is asked for. */
  readonly hasEmbeddings: boolean
  /** Tokens that a draft model proposes at once; 0: there is none. */
  readonly draftTokens: number
  /** How the draft model is run, where there is one; null: by the defaults of the program. */
  readonly draft: DraftRun | null
  /** `--no-mmproj-offload` is false. */
  readonly isProjectorOnGpu: boolean
  /** `--cache-ram` of llama-server; Infinity: without end. */
  readonly promptCacheBytes: number | null
}

/** What is said of a draft model; of all else it is run as its model. */
export interface DraftRun extends Pick<
  LlamaRun,
  'contextTokens' | 'keyType' | 'valueType' | 'gpuLayers' | 'cpuMoeLayers'
> {
  /** null: as long as the model's. */
  readonly contextTokens: number | null
}

/** Beside any model, whatever that is told. */
export const defaultDraftRun: DraftRun = {
  contextTokens: null,
  keyType: 'f16',
  valueType: 'f16',
  gpuLayers: null,
  cpuMoeLayers: 0,
}

export const defaultRun: LlamaRun = {
  program: 'server',
  build: null,
  device: 'metal',
  contextTokens: null,
  parallel: null,
  isKvUnified: null,
  batchTokens: null,
  ubatchTokens: null,
  flashAttention: 'auto',
  keyType: 'f16',
  valueType: 'f16',
  isSlidingFull: false,
  gpuLayers: null,
  cpuMoeLayers: 0,
  isKvOnGpu: true,
  usesMmap: true,
  isRepacked: true,
  hasEmbeddings: false,
  draftTokens: 0,
  draft: null,
  isProjectorOnGpu: true,
  promptCacheBytes: null,
}

/** The run with its defaults filled in and its numbers rounded, as llama-context.cpp does it (memory-estimate.md §2.1). */
export interface ResolvedRun {
  /** With embeddings of models that make such (encoders, and what pools its tokens), asked for or not. */
  readonly asked: LlamaRun
  readonly build: number
  readonly contextTokens: number
  /** Cells of one stream of the cache. */
  readonly streamCells: number
  readonly streamCount: number
  readonly sequenceCount: number
  readonly isKvUnified: boolean
  readonly ubatchTokens: number
  /** To which cells are rounded up. */
  readonly paddingCells: number
  readonly hasFlashAttention: boolean
  /** Why `auto` is off; null: it is on, or was not asked for. */
  readonly flashRefusal: string | null
  /** Tokens whose logits are reserved. */
  readonly outputTokens: number
}

const usualBatchTokens = 2_048
const usualUbatchTokens = 512
const usualSlots = 4
/** To what caches are rounded up; before #17046 without flash attention. */
export const cellsAtOnce = 256
const cellsAtOnceBefore = 32

export const roundUp = (count: number, to: number): number => Math.ceil(count / to) * to

export function resolveRun(model: Hyperparameters, given: LlamaRun): ResolvedRun {
  const makesEmbeddings = model.isPooled || isEncoder(model.architecture)
  const asked = { ...given, hasEmbeddings: given.hasEmbeddings || makesEmbeddings }
  const build = asked.build ?? newestBuild
  const flashRefusal = asked.flashAttention === 'auto' ? flashRefusalOf(model, asked, build) : null
  const hasFlashAttention =
    asked.flashAttention === 'on' || (asked.flashAttention === 'auto' && flashRefusal === null)
  const { sequenceCount, isKvUnified } = slotsOf(asked, build)
  const isPadded = build >= sinceBuild.contextPadding
  const paddingCells = isPadded || hasFlashAttention ? cellsAtOnce : cellsAtOnceBefore
  const wanted = Math.max(1, asked.contextTokens ?? model.trainedContextTokens ?? usualUbatchTokens)
  const hasStreams = !isKvUnified && build >= sinceBuild.streams && sequenceCount > 1
  const streamCount = hasStreams ? sequenceCount : 1
  const padded = isPadded ? roundUp(wanted, cellsAtOnce) : wanted
  const streamCells = roundUp(
    hasStreams ? Math.floor(padded / sequenceCount) : padded,
    paddingCells,
  )
  const contextTokens = streamCells * streamCount
  // of causal models, before the context is rounded up (llama-context.cpp)
  const longestBatch = keepsNothing(model) ? contextTokens : wanted
  const batchTokens = Math.min(longestBatch, asked.batchTokens ?? usualBatchTokens)
  const ubatchTokens = Math.min(batchTokens, asked.ubatchTokens ?? usualUbatchTokens)
  return {
    asked,
    build,
    contextTokens,
    streamCells,
    streamCount,
    sequenceCount,
    isKvUnified,
    ubatchTokens,
    paddingCells,
    hasFlashAttention,
    flashRefusal,
    outputTokens: outputTokensOf(asked, build, sequenceCount, ubatchTokens),
  }
}

const keepsNothing = ({ architecture }: Hyperparameters): boolean =>
  traitsOf(architecture)?.memory === 'none'

function slotsOf(
  { program, parallel, isKvUnified }: LlamaRun,
  build: number,
): Pick<ResolvedRun, 'sequenceCount' | 'isKvUnified'> {
  const meansFour =
    program === 'server' &&
    build >= sinceBuild.fourSlots &&
    (parallel === null ||
      (parallel === 1 && build < sinceBuild.oneSlotIsOne && isKvUnified !== true))
  if (meansFour) return { sequenceCount: usualSlots, isKvUnified: isKvUnified ?? true }
  return { sequenceCount: Math.max(1, parallel ?? 1), isKvUnified: isKvUnified ?? false }
}

/** As many as can be asked for at once (server_output_limits, memory-estimate.md §3.5), or as a micro-batch has. */
export function outputTokensOf(
  { program, hasEmbeddings, draftTokens }: LlamaRun,
  build: number,
  sequenceCount: number,
  ubatchTokens: number,
): number {
  const isLimited = program === 'server' && build >= sinceBuild.limitedOutputs && !hasEmbeddings
  return isLimited ? Math.min(ubatchTokens, sequenceCount * (1 + draftTokens)) : ubatchTokens
}

/** What Metal has flash attention for (ggml-metal-device.m, memory-estimate.md §2.1). */
const metalHeadSizes: ReadonlySet<number> = new Set([
  32, 40, 48, 64, 72, 80, 96, 112, 128, 192, 256, 320, 512, 576,
])
const metalKvTypes: ReadonlySet<string> = new Set([
  'f32',
  'f16',
  'bf16',
  'q8_0',
  'q4_0',
  'q4_1',
  'q5_0',
  'q5_1',
])

/** Why flash attention stays off where it is left to the engine; null: it comes on. */
function flashRefusalOf(
  { keyLength, slidingKeyLength }: Hyperparameters,
  { device, keyType, valueType }: LlamaRun,
  build: number,
): string | null {
  if (build < sinceBuild.flashAuto)
    return `builds before b${sinceBuild.flashAuto} do not choose it themselves`
  if (device !== 'metal') return null
  const size = [keyLength, slidingKeyLength ?? keyLength].find(
    (length) => length > 0 && !metalHeadSizes.has(length),
  )
  if (size !== undefined) return `Metal has none for heads of ${size}`
  if (keyType !== valueType) return 'Metal has none for K and V of two types'
  return metalKvTypes.has(keyType) ? null : `Metal has none for ${keyType}`
}

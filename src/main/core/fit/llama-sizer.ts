import { UsageError } from '../../../shared/exit-code.ts'
import { printable } from '../../../shared/printable.ts'
import {
  estimateLlama,
  type LlamaEstimate,
  type LlamaModel,
} from '../../inference/estimate/llama.ts'
import type { Need } from '../../inference/estimate/need.ts'
import { newestBuild, sinceBuild } from '../../inference/estimate/engine-build.ts'
import { usualDraftTokens } from '../../inference/estimate/run-of-arguments.ts'
import { defaultRun, type LlamaRun, type ResolvedRun } from '../../inference/estimate/run.ts'
import type { OllamaParameters } from '../../inference/models/find/found-model.ts'
import type { FitOptions } from './fit-options.ts'
import type { FitRoom } from './fit-room.ts'
import { ollamaRun } from './ollama-run.ts'
import { llamaWays } from './llama-ways.ts'
import type { Changes, Sizer } from './sizer.ts'

export interface LlamaFit {
  readonly model: LlamaModel
  readonly engine: 'llama.cpp' | 'ollama'
  readonly ollama: OllamaParameters | null
  /** The need of a guess says that it is one. */
  readonly asNeed: (need: Need) => Need
}

/** As llama.cpp runs it, by itself or below Ollama. Throws UsageError where an option names no type. */
export function createLlamaSizer(
  { model, engine, ollama, asNeed }: LlamaFit,
  options: FitOptions,
  room: FitRoom,
): Sizer {
  const asked = runOf(options)
  checkTypes(asked)
  const runWith = (changes: Changes): LlamaRun =>
    engine === 'ollama'
      ? ollamaRun(model, {
          asked: changed(asked, changes),
          options,
          changes,
          parameters: ollama,
          room,
        })
      : changed(asked, changes)
  const estimate = (changes: Changes = {}): LlamaEstimate => estimateLlama(model, runWith(changes))
  const { run: resolved, caches } = estimate()
  const { keyType, valueType } = resolved.asked
  const trained = model.model.trainedContextTokens ?? mostUnknownTokens
  const hasCache = caches.length > 0
  // a quantised V needs flash attention, which not every model can have
  const isQuantizable = hasCache && estimate({ kvType: 'q8_0' }).run.hasFlashAttention
  return {
    engine,
    need: (changes) => asNeed(estimate(changes).need),
    contextTokens: resolved.contextTokens,
    parallel: resolved.sequenceCount,
    range: hasCache
      ? {
          stepTokens: stepTokens * resolved.streamCount,
          mostTokens: trained * resolved.streamCount,
        }
      : null,
    kvTypes: isQuantizable ? kvTypes : hasCache ? kvTypes.slice(0, 1) : [],
    kvType: hasCache && keyType === valueType ? keyType : null,
    remarks: remarksOf(engine, options, resolved),
    ways: llamaWays(model.model, resolved, engine, isQuantizable),
  }
}

/** Where it is left to the engine, it takes less than is reckoned here. */
function remarksOf(
  engine: LlamaFit['engine'],
  { contextTokens, gpuLayers }: FitOptions,
  { build }: ResolvedRun,
): readonly string[] {
  const isLeft = contextTokens === null && gpuLayers === null
  if (engine !== 'llama.cpp' || !isLeft || build < sinceBuild.fitsItself) return []
  return [
    'Without -c and -ngl llama.cpp takes a shorter context, or fewer layers, until it fits (--fit); on a Mac it sees only its own process.',
  ]
}

const stepTokens = 256
/** Where a header does not say how long its contexts may be. */
const mostUnknownTokens = 2 ** 20
const kvTypes: readonly string[] = ['f16', 'q8_0', 'q4_0']

function runOf(options: FitOptions): LlamaRun {
  const keyType = (options.keyType ?? 'f16').toLowerCase()
  const { build, contextTokens, parallel, batchTokens, ubatchTokens } = options
  const { flashAttention, isSlidingFull, gpuLayers, cpuMoeLayers, usesMmap } = options
  return {
    ...defaultRun,
    build,
    contextTokens,
    parallel,
    batchTokens,
    ubatchTokens,
    flashAttention,
    isSlidingFull,
    gpuLayers,
    cpuMoeLayers,
    usesMmap,
    keyType,
    valueType: (options.valueType ?? 'f16').toLowerCase(),
    draftTokens: options.draftPath === null ? 0 : usualDraftTokens,
  }
}

/** What llama.cpp takes for keys and values (common/arg.cpp, `kv_cache_types`). */
const cacheTypes: readonly string[] = 'f32 f16 bf16 q8_0 q5_1 q5_0 q4_1 q4_0 iq4_nl'.split(' ')

function checkTypes({ keyType, valueType }: LlamaRun): void {
  const wrong = [keyType, valueType].find((type) => !cacheTypes.includes(type))
  if (wrong === undefined) return
  throw new UsageError(
    `"${printable(wrong, 40)}" is not a type of keys and values: llama.cpp takes ${cacheTypes.join(', ')}`,
  )
}

function changed(run: LlamaRun, { kvType, ...others }: Changes): LlamaRun {
  if (kvType === undefined) return { ...run, ...others }
  // a quantised V needs it; builds that do not choose it themselves are told to
  const isOff =
    run.flashAttention === 'off' ||
    (run.flashAttention === 'auto' && (run.build ?? newestBuild) < sinceBuild.flashAuto)
  const flashAttention = isOff && kvType !== 'f16' ? 'on' : run.flashAttention
  return { ...run, ...others, keyType: kvType, valueType: kvType, flashAttention }
}

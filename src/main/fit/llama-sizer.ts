import type { Verdict } from '../../shared/fit.ts'
import { UsageError } from '../../shared/exit-code.ts'
import { printable } from '../../shared/printable.ts'
import { estimateLlama, type LlamaEstimate, type LlamaModel } from '../inference/estimate/llama.ts'
import type { Hyperparameters } from '../inference/estimate/hyperparameters.ts'
import type { Bands, Need } from '../inference/estimate/need.ts'
import { newestBuild, sinceBuild } from '../inference/estimate/engine-build.ts'
import { runOfArguments, usualDraftTokens } from '../inference/estimate/run-of-arguments.ts'
import {
  defaultRun,
  type Device,
  type LlamaRun,
  type ResolvedRun,
} from '../inference/estimate/run.ts'
import { tensorTypeOfName } from '../inference/models/tensor-types.ts'
import type { OllamaParameters } from '../inference/models/find/found-model.ts'
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

/** As llama.cpp runs it, by itself or below Ollama. Throws UsageError where it would refuse to start. */
export function createLlamaSizer(
  { model, engine, ollama, asNeed }: LlamaFit,
  options: FitOptions,
  room: FitRoom,
): Sizer {
  const asked = runOf(options, room.device)
  checkTypes(model.model, asked, engine)
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
  const estimate = (changes: Changes, bands: Bands = 'without bands'): LlamaEstimate =>
    estimateLlama(model, runWith(changes), bands)
  const asItIs = estimate({}, 'with bands')
  const needAsItIs = asNeed(asItIs.need)
  const { run: resolved, caches } = asItIs
  checkFlash(resolved)
  const { keyType, valueType } = resolved.asked
  const trained = model.model.trainedContextTokens ?? mostUnknownTokens
  const hasCache = caches.length > 0
  const isQuantizable = hasCache && canBeQuantized(model.model, estimate({ kvType: 'q8_0' }).run)
  return {
    engine,
    need: (changes) => (changes === undefined ? needAsItIs : asNeed(estimate(changes).need)),
    contextTokens: hasCache ? resolved.contextTokens : null,
    parallel: resolved.sequenceCount,
    range: hasCache
      ? {
          stepTokens: cellStep * resolved.streamCount,
          mostTokens: trained * resolved.streamCount,
        }
      : null,
    kvTypes: isQuantizable ? kvTypes : hasCache ? kvTypes.slice(0, 1) : [],
    kvType: hasCache && keyType === valueType ? keyType : null,
    sharing: sharingOf(resolved),
    remarks: (verdict) => remarksOf(engine, asked, { verdict, resolved, room, parameters: ollama }),
    ways: llamaWays(model.model, resolved, engine, isQuantizable),
  }
}

const sharingOf = ({ sequenceCount, streamCount }: ResolvedRun): Sizer['sharing'] =>
  sequenceCount === 1 ? 'one' : streamCount === 1 ? 'shared' : 'split'

interface Said {
  readonly verdict: Verdict
  readonly resolved: ResolvedRun
  readonly room: FitRoom
  readonly parameters: OllamaParameters | null
}

/** What the engine decides where it is not told. */
function remarksOf(
  engine: LlamaFit['engine'],
  { contextTokens, gpuLayers }: LlamaRun,
  { verdict, resolved: { build }, room: { limitBytes, device }, parameters }: Said,
): readonly string[] {
  const unknown =
    build > newestBuild
      ? [`What builds after b${newestBuild} allocate otherwise is not known here.`]
      : []
  if (contextTokens !== null) return unknown
  if (engine === 'ollama')
    return limitBytes === null && (parameters?.contextTokens ?? null) === null && device !== 'cpu'
      ? [
          'How long a context Ollama takes goes by the limit of the GPU, which is not known here: give --ctx.',
        ]
      : []
  if (verdict !== 'no' || gpuLayers !== null || build < sinceBuild.fitsItself) return unknown
  const alone = device === 'metal' ? '; on a Mac it sees only its own process' : ''
  return [
    ...unknown,
    `Without -c and -ngl llama.cpp takes a shorter context, or fewer layers, until it fits (--fit)${alone}.`,
  ]
}

/** Caches are rounded up to so many cells. */
const cellStep = 256
/** Where a header does not say how long its contexts may be. */
const mostUnknownTokens = 2 ** 20
const kvTypes: readonly string[] = ['f16', 'q8_0', 'q4_0']

function runOf(options: FitOptions, device: Device): LlamaRun {
  const { given } = options
  if (given !== null) {
    const { build } = options
    return { ...runOfArguments(given.options, { build, device }), program: given.program }
  }
  const keyType = (options.keyType ?? 'f16').toLowerCase()
  const { build, contextTokens, parallel, batchTokens, ubatchTokens } = options
  const { flashAttention, isSlidingFull, gpuLayers, cpuMoeLayers, usesMmap } = options
  return {
    ...defaultRun,
    device,
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
/** Ollama has one setting for both (OLLAMA_KV_CACHE_TYPE). */
const ollamaTypes: readonly string[] = ['f16', 'q8_0', 'q4_0']

/** Throws UsageError. */
function checkTypes(
  model: Hyperparameters,
  { keyType, valueType }: LlamaRun,
  engine: LlamaFit['engine'],
): void {
  const types = engine === 'ollama' ? ollamaTypes : cacheTypes
  const wrong = [keyType, valueType].find((type) => !types.includes(type))
  if (wrong !== undefined)
    throw new UsageError(
      `"${printable(wrong, 40)}" is not a type of keys and values: ${engine} takes ${types.join(', ')}`,
    )
  if (engine === 'ollama' && keyType !== valueType)
    throw new UsageError('Ollama keeps keys and values in one type: give --kv-type alone')
  const odd = undividedLength(model, keyType) ?? undividedLength(model, valueType)
  if (odd === null) return
  const type = undividedLength(model, keyType) === null ? valueType : keyType
  throw new UsageError(
    `llama.cpp refuses ${type} here: a head of ${odd} is no multiple of its block`,
  )
}

/** A length of heads that blocks of this type do not divide; null: there is none. llama.cpp refuses such caches. */
function undividedLength(model: Hyperparameters, typeName: string): number | null {
  const elements = tensorTypeOfName(typeName)?.blockElements ?? 1
  const { keyLength, valueLength, slidingKeyLength, slidingValueLength } = model
  const lengths = [keyLength, valueLength, slidingKeyLength ?? 0, slidingValueLength ?? 0]
  return lengths.find((length) => length % elements !== 0) ?? null
}

/** A quantised V needs flash attention, which not every model can have. */
const canBeQuantized = (model: Hyperparameters, { hasFlashAttention }: ResolvedRun): boolean =>
  hasFlashAttention && undividedLength(model, 'q8_0') === null

/** Throws UsageError where llama.cpp ends with an error instead of loading. */
function checkFlash({ asked, hasFlashAttention, flashRefusal }: ResolvedRun): void {
  const isQuantised = (tensorTypeOfName(asked.valueType)?.blockElements ?? 1) > 1
  if (hasFlashAttention || !isQuantised) return
  const why = flashRefusal === null ? '' : `: ${flashRefusal}`
  throw new UsageError(
    `llama.cpp refuses a V of ${asked.valueType} without flash attention, which is off here${why}`,
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

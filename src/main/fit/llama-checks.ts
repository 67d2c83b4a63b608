import { UsageError } from '../../shared/exit-code.ts'
import { printable } from '../../shared/printable.ts'
import type { Hyperparameters } from '../inference/estimate/hyperparameters.ts'
import { hasLlamaOption, llamaOptionSince, type LlamaOption } from '../inference/engine-options.ts'
import type { LlamaRun, ResolvedRun } from '../inference/estimate/run.ts'
import { tensorTypeOfName } from '../inference/models/tensor-types.ts'
import type { FitOptions } from './fit-options.ts'

/** What llama.cpp takes for keys and values (common/arg.cpp, `kv_cache_types`). */
const cacheTypes: readonly string[] = 'f32 f16 bf16 q8_0 q5_1 q5_0 q4_1 q4_0 iq4_nl'.split(' ')
/** Ollama has one setting for both (OLLAMA_KV_CACHE_TYPE). */
const ollamaTypes: readonly string[] = ['f16', 'q8_0', 'q4_0']

/** Throws UsageError. */
export function checkTypes(
  model: Hyperparameters,
  { keyType, valueType }: LlamaRun,
  engine: 'llama.cpp' | 'ollama',
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

/** What a build of llama.cpp has not is not reckoned as if it had. Throws UsageError. */
export function checkBuild(
  { keyType, valueType, cpuMoeLayers, flashAttention }: LlamaRun,
  { build, given }: Pick<FitOptions, 'build' | 'given'>,
): void {
  // a command line runs somewhere already, or its program says by itself what is wrong
  if (given !== null || build === null) return
  const asked: readonly (readonly [words: string, option: LlamaOption, isAsked: boolean])[] = [
    ['quantised keys and values', 'kvType', isQuantised(keyType) || isQuantised(valueType)],
    ['--n-cpu-moe', 'cpuMoe', cpuMoeLayers > 0],
    ['--flash-attn', 'flash', flashAttention === 'on'],
  ]
  const missing = asked.find(([, option, isAsked]) => isAsked && !hasLlamaOption(option, build))
  if (missing === undefined) return
  const [words, option] = missing
  throw new UsageError(
    `b${build} of llama.cpp has no ${words}: that came with b${llamaOptionSince[option]}`,
  )
}

const isQuantised = (typeName: string): boolean =>
  (tensorTypeOfName(typeName)?.blockElements ?? 1) > 1

/** A length of heads that blocks of this type do not divide; null: there is none. llama.cpp refuses such caches. */
function undividedLength(model: Hyperparameters, typeName: string): number | null {
  const elements = tensorTypeOfName(typeName)?.blockElements ?? 1
  const { keyLength, valueLength, slidingKeyLength, slidingValueLength } = model
  const lengths = [keyLength, valueLength, slidingKeyLength ?? 0, slidingValueLength ?? 0]
  return lengths.find((length) => length % elements !== 0) ?? null
}

/** A quantised V needs flash attention, which not every model can have. */
export const canBeQuantized = (
  model: Hyperparameters,
  { hasFlashAttention }: ResolvedRun,
): boolean => hasFlashAttention && undividedLength(model, 'q8_0') === null

/** Throws UsageError where llama.cpp ends with an error instead of loading. */
export function checkFlash({ asked, hasFlashAttention, flashRefusal }: ResolvedRun): void {
  if (hasFlashAttention || !isQuantised(asked.valueType)) return
  const why = flashRefusal === null ? '' : `: ${flashRefusal}`
  throw new UsageError(
    `llama.cpp refuses a V of ${asked.valueType} without flash attention, which is off here${why}`,
  )
}

import { UsageError } from '../../shared/exit-code.ts'
import { printable } from '../../shared/printable.ts'
import type { Hyperparameters } from '../inference/estimate/hyperparameters.ts'
import type { LlamaRun, ResolvedRun } from '../inference/estimate/run.ts'
import { tensorTypeOfName } from '../inference/models/tensor-types.ts'

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
  const isQuantised = (tensorTypeOfName(asked.valueType)?.blockElements ?? 1) > 1
  if (hasFlashAttention || !isQuantised) return
  const why = flashRefusal === null ? '' : `: ${flashRefusal}`
  throw new UsageError(
    `llama.cpp refuses a V of ${asked.valueType} without flash attention, which is off here${why}`,
  )
}

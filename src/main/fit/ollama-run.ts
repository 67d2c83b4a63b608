import { estimateLlama, type LlamaModel } from '../inference/estimate/llama.ts'
import { needBytesOf } from '../inference/estimate/need.ts'
import type { LlamaRun } from '../inference/estimate/run.ts'
import type { OllamaParameters } from '../inference/models/find/found-model.ts'
import type { FitOptions } from './fit-options.ts'
import type { FitRoom } from './fit-room.ts'
import type { Changes } from './sizer.ts'

const gib = 2 ** 30

/** By the memory that Ollama takes for that of the GPU: on a Mac the limit (server/routes.go; memory-estimate.md §5.1). */
const contexts: readonly { readonly fromBytes: number; readonly tokens: number }[] = [
  { fromBytes: 47 * gib, tokens: 262_144 },
  { fromBytes: 23 * gib, tokens: 32_768 },
  { fromBytes: 0, tokens: 4_096 },
]

/** How long a context is where nothing says so. */
export const usualTokensOf = (limitBytes: number | null): number =>
  contexts.find(({ fromBytes }) => (limitBytes ?? 0) >= fromBytes)?.tokens ?? 4_096

/** A longer context is read in greater batches, as far as those fit (server/sched.go). */
export const ollamaBatches: readonly { readonly aboveTokens: number; readonly tokens: number }[] = [
  { aboveTokens: 32_768, tokens: 2_048 },
  { aboveTokens: 4_096, tokens: 1_024 },
  { aboveTokens: 0, tokens: 512 },
]
const leastBatchTokens = 512

interface Wanted {
  readonly asked: LlamaRun
  readonly options: FitOptions
  /** Of a context that is changed the tokens of all requests together. */
  readonly changes: Changes
  /** What the model's own file sets. */
  readonly parameters: OllamaParameters | null
  readonly room: FitRoom
}

/** How Ollama starts llama-server: `-c num_ctx·parallel -np parallel`, with defaults of its own. */
export function ollamaRun(
  model: LlamaModel,
  { asked, options, changes, parameters, room }: Wanted,
): LlamaRun {
  const parallel = changes.parallel ?? options.parallel ?? 1
  const trained = model.model.trainedContextTokens ?? Number.POSITIVE_INFINITY
  const changedTokens =
    changes.contextTokens === undefined ? null : Math.floor(changes.contextTokens / parallel)
  const each = Math.min(
    trained,
    changedTokens ??
      options.contextTokens ??
      parameters?.contextTokens ??
      options.usualContextTokens ??
      usualTokensOf(room.limitBytes),
  )
  const run: LlamaRun = {
    ...asked,
    contextTokens: each * parallel,
    parallel,
    isKvUnified: false,
    gpuLayers: changes.gpuLayers ?? options.gpuLayers ?? parameters?.gpuLayers ?? null,
    usesMmap: options.usesMmap && (parameters?.isMapped ?? true),
  }
  const given =
    changes.ubatchTokens ??
    options.ubatchTokens ??
    options.batchTokens ??
    parameters?.batchTokens ??
    null
  const withBatch = (tokens: number): LlamaRun => ({
    ...run,
    batchTokens: tokens,
    ubatchTokens: tokens,
  })
  if (given !== null) return withBatch(given)
  const fitting = ollamaBatches
    .filter(({ aboveTokens }) => each > aboveTokens)
    .map(({ tokens }) => withBatch(tokens))
    .find(
      (one) =>
        needBytesOf(estimateLlama(model, one, 'without bands').need) <=
        (room.gpuRoomBytes ?? Infinity),
    )
  return fitting ?? withBatch(leastBatchTokens)
}

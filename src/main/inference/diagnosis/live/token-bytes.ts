import type { LogFacts } from '../../../../shared/log-facts.ts'
import type { Model } from '../../../../shared/server.ts'

/**
 * Bytes that are read from memory for one token: the weights, and the cache of the tokens in context. Of a mixture of experts
 * fewer are: it is faster than by this figure, and never seems too slow. Where the cache is not known apart, all that the model
 * holds. null where too little is known.
 */
export function tokenBytesOf(model: Model, facts: LogFacts | null): number | null {
  const weightsBytes = weightsOf(model, facts)
  if (weightsBytes === null) return null
  const kvBytes = cacheOf(model, facts)
  if (kvBytes !== null) return weightsBytes + kvBytes * usedRatioOf(model)
  const totalBytes = model.memory.total?.bytes ?? 0
  return totalBytes > weightsBytes ? totalBytes : null
}

export const weightsOf = ({ memory }: Model, facts: LogFacts | null): number | null =>
  facts?.gpuModelBytes === undefined
    ? (memory.weights?.bytes ?? null)
    : facts.gpuModelBytes + (facts.cpuModelBytes ?? 0)

const cacheOf = ({ memory }: Model, facts: LogFacts | null): number | null =>
  facts?.gpuKvBytes === undefined
    ? (memory.kv?.bytes ?? null)
    : facts.gpuKvBytes + (facts.cpuKvBytes ?? 0)

/** All of it where it is not told: rather too slow a figure than too fast a one. */
function usedRatioOf({ contextTokens, contextUsedTokens, contextRatio }: Model): number {
  if (contextUsedTokens === null || contextTokens === null || contextTokens <= 0)
    return contextRatio ?? 1
  return Math.min(1, contextUsedTokens / contextTokens)
}

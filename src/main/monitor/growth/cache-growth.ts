import type { CacheGrowth } from '../../headroom/forecast/model-forecast.ts'
import type { LoadFit, LoadMachine } from '../../fit/load-fit.ts'
import type { Need } from '../../inference/estimate/need.ts'
import type { EngineGrowth } from './engine-growth.ts'

/**
 * Two texts that are longer than the usual windows, and both whole steps of MLX: what layers with a window take, all the others go on
 * taking without.
 */
const shortTokens = 16_384
const longTokens = 32_768

/** Without what its log counts. */
export type ReckonedGrowth = Omit<CacheGrowth, 'prompt'>

/** By our estimate of what it takes for a short and for a long text. */
export function cacheGrowthOf(
  fit: LoadFit,
  machine: LoadMachine,
  { endsWith, isReckoned }: EngineGrowth,
): ReckonedGrowth {
  const unknown = { endsWith, bytesPerToken: null, mayGrow: null }
  if (!isReckoned) return unknown
  try {
    const needFor = (contextTokens: number | null): Need =>
      fit.reckon(machine, { log: null, contextTokens }).need
    if (endsWith === 'context') return { ...unknown, mayGrow: needFor(null).growth }
    const takenBytes = kvBytesIn(needFor(longTokens)) - kvBytesIn(needFor(shortTokens))
    const bytesPerToken = takenBytes / (longTokens - shortTokens)
    return {
      endsWith,
      bytesPerToken: bytesPerToken > 0 ? bytesPerToken : null,
      mayGrow: needFor(null).growth,
    }
  } catch {
    // UsageError, ParseError: its header or its command line says what cannot be reckoned with
    return unknown
  }
}

const kvBytesIn = ({ parts }: Need): number =>
  parts.reduce((sum, { name, bytes }) => (name === 'kv' ? sum + bytes : sum), 0)

import { checkIfStated, checkMib, type Check } from './check.ts'
import type { PredictedCache } from './prediction.ts'

/** The summary line of one KV cache, as both corpora have it. */
export interface StatedSummary {
  readonly mib: number
  readonly cells?: number | undefined
  readonly layers?: number | undefined
  readonly streams?: number | null | undefined
  readonly k_mib?: number | undefined
  readonly v_mib?: number | undefined
}

/** Cache by cache, in the order in which they are made. */
export function compareCaches(
  stated: readonly StatedSummary[],
  predicted: readonly PredictedCache[],
): readonly Check[] {
  const count = checkIfStated('cells', 'caches', stated.length, predicted.length)
  return [
    ...count,
    ...stated.flatMap((cache, index) => compareCache(index, cache, predicted[index])),
  ]
}

function compareCache(
  index: number,
  stated: StatedSummary,
  got: PredictedCache | undefined,
): readonly Check[] {
  if (got === undefined) return []
  const field = `cache ${index + 1}`
  const sizes = [
    ['size', stated.mib, got.mib],
    ['K', stated.k_mib, got.keyMib],
    ['V', stated.v_mib, got.valueMib],
  ] as const
  return [
    ...sizes.flatMap(([name, expected, mib]) =>
      expected === undefined ? [] : [checkMib('cells', `${field} ${name}`, expected, mib)],
    ),
    ...checkIfStated('cells', `${field} cells`, stated.cells, got.cells),
    ...checkIfStated('cells', `${field} layers`, stated.layers, got.layers),
    ...checkIfStated('cells', `${field} streams`, stated.streams, got.streams),
  ]
}

import type { KvCache } from '../caches.ts'
import type { Hyperparameters } from '../hyperparameters.ts'

/** Patterns that repeat do so within this many layers; and so many stand before them that are of no pattern. */
const longestPattern = 24
const mostLeading = 8
/** Where none repeats, this many are built at most: they differ too much for the rest to be longer. */
const mostWithoutPattern = 48

/**
 * Which layers of a model are enough to find the peak: what a layer leaves behind is taken again by the next, so that of those
 * that repeat a few say it all. Left out are whole patterns, and an even number of them: what comes last lies elsewhere after
 * an odd one.
 */
export function layersToBuild(
  model: Hyperparameters,
  caches: readonly KvCache[],
): readonly number[] {
  const kinds = kindsOf(model, caches)
  const count = kinds.length
  const all = Array.from({ length: count }, (_, index) => index)
  const found = patternOf(kinds)
  const leading = found?.leading ?? 0
  const step = found === null ? mostWithoutPattern : evenOf(found.length)
  const first = found === null ? mostWithoutPattern / 2 : leading + 2 * step
  const last = found === null ? mostWithoutPattern / 2 : 2 * step
  const further = Math.max(0, count - first - last)
  const leftOut = found === null ? further : Math.floor(further / step) * step
  return leftOut === 0 ? all : all.filter((index) => index < first || index >= first + leftOut)
}

const evenOf = (length: number): number => (length % 2 === 0 ? length : 2 * length)

/** What is built alike is of one kind. */
function kindsOf(model: Hyperparameters, caches: readonly KvCache[]): readonly string[] {
  const cached = caches.map(
    ({ layers }) =>
      new Map(
        layers.map(({ index, keyElements, valueElements }) => [
          index,
          `${keyElements}/${valueElements}`,
        ]),
      ),
  )
  return Array.from({ length: model.layerCount }, (_, index) =>
    [
      ...cached.map((widths) => widths.get(index) ?? ''),
      model.headCounts[index],
      model.kvHeadCounts[index],
      model.feedForwardLengths[index],
      index < model.leadingDenseLayerCount,
      Array.isArray(model.slidingPattern) ? model.slidingPattern[index] : '',
    ].join(' '),
  )
}

interface Pattern {
  readonly leading: number
  readonly length: number
}

/** The shortest that goes on to the end. */
function patternOf(kinds: readonly string[]): Pattern | null {
  const repeats = (leading: number, length: number): boolean =>
    kinds.every((kind, index) => index < leading + length || kind === kinds[index - length])
  for (let length = 1; length <= longestPattern; length++)
    for (let leading = 0; leading <= mostLeading; leading++)
      if (leading + 2 * length <= kinds.length && repeats(leading, length))
        return { leading, length }
  return null
}

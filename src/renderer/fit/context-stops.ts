import type { FitShown } from '../../shared/fit-shown.ts'

type Range = NonNullable<FitShown['contextRange']>

/** Below this nobody talks with a model. */
const leastTokens = 512
/** Between one power of two and the next: fine enough to choose, and each of a round figure. */
const stopsPerOctave = 8

/** Where a slider may stand, the least first: on it each doubling of the context is as long as the one before. */
export function contextStops({ stepTokens, mostTokens }: Range): readonly number[] {
  const stepped = (tokens: number): number =>
    Math.min(mostTokens, Math.max(stepTokens, Math.round(tokens / stepTokens) * stepTokens))
  const stops = new Set<number>()
  for (let octave = leastTokens; octave < mostTokens; octave *= 2)
    for (let stop = 0; stop < stopsPerOctave; stop++)
      stops.add(stepped(octave * (1 + stop / stopsPerOctave)))
  return [...stops.add(mostTokens)].sort((one, other) => one - other)
}

/** The stop at or below `tokens`; the first one where there is none. */
export function stopAt(stops: readonly number[], tokens: number): number {
  const above = stops.findIndex((stop) => stop > tokens)
  return above === -1 ? stops.length - 1 : Math.max(0, above - 1)
}

/** How far along the slider `tokens` lies, from 0 to 1. */
export function placeOf(stops: readonly number[], tokens: number): number {
  const last = stops.length - 1
  if (last < 1) return 1
  const index = stopAt(stops, tokens)
  const [here = tokens, next = here] = [stops[index], stops[index + 1]]
  const part = next > here ? (tokens - here) / (next - here) : 0
  return Math.max(0, Math.min(1, (index + part) / last))
}

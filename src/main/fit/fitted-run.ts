import type { LlamaRun } from '../inference/estimate/run.ts'
import type { FitRoom } from './fit-room.ts'

/** common/fit.cpp and common/common.h of llama.cpp (memory-estimate.md §3.9): `--fit-target`, `--fit-ctx`. */
const leftBytes = 1_024 * 2 ** 20
const leastTokens = 4_096
const stepTokens = 256

export interface FittedOf {
  /** What a run would take on the GPU. */
  readonly gpuBytesOf: (run: LlamaRun) => number
  readonly trainedTokens: number
  /** With the output, which counts as one. */
  readonly layerCount: number
}

/**
 * What llama.cpp chooses where it is told neither a context nor layers (`--fit`): a shorter context, then fewer layers, until
 * 1 GiB is left of the memory that its own process sees. On a Mac that is the whole limit, whatever others hold. The same run where
 * there is no GPU, or where its memory is not known.
 */
export function fittedRun(
  run: LlamaRun,
  { device, limitBytes, gpuRoomBytes }: Pick<FitRoom, 'device' | 'limitBytes' | 'gpuRoomBytes'>,
  { gpuBytesOf, trainedTokens, layerCount }: FittedOf,
): LlamaRun {
  const seenBytes = device === 'cpu' ? null : device === 'metal' ? limitBytes : gpuRoomBytes
  if (seenBytes === null) return run
  const fits = (one: LlamaRun): boolean => gpuBytesOf(one) <= seenBytes - leftBytes
  if (trainedTokens <= leastTokens || fits(run)) return fits(run) ? run : withLayers(run)
  const withContext = (steps: number): LlamaRun => ({ ...run, contextTokens: steps * stepTokens })
  const leastSteps = leastTokens / stepTokens
  const least = withContext(leastSteps)
  if (!fits(least)) return withLayers(least)
  const steps = mostThat(leastSteps, Math.floor(trainedTokens / stepTokens), (count) =>
    fits(withContext(count)),
  )
  return withContext(steps)

  function withLayers(one: LlamaRun): LlamaRun {
    const gpuLayers = mostThat(0, layerCount, (count) => fits({ ...one, gpuLayers: count }))
    return { ...one, gpuLayers }
  }
}

/** The greatest of a range of which it is so; the least where it is so of none. */
function mostThat(least: number, most: number, is: (count: number) => boolean): number {
  let [from, to] = [least, most]
  while (from < to) {
    const middle = Math.ceil((from + to) / 2)
    if (is(middle)) from = middle
    else to = middle - 1
  }
  return from
}

import { hasLlamaOption, oneSlotWords } from '../../inference/engine-options.ts'

/** What of a run of llama-server is said on its command line. null: nothing. */
export interface LlamaSettings {
  readonly contextTokens?: number | null
  readonly kvType?: string | null
  readonly parallel?: number | null
  readonly ubatchTokens?: number | null
  readonly gpuLayers?: number | null
  readonly cpuMoeLayers?: number | null
}

/** `--batch-size` where it is not given: a micro-batch is cut to it. */
const usualBatchTokens = 2_048

/** Its words on the command line, in the order in which they are usually written. */
export function llamaWords(
  { contextTokens, kvType, parallel, ubatchTokens, gpuLayers, cpuMoeLayers }: LlamaSettings,
  build: number | null,
): readonly string[] {
  return [
    ...wordsOf('-c', contextTokens),
    ...kvWords(kvType, build),
    ...(parallel === 1 ? oneSlotWords(build) : wordsOf('-np', parallel)),
    ...((ubatchTokens ?? 0) > usualBatchTokens ? wordsOf('-b', ubatchTokens) : []),
    ...wordsOf('-ub', ubatchTokens),
    ...(cpuMoeLayers === 0 ? [] : wordsOf('--n-cpu-moe', cpuMoeLayers)),
    ...wordsOf('-ngl', gpuLayers),
  ]
}

const wordsOf = (name: string, value: number | null | undefined): readonly string[] =>
  value === null || value === undefined ? [] : [name, String(value)]

/** A quantised V needs flash attention (memory-estimate.md §2.1), which builds of before do not take by themselves. */
function kvWords(kvType: string | null | undefined, build: number | null): readonly string[] {
  if (kvType === null || kvType === undefined || kvType === 'f16') return []
  const flash = hasLlamaOption('flashWord', build) ? ['-fa', 'on'] : ['-fa']
  return [...flash, '-ctk', kvType, '-ctv', kvType]
}

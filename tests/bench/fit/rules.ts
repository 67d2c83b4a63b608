import type { Hyperparameters } from '../../../src/main/inference/estimate/hyperparameters.ts'
import { kvTypesOf } from '../../../src/main/inference/estimate/llama.ts'
import { resolveRun, type LlamaRun } from '../../../src/main/inference/estimate/run.ts'

/** What people know before a load. */
export interface Asked {
  readonly weightsBytes: number
  readonly model: Hyperparameters
  readonly run: LlamaRun
}

/** A rule of thumb for all that a load takes. */
export interface Rule {
  readonly name: string
  readonly needBytes: (asked: Asked) => number
}

const contextTokensOf = ({ model, run }: Asked): number => resolveRun(model, run).contextTokens

export const rules: readonly Rule[] = [
  { name: 'file size × 1.2', needBytes: ({ weightsBytes }) => 1.2 * weightsBytes },
  {
    name: 'file size + 256 MB for each 1 000 tokens',
    needBytes: (asked) => asked.weightsBytes + (256e6 * contextTokensOf(asked)) / 1_000,
  },
  {
    // what calculators on the web do: no windows, no states, no buffers; heads as wide as the width divided by their number
    name: 'file size + K and V of every layer',
    needBytes: (asked) => asked.weightsBytes + contextTokensOf(asked) * bytesPerToken(asked),
  },
]

function bytesPerToken({ model, run }: Asked): number {
  const heads = Math.max(0, ...model.headCounts)
  if (heads === 0) return 0
  const elements = Math.max(...model.kvHeadCounts) * (model.embeddingLength / heads)
  const { key, value } = kvTypesOf(run)
  const perElement = key.blockBytes / key.blockElements + value.blockBytes / value.blockElements
  return model.layerCount * elements * perElement
}

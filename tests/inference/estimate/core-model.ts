import type { Hyperparameters } from '../../../src/main/inference/estimate/hyperparameters.ts'
import {
  estimateLlama,
  nothingElse,
  type LlamaEstimate,
  type LlamaModel,
} from '../../../src/main/inference/estimate/llama.ts'
import type { Need, NeedPart, PartName } from '../../../src/main/inference/estimate/need.ts'
import { defaultRun, type LlamaRun } from '../../../src/main/inference/estimate/run.ts'
import { tensorWeights } from '../../../src/main/inference/estimate/tensor-weights.ts'
import type { Tensor } from '../../../src/main/inference/models/model-header.ts'

export const mib = 2 ** 20

/** One sequence and no server around it, unless a test says otherwise. */
export const runWith = (run: Partial<LlamaRun>): LlamaRun => ({
  ...defaultRun,
  program: 'library',
  ...run,
})

/** A model by itself. */
export function estimateOf(
  model: Hyperparameters,
  run: Partial<LlamaRun> = {},
  also: Partial<Omit<LlamaModel, 'model'>> = {},
): LlamaEstimate {
  const weights = tensorWeights([], model)
  return estimateLlama({ model, weights, ...nothingElse, ...also }, runWith(run))
}

export function partOf({ parts }: Need, name: PartName): NeedPart {
  const part = parts.find((one) => one.name === name)
  if (part === undefined) throw new Error(`no part ${name}`)
  return part
}

type Laid = Pick<Tensor, 'name' | 'bytes'> & Partial<Tensor>

/** Tensors one behind the other, as a file holds them; of each shard from its beginning. */
export function laidOut(tensors: readonly Laid[]): readonly Tensor[] {
  const nextByFile = new Map<number, number>()
  return tensors.map((tensor) => {
    const fileIndex = tensor.fileIndex ?? 0
    const offsetBytes = nextByFile.get(fileIndex) ?? 0
    nextByFile.set(fileIndex, offsetBytes + tensor.bytes)
    return { dimensions: [tensor.bytes], type: 'i8', ...tensor, offsetBytes, fileIndex }
  })
}

import type { ArchitectureTraits } from './architectures.ts'
import type { Hyperparameters } from './hyperparameters.ts'
import { cellsAtOnce } from './run.ts'

/** What a layer keeps of one sequence, in F32, however long that is. */
export interface LayerState {
  readonly convolutionElements: number
  readonly stateElements: number
}

/** Kimi's delta attention has a kernel of four where the file does not say it. */
const usualKdaKernel = 4

/** n_embd_r and n_embd_s of llama-hparams.cpp (memory-estimate.md §2.6): the heads are those of the first layer. */
export function stateOf(
  model: Hyperparameters,
  state: ArchitectureTraits['state'],
): LayerState | null {
  const { ssm, embeddingLength } = model
  const heads = model.headCounts[0] ?? 0
  if (state === undefined) return null
  switch (state) {
    case 'ssm':
      if (ssm === null) return null
      return {
        convolutionElements:
          Math.max(0, ssm.convolutionKernel - 1) *
          (ssm.innerSize + 2 * ssm.groupCount * ssm.stateSize),
        stateElements: ssm.stateSize * ssm.innerSize,
      }
    case 'short-convolution':
      return {
        convolutionElements: embeddingLength * Math.max(0, (model.shortConvolutionLength ?? 0) - 1),
        stateElements: 0,
      }
    case 'kda': {
      const length = model.kdaHeadLength ?? 0
      const kernel = ssm?.convolutionKernel ?? usualKdaKernel
      return {
        convolutionElements: 3 * Math.max(0, kernel - 1) * heads * length,
        stateElements: length * length * heads,
      }
    }
    case 'wkv':
      return {
        convolutionElements: model.tokenShiftCount * embeddingLength,
        stateElements: embeddingLength * (model.wkvHeadSize ?? 0),
      }
    case 'lightning':
      return { convolutionElements: 0, stateElements: model.keyLength ** 2 * heads }
  }
}

/** The two rates of DeepSeek V4, of which the finer one has an indexer. */
const fineRatio = 4
const coarseRatio = 128

/**
 * What DeepSeek V4 keeps of tokens that left the window: a row of keys for every `ratio` of them, and what it compresses the next
 * one from (llama-kv-cache-dsv4.cpp). The rounding is counted with the state: an upper bound.
 */
export function compressedOf(
  { compressionRatios, indexerKeyLength }: Hyperparameters,
  keyElements: number,
  index: number,
): { readonly tokenElements: number; readonly state: LayerState } | null {
  const indexer = indexerKeyLength ?? 0
  switch (compressionRatios?.[index]) {
    case fineRatio: {
      // twice the ratio in rows, twice the width, of keys and of scores
      const rowElements = keyElements + indexer
      return compressedAt(fineRatio, rowElements, 2 * fineRatio * 2 * rowElements * 2)
    }
    case coarseRatio:
      return compressedAt(coarseRatio, keyElements, coarseRatio * keyElements * 2)
    default:
      return null
  }
}

const compressedAt = (
  ratio: number,
  rowElements: number,
  convolutionElements: number,
): NonNullable<ReturnType<typeof compressedOf>> => ({
  tokenElements: Math.ceil(rowElements / ratio),
  state: { convolutionElements, stateElements: cellsAtOnce * rowElements },
})

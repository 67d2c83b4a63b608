import type { MlxCache } from './mlx-layers.ts'
import { cellsOf } from './mlx-kv.ts'
import type { MlxPlan } from './mlx-plan.ts'
import { paddedTokens, type MlxRun } from './mlx-run.ts'

/** Heads that MLX has a fused kernel for when many tokens are read (scaled_dot_product_attention.cpp). */
const fusedLengths: ReadonlySet<number> = new Set([64, 80, 128])
/** Those that newer versions have one for, on some machines. */
const newlyFusedLengths: ReadonlySet<number> = new Set([72, 96, 256])

export interface MlxScores {
  readonly bytes: number
  /** Of one layer. */
  readonly layerBytes: number
  /** Of that what no version goes without. */
  readonly leastBytes: number
  readonly formula: string
}

/**
 * Where attention is not fused, each token of a chunk has a row of all tokens in each head, and there is a mask. Two
 * neighbouring layers are held: the second is begun before the first has ended. Seen so in DeepSeek V3, whose layers all have
 * attention (mlx-lm#839); in Qwen3.5 every fourth has, and one is seen (mlx-lm#1781).
 */
export function mlxScoresAt(
  plan: MlxPlan,
  run: MlxRun,
  contextTokens: number,
  chunkTokens: number,
): MlxScores {
  const cells = unfusedCells(plan, run, paddedTokens(contextTokens))
  const longest = Math.max(0, ...cells)
  const neighbours = Math.max(0, ...cells.map((one, index) => one + (cells[index + 1] ?? 0)))
  const { headCount } = plan.config
  const rowElements = chunkTokens + unfoldedElementsOf(plan)
  const bytesOf = (count: number): number => count * headCount * rowElements * plan.elementBytes
  const maskBytes = longest * chunkTokens
  return {
    bytes: bytesOf(neighbours) + maskBytes,
    layerBytes: bytesOf(longest),
    leastBytes: mayBeFused(plan) ? 0 : bytesOf(longest),
    formula: `${neighbours}·${headCount}·${rowElements}·${plan.elementBytes} + ${longest}·${chunkTokens} of scores`,
  }
}

/** By attention, in the order of the layers; 0: it is fused, or there is none. */
const unfusedCells = (plan: MlxPlan, run: MlxRun, tokens: number): readonly number[] =>
  plan.layers.flatMap(({ caches }) =>
    caches.length === 0
      ? [0]
      : caches
          .filter(isOfAttention)
          .map((cache) => (isFused(plan, cache) ? 0 : cellsOf(plan, run, cache, tokens))),
  )

/** The indexer of sparse attention has no values. */
const isOfAttention = ({ valueLength }: MlxCache): boolean => valueLength > 0

/** A compressed cache is unfolded for each head, all of it, whenever more than one token is read (deepseek_v3.py). */
const unfoldedElementsOf = ({ config: { told, traits } }: MlxPlan): number =>
  traits?.latent === 'compressed' ? (told.qk_nope_head_dim ?? 0) + (told.v_head_dim ?? 0) : 0

/** Over a compressed cache the positions are scored apart, without a fused kernel (deepseek_v3.py). */
const isFused = ({ config }: MlxPlan, { keyLength, valueLength }: MlxCache): boolean =>
  config.traits?.latent !== 'compressed' && keyLength === valueLength && fusedLengths.has(keyLength)

const mayBeFused = ({ config, layers }: MlxPlan): boolean =>
  config.traits?.latent !== 'compressed' &&
  layers
    .flatMap(({ caches }) => caches)
    .every(
      ({ keyLength, valueLength }) =>
        keyLength === valueLength &&
        (fusedLengths.has(keyLength) || newlyFusedLengths.has(keyLength)),
    )

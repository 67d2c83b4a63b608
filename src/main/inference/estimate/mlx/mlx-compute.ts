import { exactly, type NeedPart } from '../need.ts'
import { cellsOf } from './mlx-kv.ts'
import type { MlxPlan } from './mlx-plan.ts'
import { paddedTokens, promptsAtOnce, type MlxRun } from './mlx-run.ts'

/**
 * There is no graph to reckon with: 1 to 2 GiB are seen beside weights and cache with chunks of 2048 tokens
 * (memory-estimate.md §5.3). No table of measured runs is known.
 */
const fixedBytes = 2 ** 29
const bytesPerChunk = 2 ** 30
const measuredChunkTokens = 2_048
/** By which what was seen goes down and up: small models take less. */
const lessBytes = 2 ** 30
const moreBytes = 2 ** 29

/** Heads that MLX has a fused kernel for when many tokens are read (scaled_dot_product_attention.cpp); newest versions have more. */
const fusedLengths: ReadonlySet<number> = new Set([64, 80, 128])

export function mlxComputeAt(plan: MlxPlan, run: MlxRun, contextTokens: number): NeedPart {
  const chunkBytes = Math.round((bytesPerChunk * run.prefillStepTokens) / measuredChunkTokens)
  const scores = scoresAt(plan, run, contextTokens)
  const bytes = fixedBytes + chunkBytes + scores.bytes
  const prompts = Math.min(run.parallel, promptsAtOnce)
  return {
    name: 'compute',
    bytes,
    onGpuBytes: bytes,
    band: {
      lessBytes: Math.min(bytes, lessBytes + scores.bytes),
      moreBytes: moreBytes + scores.bytes + (prompts - 1) * (chunkBytes + scores.bytes),
    },
    basis: 'approximate',
    formula:
      scores.bytes === 0
        ? `${fixedBytes} + ${chunkBytes}`
        : `${fixedBytes} + ${chunkBytes} + ${scores.formula}`,
  }
}

interface Scores {
  readonly bytes: number
  readonly formula: string
}

/** Where attention is not fused, each token of a chunk has a row of all tokens in each head: of one layer at a time. */
function scoresAt(plan: MlxPlan, run: MlxRun, contextTokens: number): Scores {
  const tokens = paddedTokens(contextTokens)
  const cells = plan.layers
    .flatMap(({ caches }) => caches)
    .filter(({ keyLength, valueLength }) => !isFused(plan, keyLength, valueLength))
    .map((cache) => cellsOf(plan, run, cache, tokens))
  const most = Math.max(0, ...cells)
  const { headCount } = plan.config
  const rowElements = run.prefillStepTokens + unfoldedElementsOf(plan)
  return {
    bytes: most * headCount * rowElements * plan.elementBytes,
    formula: `${most}·${headCount}·${rowElements}·${plan.elementBytes}`,
  }
}

/** A compressed cache is unfolded for each head, all of it, whenever more than one token is read (deepseek_v3.py). */
const unfoldedElementsOf = ({ config: { told, traits } }: MlxPlan): number =>
  traits?.latent === 'compressed' ? (told.qk_nope_head_dim ?? 0) + (told.v_head_dim ?? 0) : 0

/** Over a compressed cache the positions are scored apart, without a fused kernel (deepseek_v3.py). */
const isFused = ({ config }: MlxPlan, keyLength: number, valueLength: number): boolean =>
  config.traits?.latent !== 'compressed' && keyLength === valueLength && fusedLengths.has(keyLength)

/** The same at every length. */
export function mlxStateOf(plan: MlxPlan, run: MlxRun): readonly NeedPart[] {
  const states = plan.layers.flatMap(({ state }) => (state === null ? [] : [state]))
  const [first] = states
  if (first === undefined) return []
  const { convolutionElements, stateElements } = first
  const oneBytes = convolutionElements * plan.elementBytes + stateElements * f32Bytes
  const bytes = states.length * run.parallel * oneBytes
  return [
    {
      name: 'recurrent',
      bytes,
      onGpuBytes: bytes,
      // older versions kept the state in the type of the model (gated_delta.py)
      band:
        plan.elementBytes === f32Bytes
          ? exactly
          : {
              lessBytes: (states.length * run.parallel * stateElements * f32Bytes) / 2,
              moreBytes: 0,
            },
      basis: 'approximate',
      formula: `${states.length}·${run.parallel}·(${convolutionElements}·${plan.elementBytes} + ${stateElements}·${f32Bytes})`,
    },
  ]
}

const f32Bytes = 4

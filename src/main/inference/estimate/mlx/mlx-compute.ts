import { exactly, type Band, type NeedPart } from '../need.ts'
import { mlxKvAt } from './mlx-kv.ts'
import type { MlxPlan } from './mlx-plan.ts'
import { promptsAtOnce, type MlxRun } from './mlx-run.ts'
import { mlxScoresAt } from './mlx-scores.ts'
import { mamba2HeadsOf } from './mlx-state.ts'

/**
 * There is no graph to reckon with. While a chunk of a prompt is read, there is beside weights and cache what MLX has begun and
 * not ended, a copy of a cache that grows, and what attention or a scan makes. Held against 20 public "Peak memory" lines of
 * mlx-lm. Logits are made for the last token alone (generate.py).
 */
export function mlxComputeAt(plan: MlxPlan, run: MlxRun, contextTokens: number): NeedPart {
  const chunkTokens = Math.min(run.prefillStepTokens, contextTokens)
  const scores = mlxScoresAt(plan, run, contextTokens, chunkTokens)
  const begunBytes = begunAt(plan, chunkTokens)
  const copyBytes = mlxKvAt(plan, { ...run, parallel: 1 }, contextTokens).layerBytes
  const scanBytes = scanAt(plan, chunkTokens)
  const logitsBytes = (plan.config.told.vocab_size ?? 0) * plan.elementBytes
  const readBytes = begunBytes + copyBytes + scores.bytes + scanBytes
  const bytes = readBytes + logitRows * logitsBytes
  const band: Band = {
    lessBytes: bytes - scores.leastBytes - Math.floor(scanBytes / 2),
    moreBytes:
      begunBytes +
      scores.layerBytes +
      Math.ceil(scanBytes / 2) +
      // in versions of 2025 the last chunk has logits of all its tokens
      chunkTokens * logitsBytes +
      unshapedBytes +
      (Math.min(run.parallel, promptsAtOnce) - 1) * readBytes,
  }
  const terms = [
    `${begunBytes} begun and not ended`,
    ...(copyBytes === 0 ? [] : [`${copyBytes} of a cache that grows`]),
    ...(scores.bytes === 0 ? [] : [scores.formula]),
    ...(scanBytes === 0 ? [] : [`${scanBytes} of a scan`]),
    ...(logitsBytes === 0 ? [] : [`${logitRows}·${logitsBytes} of logits`]),
  ]
  return {
    name: 'compute',
    bytes,
    onGpuBytes: bytes,
    band,
    basis: 'approximate',
    formula: terms.join(' + '),
  }
}

/** Those of a token and of the one begun before it has ended, and the logarithms of both. */
const logitRows = 4
/** Texts of 30 to 44 tokens take 10 to 60 MB, which no shape accounts for. */
const unshapedBytes = 2 ** 26

/** MLX works ahead of the GPU by so many command buffers (`MAX_ACTIVE_TASKS`, transforms.cpp), which hold what they read. */
const buffersAhead = 10
/** A buffer ends when what it reads and writes comes to so many elements, not bytes (`needs_commit`, device.cpp): 40 on small machines. */
const bufferElements = 50 * 2 ** 20
/** … or has so many steps. */
const bufferSteps = 50
/** Norms, projections, positions, attention, the network, sums: about so many in each layer. */
const layerSteps = 24
/** What one buffer makes the next one often reads again. */
const readsPerElement = 1.5

/** What short texts have in many layers, long chunks have in one or two: large arrays fill the buffers sooner. */
function begunAt({ layers, layerWidth, weights, elementBytes }: MlxPlan, tokens: number): number {
  const layerElements = layerWidth * tokens
  const seenElements = readsPerElement * layerElements + weights.elements / layers.length
  const buffersOfLayer = Math.min(
    layerSteps,
    Math.max(layerSteps / bufferSteps, seenElements / bufferElements),
  )
  const layersAhead = Math.min(layers.length, buffersAhead / buffersOfLayer)
  return Math.round(layersAhead * layerElements * elementBytes)
}

/** `step` of `ssm_attn` (mlx_lm/models/ssm.py): each token meets so many in each head. */
const scanTokens = 256
/**
 * So many such arrays are held, both before that step was there and after (mlx-lm#525: 43.0 and 5.2 GB). MLX goes through its
 * steps up to 20 abreast (`MLX_BFS_MAX_WIDTH`), which may be why.
 */
const scansHeld = 20

const scanAt = ({ config: { told, traits } }: MlxPlan, tokens: number): number =>
  traits?.recurrent?.state === 'mamba2'
    ? scansHeld * mamba2HeadsOf(told) * tokens * Math.min(tokens, scanTokens) * f32Bytes
    : 0

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

import type { KvCache } from '../caches.ts'
import { isEncoder } from '../architectures.ts'
import { sinceBuild } from '../engine-build.ts'
import type { Hyperparameters } from '../hyperparameters.ts'
import type { ResolvedRun } from '../run.ts'

/** One moment of a graph at which it holds much at once; the largest of them is what is reserved. */
export interface Phase {
  readonly name: 'logits' | 'attention' | 'feed-forward' | 'state'
  readonly bytes: number
  /** How it comes about, for people. */
  readonly formula: string
}

const f32Bytes = 4

/** The largest first (memory-estimate.md §3.2): near to what a graph takes, whatever its layers do. */
export const phasesOf = (
  model: Hyperparameters,
  caches: readonly KvCache[],
  run: ResolvedRun,
): readonly Phase[] =>
  [
    ...(isEncoder(model.architecture) ? [] : [logitsPhase(model, run)]),
    ...attentionPhase(model, caches, run),
    feedForwardPhase(model, run),
    ...statePhase(model, run),
  ].toSorted((a, b) => b.bytes - a.bytes)

function logitsPhase(model: Hyperparameters, run: ResolvedRun): Phase {
  const { vocabularySize, embeddingLength } = model
  const { outputTokens, ubatchTokens } = run
  return {
    name: 'logits',
    bytes: f32Bytes * (outputTokens * vocabularySize + ubatchTokens * 2 * embeddingLength),
    formula: `4·(${outputTokens}·${vocabularySize} + ${ubatchTokens}·2·${embeddingLength})`,
  }
}

/** Cells whose masks are alive at once: those of every cache, of one stream each (the tokens are divided over the streams). */
const maskCellsOf = (caches: readonly KvCache[]): number =>
  caches.filter(({ kind }) => kind !== 'indexer').reduce((sum, { cells }) => sum + cells, 0)

const widthOf = ({ headCounts, keyLength, embeddingLength }: Hyperparameters): number =>
  Math.max(embeddingLength, Math.max(0, ...headCounts) * keyLength)

function attentionPhase(
  model: Hyperparameters,
  caches: readonly KvCache[],
  run: ResolvedRun,
): readonly Phase[] {
  const { ubatchTokens } = run
  // an encoder keeps nothing, and looks at all of its batch
  const cells = isEncoder(model.architecture) ? ubatchTokens : maskCellsOf(caches)
  if (cells === 0) return []
  const width = widthOf(model)
  if (!run.hasFlashAttention) {
    const heads = Math.max(0, ...model.headCounts)
    const most = Math.max(...caches.map((cache) => cache.cells), caches.length === 0 ? cells : 0)
    return [
      {
        name: 'attention',
        bytes: most * ubatchTokens * f32Bytes * (heads + 1) + f32Bytes * ubatchTokens * 4 * width,
        formula: `${most}·${ubatchTokens}·4·(${heads} + 1) + 4·${ubatchTokens}·4·${width}`,
      },
    ]
  }
  const perCell = flashMaskBytes(run)
  return [
    {
      name: 'attention',
      bytes: cells * ubatchTokens * perCell + 8 * f32Bytes * ubatchTokens * width,
      formula: `${cells}·${ubatchTokens}·${perCell} + 8·4·${ubatchTokens}·${width}`,
    },
  ]
}

/** Once in F32 and once in F16; since #23764 in F16 alone. */
const flashMaskBytes = ({ build }: ResolvedRun): number => (build >= sinceBuild.f16Masks ? 2 : 6)

function feedForwardPhase(model: Hyperparameters, { ubatchTokens }: ResolvedRun): Phase {
  const { experts, embeddingLength } = model
  const dense = 2 * Math.max(0, ...model.feedForwardLengths) + 2 * embeddingLength
  const routed =
    experts === null
      ? 0
      : experts.usedCount * (2 * experts.feedForwardLength + embeddingLength) + 4 * embeddingLength
  const elements = Math.max(dense, routed)
  return {
    name: 'feed-forward',
    bytes: f32Bytes * ubatchTokens * elements,
    formula: `4·${ubatchTokens}·${elements}`,
  }
}

/** What goes through a recurrent layer at once: projected, convolved, scanned. From its shapes; no log shows it alone. */
function statePhase({ ssm, embeddingLength }: Hyperparameters, run: ResolvedRun): readonly Phase[] {
  if (ssm === null) return []
  const convolved = ssm.innerSize + 2 * ssm.groupCount * ssm.stateSize
  const elements = 3 * convolved + 2 * ssm.innerSize + ssm.timeStepRank + 3 * embeddingLength
  return [
    {
      name: 'state',
      bytes: f32Bytes * run.ubatchTokens * elements,
      formula: `4·${run.ubatchTokens}·${elements}`,
    },
  ]
}

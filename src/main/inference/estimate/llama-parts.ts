import { rowBytes } from '../models/tensor-types.ts'
import type { CachedLayer, KvCache, KvTypes, RecurrentState } from './caches.ts'
import { estimateKvCaches } from './caches.ts'
import { sinceBuild } from './engine-build.ts'
import { f32Bytes } from './f32-bytes.ts'
import type { Hyperparameters } from './hyperparameters.ts'
import type { Layers } from './layer.ts'
import { exactly, type Band, type Basis, type NeedPart } from './need.ts'
import type { ResolvedRun } from './run.ts'
import { isLayerOnGpu } from './weights.ts'

/** What every part is reckoned from. */
export interface PartContext {
  readonly model: Hyperparameters
  readonly layers: Layers
  readonly run: ResolvedRun
}

const bytesOf = (all: readonly { readonly bytes: number }[]): number =>
  all.reduce((sum, { bytes }) => sum + bytes, 0)

const basisOf = ({ knowledge }: Layers): Basis => (knowledge === 'known' ? 'exact' : 'upper bound')

const onGpu = (
  layers: readonly { readonly index: number; readonly bytes: number }[],
  { model, run }: PartContext,
): number =>
  run.asked.device === 'cpu' || !run.asked.isKvOnGpu
    ? 0
    : bytesOf(layers.filter(({ index }) => isLayerOnGpu(index, model, run)))

export function kvPart(
  caches: readonly KvCache[],
  context: PartContext & { readonly types: KvTypes },
): NeedPart {
  return {
    name: 'kv',
    bytes: bytesOf(caches),
    onGpuBytes: onGpu(
      caches.flatMap(({ layers }) => layers),
      context,
    ),
    band: kvBand(caches, context),
    basis: basisOf(context.layers),
    formula: caches.map((cache) => formulaOf(cache, context.types)).join(' + '),
  }
}

/** `4096·4 cells × 32 layers × (2048 + 2048) bytes`: layers of one width together. */
function formulaOf({ cells, streamCount, layers }: KvCache, { key, value }: KvTypes): string {
  const byWidth = Map.groupBy(
    layers,
    ({ keyElements, valueElements }) => `${keyElements} ${valueElements}`,
  )
  const all = streamCount === 1 ? `${cells}` : `${cells}·${streamCount}`
  return [...byWidth.values()]
    .map((same) => {
      const { keyElements, valueElements } = first(same)
      const bytes = `${rowBytes(key, keyElements)} + ${rowBytes(value, valueElements)}`
      return `${all} cells × ${same.length} layers × (${bytes}) bytes`
    })
    .join(' + ')
}

const first = (
  layers: readonly CachedLayer[],
): Pick<CachedLayer, 'keyElements' | 'valueElements'> =>
  layers[0] ?? { keyElements: 0, valueElements: 0 }

/** One build of each way to keep them: the layers that predict further tokens, and the values of latent attention. */
const eras: readonly number[] = [sinceBuild.noNextnCaches - 1, sinceBuild.latentKeysOnly - 1]

/** Of an engine whose build is not known: from the least to the most of all. */
function kvBand(
  caches: readonly KvCache[],
  { layers, run, types }: PartContext & { readonly types: KvTypes },
): Band {
  const ownBytes = bytesOf(caches)
  if (layers.knowledge !== 'known') return { lessBytes: ownBytes, moreBytes: 0 }
  if (run.asked.build !== null) return exactly
  const all = eras.map((build) => bytesOf(estimateKvCaches(layers, { ...run, build }, types)))
  return {
    lessBytes: ownBytes - Math.min(ownBytes, ...all),
    moreBytes: Math.max(ownBytes, ...all) - ownBytes,
  }
}

export function recurrentPart(state: RecurrentState, context: PartContext): NeedPart {
  return {
    name: 'recurrent',
    bytes: state.bytes,
    onGpuBytes: onGpu(state.layers, context),
    band: exactly,
    basis: basisOf(context.layers),
    formula: state.bytes === 0 ? '' : stateFormula(state, context.run),
  }
}

/** `30 layers × 4 sequences × 4 copies × 2195456 bytes`: layers that keep as much together. */
function stateFormula(
  { layers, copyCount }: RecurrentState,
  { sequenceCount }: ResolvedRun,
): string {
  const copies = copyCount === 1 ? '' : ` × ${copyCount} copies`
  const bySize = Map.groupBy(layers, ({ bytes }) => bytes / (sequenceCount * copyCount))
  return [...bySize]
    .map(
      ([bytes, same]) =>
        `${same.length} layers × ${sequenceCount} sequences${copies} × ${bytes} bytes`,
    )
    .join(' + ')
}

/** The logits that a client is given, on the host (memory-estimate.md §3.6). */
export function outputPart(
  { vocabularySize, embeddingLength }: Hyperparameters,
  { sequenceCount, asked }: ResolvedRun,
): NeedPart {
  const each = vocabularySize + (asked.hasEmbeddings ? embeddingLength : 0)
  return {
    name: 'output',
    bytes: f32Bytes * sequenceCount * each,
    onGpuBytes: 0,
    band: exactly,
    basis: 'exact',
    formula: `4·${sequenceCount}·${each}`,
  }
}

/** Vocabulary, graphs, pipelines, stacks: in no line of a log (memory-estimate.md §3.8). */
const overheadBytes = 250 * 2 ** 20
const overheadOffBytes = 50 * 2 ** 20

export const overheadPart = (): NeedPart => ({
  name: 'overhead',
  bytes: overheadBytes,
  onGpuBytes: 0,
  band: { lessBytes: overheadOffBytes, moreBytes: overheadOffBytes },
  basis: 'approximate',
  formula: '',
})

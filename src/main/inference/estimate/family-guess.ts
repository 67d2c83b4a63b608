import { ParseError } from '../../../shared/parse.ts'
import type { MetadataValue } from '../models/model-header.ts'
import { hyperparametersOf, type Hyperparameters } from './hyperparameters.ts'
import type { LlamaModel } from './llama.ts'
import type { Need } from './need.ts'

/** A model before it is downloaded: its size, and how it is quantised. */
export interface FamilySize {
  readonly parameterCount: number
  /** In the writing of llama.cpp or MLX: `q4_k_m`, `4bit`. */
  readonly quantization: string
}

/** Bits for each parameter of published files, mixtures and scales included (sizes that engines printed; MLX: groups of 64). */
const bitsByQuantization: ReadonlyMap<string, number> = new Map(
  Object.entries({
    f32: 32,
    f16: 16,
    bf16: 16,
    q8_0: 8.5,
    q6_k: 6.57,
    q5_k_m: 5.69,
    q5_k_s: 5.54,
    q5_1: 6,
    q5_0: 5.54,
    q4_k_m: 4.87,
    q4_k_s: 4.6,
    q4_1: 5,
    q4_0: 4.6,
    iq4_nl: 4.6,
    iq4_xs: 4.32,
    q3_k_l: 4.25,
    q3_k_m: 3.92,
    q3_k_s: 3.5,
    iq3_m: 3.7,
    iq3_s: 3.5,
    iq3_xs: 3.3,
    iq3_xxs: 3.1,
    q2_k: 2.98,
    iq2_m: 2.75,
    iq2_s: 2.55,
    iq2_xs: 2.4,
    iq2_xxs: 2.15,
    iq1_m: 1.85,
    iq1_s: 1.65,
    mxfp4: 4.4,
    mxfp4_moe: 4.4,
    nvfp4: 4.6,
    '8bit': 8.5,
    '6bit': 6.5,
    '5bit': 5.5,
    '4bit': 4.5,
    '3bit': 3.5,
    '2bit': 2.5,
  }),
)
/** Embeddings keep more bits, and are a greater share of a small model. */
const errorRatio = 0.08
const smallErrorRatio = 0.2
const smallBelow = 3e9

/** Dense models as they are published in these sizes: layers, width, KV heads of 128, feed-forward, vocabulary. */
const families: readonly (readonly [
  parameters: number,
  layers: number,
  width: number,
  kvHeads: number,
  feedForward: number,
  vocabulary: number,
])[] = [
  [0.6e9, 28, 1_024, 8, 3_072, 151_936],
  [1.2e9, 16, 2_048, 4, 8_192, 128_256],
  [3.2e9, 28, 3_072, 8, 8_192, 128_256],
  [8e9, 32, 4_096, 8, 14_336, 128_256],
  [14e9, 40, 5_120, 8, 17_408, 151_936],
  [24e9, 40, 5_120, 8, 32_768, 131_072],
  [32e9, 64, 5_120, 8, 25_600, 151_936],
  [70e9, 80, 8_192, 8, 28_672, 128_256],
  [123e9, 88, 12_288, 8, 28_672, 32_768],
  [405e9, 126, 16_384, 8, 53_248, 128_256],
]
const headLength = 128
const usualContextTokens = 32_768

const minParameterCount = 1e6
const maxParameterCount = 1e14

/** `32B`, `1.5b`, `350M`, `30B-A3B` (of experts: all of them are loaded). Throws ParseError. */
export function parseParameterCount(text: string): number {
  const [, digits = '', unit = ''] =
    /^(\d+(?:\.\d+)?)\s*([kmbt])(?:-a\d+(?:\.\d+)?[mb])?$/i.exec(text.trim()) ?? []
  const factor = { k: 1e3, m: 1e6, b: 1e9, t: 1e12 }[unit.toLowerCase()]
  const count = Number(digits) * (factor ?? Number.NaN)
  if (count >= minParameterCount && count <= maxParameterCount) return count
  throw new ParseError(`"${text}" is not a number of parameters: write 32B, 1.5B or 350M`)
}

/**
 * Bits for each parameter. Unsloth's larger mixes (`UD-Q4_K_XL`) are taken for the largest of the usual ones of that name, which they
 * exceed by some per cent (36 B in 21.3 GiB are 5.1). Throws ParseError where the name is not known.
 */
export function bitsOfQuantization(name: string): number {
  const asWritten = name.trim().toLowerCase().replaceAll('-', '_').replace(/^ud_/, '')
  const usual = asWritten.replace(/^(\d)_?bit$/, '$1bit')
  const isMix = usual.endsWith('_xl')
  const names = isMix ? ['_l', '_m', ''].map((end) => usual.replace(/_xl$/, end)) : [usual]
  const bits = names.flatMap((one) => bitsByQuantization.get(one) ?? [])[0]
  if (bits === undefined)
    throw new ParseError(`"${name}" is not a quantisation that we know: q4_k_m, q8_0, 4bit …`)
  return bits
}

/** Weights by bits, caches by a dense model of about that size. Throws ParseError. */
export function guessedModel({ parameterCount, quantization }: FamilySize): LlamaModel {
  const bytes = Math.round((parameterCount * bitsOfQuantization(quantization)) / 8)
  return {
    model: nearestFamily(parameterCount),
    weights: {
      kind: 'guess',
      bytes,
      errorRatio: parameterCount < smallBelow ? smallErrorRatio : errorRatio,
    },
    adapterBytes: 0,
    projector: null,
    draft: null,
  }
}

function nearestFamily(parameterCount: number): Hyperparameters {
  const distance = (parameters: number): number => Math.abs(Math.log(parameters / parameterCount))
  const [nearest] = families.toSorted((a, b) => distance(a[0]) - distance(b[0]))
  const [, layerCount = 0, width = 0, kvHeads = 0, feedForward = 0, vocabularySize = 0] =
    nearest ?? []
  const header = {
    block_count: layerCount,
    context_length: usualContextTokens,
    embedding_length: width,
    feed_forward_length: feedForward,
    vocab_size: vocabularySize,
    'attention.head_count': Math.max(1, Math.round(width / headLength)),
    'attention.head_count_kv': kvHeads,
    'attention.key_length': headLength,
    'attention.value_length': headLength,
  }
  const pairs = Object.entries(header).map(([key, value]) => [`llama.${key}`, value] as const)
  return hyperparametersOf(
    new Map<string, MetadataValue>([['general.architecture', 'llama'], ...pairs]),
    [],
  )
}

/** Sliding windows and hybrids keep a fraction of that, models with as many KV heads as heads several times as much. */
const cacheFrom = 0.25
const cacheTo = 2

/** Nothing of it is from a file, and it says so. */
export function asGuess(need: Need): Need {
  return {
    ...need,
    parts: need.parts.map((part) => ({
      ...part,
      basis: part.name === 'overhead' ? part.basis : 'guess',
      band:
        part.name === 'kv' || part.name === 'compute'
          ? {
              lessBytes: Math.round(part.bytes * (1 - cacheFrom)),
              moreBytes: Math.round(part.bytes * (cacheTo - 1)),
            }
          : part.band,
    })),
    remarks: [
      'This is a guess by the size of its family, before any file is read: of the caches a quarter or twice as much is possible. A mixture (30B-A3B) is reckoned as a dense model of all its parameters.',
      ...need.remarks,
    ],
  }
}

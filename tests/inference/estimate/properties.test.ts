import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hyperparametersOf } from '../../../src/main/inference/estimate/hyperparameters.ts'
import { estimateLlama, nothingElse } from '../../../src/main/inference/estimate/llama.ts'
import { errorBandOf, type Need } from '../../../src/main/inference/estimate/need.ts'
import type { LlamaRun } from '../../../src/main/inference/estimate/run.ts'
import { tensorWeights } from '../../../src/main/inference/estimate/tensor-weights.ts'
import type { MetadataValue } from '../../../src/main/inference/models/model-header.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { cpuMs } from '../../cpu-ms.ts'
import { laidOut, runWith } from './core-model.ts'

/** Every key that an estimate reads. */
const keys = `
  block_count context_length embedding_length feed_forward_length vocab_size expert_count expert_used_count num_loops
  expert_feed_forward_length expert_shared_feed_forward_length expert_shared_count leading_dense_block_count
  nextn_predict_layers full_attention_interval token_shift_count embedding_length_per_layer_input
  attention.head_count attention.head_count_kv attention.key_length attention.value_length attention.key_length_swa
  attention.value_length_swa attention.key_length_mla attention.value_length_mla attention.sliding_window
  attention.sliding_window_pattern attention.shared_kv_layers attention.recurrent_layers attention.compress_ratios
  attention.indexer.key_length attention.indexer.types ssm.conv_kernel ssm.inner_size ssm.state_size ssm.group_count
  ssm.time_step_rank shortconv.l_cache kda.head_dim wkv.head_size pooling_type`
  .trim()
  .split(/\s+/)

const architectures = `
  llama deepseek2 gemma2 gemma3 gemma3n gemma4 gpt-oss llama4 cohere2 exaone4 step35 deepseek32 glm-dsa minimax-m3 deepseek4
  qwen35 qwen35moe minimax-01 falcon-h1 jamba granitehybrid nemotron_h lfm2 kimi-linear glm5-next mamba rwkv7 bert dream
  graniteswitch nanbeige gemma4-assistant of-tomorrow __proto__`
  .trim()
  .split(/\s+/)

const sane = fc.constantFrom(0, 1, 2, 4, 8, 64, 128, 576, 1_024, 4_096)
const odd = fc.constantFrom(
  -1,
  0.5,
  4_097,
  2 ** 31,
  2 ** 40,
  2 ** 53,
  2 ** 64,
  1e300,
  Number.NaN,
  Number.POSITIVE_INFINITY,
)
const anyValue: fc.Arbitrary<MetadataValue | undefined> = fc.oneof(
  { weight: 8, arbitrary: sane },
  { weight: 2, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: odd },
  { weight: 1, arbitrary: fc.array(sane, { maxLength: 9 }) },
  { weight: 1, arbitrary: fc.array(fc.oneof(sane, odd), { maxLength: 9 }) },
  { weight: 1, arbitrary: fc.array(fc.boolean(), { maxLength: 9 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<MetadataValue>('many', '', true, { itemCount: 2 ** 60 }),
  },
)

const anyMetadata = fc
  .tuple(
    fc.constantFrom(...architectures),
    fc.array(anyValue, { minLength: keys.length, maxLength: keys.length }),
    fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 1, max: 12 }) },
      { weight: 1, arbitrary: anyValue },
    ),
  )
  .map(([architecture, values, layers]) => {
    const header = new Map<string, MetadataValue>([['general.architecture', architecture]])
    keys.forEach((key, index) => {
      const value = key === 'block_count' ? layers : values[index]
      if (value !== undefined) header.set(`${architecture}.${key}`, value)
    })
    return header
  })

const anyRun: fc.Arbitrary<Partial<LlamaRun>> = fc.record({
  program: fc.constantFrom('server', 'library'),
  device: fc.constantFrom('metal', 'cuda', 'vulkan', 'cpu'),
  build: fc.constantFrom(null, 0, 4_840, 6_700, 7_000, 8_999, 2 ** 40),
  contextTokens: fc.constantFrom(null, 1, 4_096, 1_048_576),
  parallel: fc.constantFrom(null, 1, 4, 256),
  isKvUnified: fc.constantFrom(null, true, false),
  ubatchTokens: fc.constantFrom(null, 1, 4_096),
  flashAttention: fc.constantFrom('auto', 'off', 'on'),
  keyType: fc.constantFrom('f16', 'q8_0', 'iq4_nl'),
  valueType: fc.constantFrom('f16', 'q8_0'),
  isSlidingFull: fc.boolean(),
  gpuLayers: fc.constantFrom(null, 0, 1, 5, 999),
  cpuMoeLayers: fc.constantFrom(0, 3, Number.POSITIVE_INFINITY),
  isKvOnGpu: fc.boolean(),
  usesMmap: fc.boolean(),
  hasEmbeddings: fc.boolean(),
  draftTokens: fc.constantFrom(0, 3, 16),
  promptCacheBytes: fc.constantFrom(null, 0, 2 ** 20, Number.POSITIVE_INFINITY),
})

const tensors = laidOut([
  { name: 'token_embd.weight', bytes: 1_000, dimensions: [64, 32_000], type: 'q4_0' },
  { name: 'blk.0.ffn_up_exps.weight', bytes: 300, dimensions: [64, 64, 8], type: 'q4_0' },
  { name: 'blk.7.attn_q.weight', bytes: 30 },
])
const printed = { kind: 'printed', bytes: 5_000, precisionBytes: 50, tableBytes: null } as const
/** The tensors are told apart by what the header claims. */
const told = { kind: 'tensors' } as const

/** All of it, or one line that says why not. */
function needOf(
  metadata: ReadonlyMap<string, MetadataValue>,
  run: Partial<LlamaRun>,
  weights: typeof printed | typeof told,
): Need | null {
  try {
    const model = hyperparametersOf(metadata, weights.kind === 'tensors' ? tensors : [])
    const known = weights.kind === 'tensors' ? tensorWeights(tensors, model) : weights
    const one = { model, weights: known, ...nothingElse }
    return estimateLlama({ ...one, adapterBytes: 77, draft: one }, runWith(run)).need
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    expect(error.message).toMatch(/^[^\n]{10,200}$/)
    return null
  }
}

const isBytes = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

describe('a header with anything in it', () => {
  it('is refused in one line, or every figure of its need is a whole number of bytes', () => {
    let refusedCount = 0
    fc.assert(
      fc.property(anyMetadata, anyRun, fc.constantFrom(told, printed), (metadata, run, weights) => {
        const need = needOf(metadata, run, weights)
        if (need === null) refusedCount += 1
        const odds = (need?.parts ?? []).filter(
          ({ bytes, onGpuBytes, band }) =>
            !isBytes(bytes) ||
            !isBytes(onGpuBytes) ||
            onGpuBytes > bytes ||
            (band !== null && !(isBytes(band.lessBytes) && isBytes(band.moreBytes))),
        )
        expect(odds).toEqual([])
        if (need === null) return
        const { lowBytes, highBytes } = errorBandOf(need)
        expect(isBytes(lowBytes) && isBytes(highBytes) && lowBytes <= highBytes).toBe(true)
        expect(isBytes(need.growth?.bytes ?? 0)).toBe(true)
        expect(need.parts.map(({ formula }) => formula).join()).not.toMatch(
          /NaN|Infinity|undefined/,
        )
        expect(need.remarks.join()).not.toMatch(/NaN|Infinity|undefined/)
      }),
      { numRuns: 1_000 },
    )
    // both happen, and often
    expect(refusedCount).toBeGreaterThan(50)
    expect(refusedCount).toBeLessThan(950)
  })
})

describe('a header that claims much', () => {
  it('like as many layers as are believed, each another, takes no time worth a word', () => {
    const layers = 4_096
    const heads = Array.from({ length: layers }, (_, index) => (index % 7) + 1)
    const metadataOf = (architecture: string) =>
      new Map<string, MetadataValue>([
        ['general.architecture', architecture],
        [`${architecture}.block_count`, layers],
        [`${architecture}.embedding_length`, 64],
        [`${architecture}.attention.head_count`, heads],
        [`${architecture}.attention.head_count_kv`, heads],
        [`${architecture}.attention.sliding_window`, 128],
        [`${architecture}.attention.sliding_window_pattern`, heads],
      ])
    // the CPU's graph is simulated layer by layer
    for (const architecture of ['gpt-oss', 'jamba', 'llama'])
      for (const [device, mostMs] of [
        ['metal', 500],
        ['cpu', 5_000],
      ] as const) {
        const beforeMs = cpuMs()
        const run = { device, contextTokens: 4_096 }
        expect(needOf(metadataOf(architecture), run, told)).not.toBeNull()
        expect(cpuMs() - beforeMs).toBeLessThan(mostMs)
      }
  })

  it('is refused where that is beyond what any machine could hold', () => {
    const metadata = new Map<string, MetadataValue>([
      ['general.architecture', 'llama'],
      ['llama.block_count', 1],
      ['llama.embedding_length', 2 ** 30],
      ['llama.attention.head_count', 2 ** 30],
      ['llama.attention.key_length', 2 ** 30],
    ])
    const model = hyperparametersOf(metadata, [])
    expect(() =>
      estimateLlama({ model, weights: printed, ...nothingElse }, runWith({ contextTokens: 256 })),
    ).toThrow('its header claims more than any machine could hold')
  })
})

/**
 * What a type of model does in mlx-lm that its `config.json` does not say (`make_cache`, and what attention stores, in
 * mlx_lm/models/*.py of 2026-08). One that has no row here is taken to keep whole keys and values of every token.
 */
export interface MlxTraits {
  /** Its caches are made by a rule of its own: `--max-kv-size` has no effect. */
  readonly hasOwnCache?: true
  readonly sliding?: MlxSliding
  readonly recurrent?: MlxRecurrence
  /** Attention over a compressed cache (MLA): kept as it is, or as whole heads. */
  readonly latent?: 'compressed' | 'whole heads'
  /** Keys of the indexer of sparse attention beside them. */
  readonly hasIndexer?: true
  /** Two attentions in each layer. */
  readonly isDouble?: true
  /** Several caches stand in one (`CacheList`): that is never quantized. */
  readonly isCacheList?: true
  /** What its class assumes where the file says nothing. */
  readonly defaults?: {
    readonly heads: number
    readonly kvHeads: number
    readonly headLength: number
  }
}

export interface MlxSliding {
  /**
   * `period`: all but the last of each period slide; `layer types`: as the file lists them, else by period; `letters`: `L` in a
   * text that repeats; `chunks`: all but every fourth, in chunks.
   */
  readonly by: 'period' | 'layer types' | 'letters' | 'chunks'
  /** Where the file does not say it. */
  readonly period?: number
  readonly windowTokens?: number
}

export interface MlxRecurrence {
  readonly by: 'interval' | 'layer types' | 'letters' | 'all but listed' | 'both' | 'every'
  readonly state: 'gated delta' | 'mamba' | 'mamba2' | 'short convolution'
}

const plain: MlxTraits = {}
const sliding = (by: MlxSliding['by'], also: Omit<MlxSliding, 'by'> = {}): MlxTraits => ({
  hasOwnCache: true,
  sliding: { by, ...also },
})
const recurrent = (by: MlxRecurrence['by'], state: MlxRecurrence['state']): MlxTraits => ({
  hasOwnCache: true,
  recurrent: { by, state },
})
const compressed: MlxTraits = { latent: 'compressed' }
const sparse: MlxTraits = {
  hasOwnCache: true,
  latent: 'compressed',
  hasIndexer: true,
  isCacheList: true,
}
const wholeHeads: MlxTraits = { latent: 'whole heads' }
const byLayerTypes = sliding('layer types')
const gemma3: MlxTraits = {
  ...sliding('period', { period: 6, windowTokens: 512 }),
  defaults: { heads: 8, kvHeads: 4, headLength: 256 },
}
const gptOss: MlxTraits = {
  ...sliding('layer types', { period: 2, windowTokens: 128 }),
  defaults: { heads: 64, kvHeads: 8, headLength: 64 },
}
const gatedDelta = recurrent('interval', 'gated delta')

/** Those of plain attention, by the name of their file. */
const plainTypes: readonly string[] = [
  'apertus',
  'bailing_moe',
  'bitnet',
  'cohere',
  'dbrx',
  'deepseek',
  'dots1',
  'ernie4_5',
  'ernie4_5_moe',
  'exaone',
  'gemma',
  'gemma2',
  'glm',
  'glm4',
  'glm4_moe',
  'gpt2',
  'gpt_bigcode',
  'gpt_neox',
  'granite',
  'granitemoe',
  'helium',
  'hunyuan',
  'hunyuan_v1_dense',
  'internlm2',
  'internlm3',
  'minicpm',
  'minimax',
  'minimax_m2',
  'mixtral',
  'nemotron',
  'olmo',
  'olmo2',
  'olmoe',
  'phi',
  'phi3',
  'phimoe',
  'qwen2',
  'qwen2_moe',
  'qwen2_vl',
  'qwen2_5_vl',
  'qwen3',
  'qwen3_moe',
  'qwen3_vl',
  'qwen3_vl_moe',
  'seed_oss',
  'smollm3',
  'stablelm',
  'starcoder2',
]

const traitsByName: ReadonlyMap<string, MlxTraits> = new Map([
  ...plainTypes.map((name): readonly [string, MlxTraits] => [name, plain]),
  ...Object.entries({
    llama: byLayerTypes,
    mistral: byLayerTypes,
    mistral3: byLayerTypes,
    ministral3: byLayerTypes,
    iquestcoder: byLayerTypes,
    afmoe: byLayerTypes,
    olmo3: sliding('layer types', { period: 4 }),
    cohere2: sliding('period', { period: 4, windowTokens: 4_096 }),
    exaone4: sliding('letters'),
    gemma3,
    gemma3_text: { ...gemma3, defaults: { heads: 4, kvHeads: 1, headLength: 256 } },
    gemma3n: sliding('layer types', { period: 5 }),
    gemma4: sliding('layer types', { period: 5, windowTokens: 512 }),
    gpt_oss: gptOss,
    llama4: sliding('chunks'),
    qwen3_next: gatedDelta,
    qwen3_5: gatedDelta,
    qwen3_5_moe: gatedDelta,
    granitemoehybrid: recurrent('layer types', 'mamba2'),
    nemotron_h: recurrent('letters', 'mamba2'),
    falcon_h1: { ...recurrent('both', 'mamba2'), isCacheList: true },
    lfm2: recurrent('all but listed', 'short convolution'),
    lfm2_moe: recurrent('all but listed', 'short convolution'),
    mamba: recurrent('every', 'mamba'),
    falcon_mamba: recurrent('every', 'mamba'),
    mamba2: recurrent('every', 'mamba2'),
    deepseek_v3: compressed,
    kimi_k2: compressed,
    joyai_llm_flash: compressed,
    glm4_moe_lite: compressed,
    longcat_flash: { ...compressed, hasOwnCache: true, isDouble: true, isCacheList: true },
    deepseek_v32: sparse,
    glm_moe_dsa: sparse,
    deepseek_v2: wholeHeads,
    minicpm3: wholeHeads,
  } satisfies Readonly<Record<string, MlxTraits>>),
])

/** null: a type that we do not know. */
export const mlxTraitsOf = (modelType: string): MlxTraits | null =>
  traitsByName.get(modelType) ?? null

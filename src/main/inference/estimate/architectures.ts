/**
 * What an architecture of llama.cpp does that its files do not say (`load_arch_hparams` of src/models/*.cpp, `create_memory` of
 * src/llama-model.cpp at b10573 and of September 2026; memory-estimate.md §2). One without a row is of plain attention.
 */
export interface ArchitectureTraits {
  /** `none`: an encoder, a diffusion model or a draft head, that keeps nothing of its own (memory-estimate.md §2.9). */
  readonly memory: 'attention' | 'recurrent' | 'hybrid' | 'none'
  /** Only where layers slide. */
  readonly sliding?: SlidingRule
  /** Of `hybrid`: which layers are recurrent; `both`: every layer is, and has attention as well. */
  readonly recurrentBy?: 'interval' | 'both' | 'no-kv-heads' | 'no-kv-heads-no-feed-forward'
  /** Where the file does not say it: of so many layers the last has attention. */
  readonly fullAttentionInterval?: number
  /** Of `recurrent` and `hybrid`. */
  readonly state?: 'ssm' | 'short-convolution' | 'kda' | 'wkv' | 'lightning'
  /** The first layers with a cache of their own; the others use theirs. By the header where that says it. */
  readonly ownKvLayerCount?: number
  /**
   * A draft is taken back by copies of the state, one for each token (llm_arch_supports_rs_rollback of src/llama-arch.cpp of
   * September 2026; the first two since #22673, Nemotron-H since #26623, Qwen4 since #28123, Kimi K3 since #28466). Others have none.
   */
  readonly rollsBack?: true
  /** Layers that predict further tokens are filtered out; elsewhere they have a cache that nothing uses (memory-estimate.md §2.2). */
  readonly dropsNextnLayers?: true
  /** A second cache, of one head of keys for each token: see `hasIndexer`. */
  readonly indexer?: 'all' | 'not-leading-dense' | 'listed' | 'listed-or-every-fourth'
  /** So many rows of it stand side by side for each token: raw and pooled keys, a gate. */
  readonly indexerRows?: number
  /** The keys are the values, whatever the file says. */
  readonly keepsKeysOnly?: true
  /** Beside its window a layer keeps one row for every so many tokens, as the file tells it (llama-kv-cache-dsv4.cpp). */
  readonly compressesOldTokens?: true
  /** Every sequence has a stream of its own, unified or not. */
  readonly isNeverUnified?: true
  /** One more layer of one head, that finds the adapter of each token (granite-switch.cpp). */
  readonly hasRouterLayer?: true
  /** A tied embedding is made for the output first, and so once more for the input, where it is not mapped. */
  readonly countsTiedTwice?: true
  /** It makes no logits, or takes the output of the model that it drafts for: its embedding never stands in for it. */
  readonly neverTies?: true
  /** Its memory is of a kind that no formula of ours knows: an upper bound is given. */
  readonly isBeyondUs?: true
}

export interface SlidingRule {
  /** Of `period` layers all but one slide; null: only those that the file lists; `every`: all. */
  readonly period: number | null | 'every'
  /** The one that does not slide is the first of its period; else the last. */
  readonly isDenseFirst?: true
  /** Where the file does not say it. Without it, nothing slides unless the file names a window. */
  readonly windowTokens?: number
  /** Whatever the file says, but for 0. */
  readonly fixedWindowTokens?: number
  /** Only models of so many layers slide. */
  readonly onlyLayerCount?: number
}

type Further = Omit<ArchitectureTraits, 'memory'>

const plain: ArchitectureTraits = { memory: 'attention' }
const encoder: ArchitectureTraits = { memory: 'none', neverTies: true }
const cacheless: ArchitectureTraits = { memory: 'none' }
const attention = (also: Further): ArchitectureTraits => ({ memory: 'attention', ...also })
const slides = (
  period: SlidingRule['period'],
  rule: Omit<SlidingRule, 'period'> = {},
  also: Further = {},
): ArchitectureTraits => attention({ sliding: { period, ...rule }, ...also })
const hybrid = (
  recurrentBy: NonNullable<Further['recurrentBy']>,
  state: NonNullable<Further['state']> = 'ssm',
  also: Further = {},
): ArchitectureTraits => ({ memory: 'hybrid', recurrentBy, state, ...also })
const recurrent = (state: NonNullable<Further['state']>): ArchitectureTraits => ({
  memory: 'recurrent',
  state,
})

/** Full attention in every layer; where a file names a window (phi3, and conversions of Mistral), nothing slides. */
const plainNames = `
  llama deci falcon grok gpt2 gptj gptneox mpt baichuan starcoder refact bloom stablelm qwen qwen2 qwen2moe qwen2vl qwen3 qwen3moe
  qwen3vl qwen3vlmoe phi2 phi3 phimoe plamo codeshell orion internlm2 minicpm minicpm3 gemma starcoder2 xverse command-r dbrx olmo
  olmoe openelm arctic deepseek deepseek2 deepseek2-ocr xing4_0 chatglm glm4 glm4moe bitnet t5 t5encoder jais jais2 nemotron exaone
  granite granitemoe chameleon plm bailingmoe bailingmoe2 dots1 arcee ernie4_5 ernie4_5-moe hunyuan-moe hunyuan-dense hunyuan_vl
  smollm3 seed_oss grovemoe apertus hrm_text minimax-m2 cogvlm pangu-embedded mistral3 mistral4 paddleocr llama-embed maincoder
  talkie nanbeige qwen3tts pockettts k2-horizon`

const encoderNames =
  'clip bert modern-bert nomic-bert nomic-bert-moe neo-bert jina-bert-v2 jina-bert-v3 eurobert clef'

/** gemma4-assistant reads the cache of the model that it drafts for. */
const cachelessNames =
  'gemma-embedding wavtokenizer-dec dream llada llada-moe rnd1 gemma4-assistant'

const intervalOfQwen = hybrid('interval', 'ssm', {
  fullAttentionInterval: 4,
  dropsNextnLayers: true,
})
const shortConvolutions = hybrid('no-kv-heads', 'short-convolution', {
  sliding: { period: 'every' },
  rollsBack: true,
})
const nemotron = hybrid('no-kv-heads-no-feed-forward', 'ssm', { rollsBack: true })
const deltaOfKimi = hybrid('no-kv-heads', 'kda', { rollsBack: true })
const deepSeek4 = slides(
  'every',
  {},
  {
    keepsKeysOnly: true,
    compressesOldTokens: true,
    isNeverUnified: true,
    rollsBack: true,
    isBeyondUs: true,
  },
)

const special: Readonly<Record<string, ArchitectureTraits>> = {
  llama4: slides(4, { windowTokens: 8_192, fixedWindowTokens: 8_192 }),
  gemma2: slides(2, { windowTokens: 4_096 }),
  gemma3: slides(6),
  gemma3n: slides(5, {}, { ownKvLayerCount: 20, countsTiedTwice: true }),
  gemma4: slides(null, {}, { countsTiedTwice: true }),
  'gpt-oss': slides(2),
  cohere2: slides(4),
  cohere2moe: slides(4, { isDenseFirst: true }),
  olmo2: slides(4),
  exaone4: slides(4, { windowTokens: 4_096, onlyLayerCount: 64 }),
  'exaone-moe': slides(4, { windowTokens: 128 }),
  afmoe: slides(4),
  laguna: slides(4, { isDenseFirst: true }),
  mellum: slides(4),
  'muse-glimmer': slides(4),
  smallthinker: slides(4, { isDenseFirst: true, fixedWindowTokens: 4_096 }),
  plamo3: slides(8),
  step35: slides(null, {}, { dropsNextnLayers: true }),
  mimo2: slides(null, {}, { dropsNextnLayers: true }),
  granite_swa: slides(null),
  maple: slides(null),
  spark2_5: slides(null),
  dflash: slides(null, {}, { neverTies: true }),
  eagle3: attention({ neverTies: true }),
  hy_v3: attention({ dropsNextnLayers: true }),
  graniteswitch: attention({ hasRouterLayer: true }),

  deepseek32: attention({ indexer: 'all', dropsNextnLayers: true }),
  'glm-dsa': attention({ indexer: 'listed-or-every-fourth', dropsNextnLayers: true }),
  hy_v4: attention({ indexer: 'listed' }),
  'minimax-m3': attention({ indexer: 'not-leading-dense' }),
  dots3note: slides(null, {}, { indexer: 'listed', dropsNextnLayers: true }),
  deepseek4: deepSeek4,

  qwen3next: intervalOfQwen,
  qwen35: { ...intervalOfQwen, rollsBack: true },
  qwen35moe: { ...intervalOfQwen, rollsBack: true },
  qwen4exp: {
    ...intervalOfQwen,
    rollsBack: true,
    indexer: 'all',
    indexerRows: 2,
    isBeyondUs: true,
  },
  'minimax-01': hybrid('interval', 'lightning', {
    fullAttentionInterval: 8,
    dropsNextnLayers: true,
  }),
  'falcon-h1': hybrid('both'),
  jamba: hybrid('no-kv-heads'),
  plamo2: hybrid('no-kv-heads'),
  granitehybrid: hybrid('no-kv-heads'),
  nemotron_h: nemotron,
  nemotron_h_moe: nemotron,
  lfm2: shortConvolutions,
  lfm2moe: shortConvolutions,
  'kimi-linear': hybrid('no-kv-heads', 'kda'),
  'kimi-k3': deltaOfKimi,
  bailingmoe3: deltaOfKimi,
  'glm5-next': hybrid('no-kv-heads', 'kda', {
    rollsBack: true,
    indexer: 'listed',
    indexerRows: 3,
    dropsNextnLayers: true,
    isBeyondUs: true,
  }),

  mamba: recurrent('ssm'),
  mamba2: recurrent('ssm'),
  rwkv6: recurrent('wkv'),
  rwkv6qwen2: recurrent('wkv'),
  rwkv7: recurrent('wkv'),
  arwkv7: recurrent('wkv'),
}

const namesIn = (text: string): readonly string[] => text.trim().split(/\s+/)

const traitsByName: ReadonlyMap<string, ArchitectureTraits> = new Map([
  ...namesIn(plainNames).map((name) => [name, plain] as const),
  ...namesIn(encoderNames).map((name) => [name, encoder] as const),
  ...namesIn(cachelessNames).map((name) => [name, cacheless] as const),
  ...Object.entries(special),
])

/** null: an architecture that we do not know. */
export const traitsOf = (architecture: string): ArchitectureTraits | null =>
  traitsByName.get(architecture) ?? null

/** It makes embeddings, and nothing else. */
export const isEncoder = (architecture: string): boolean => traitsOf(architecture) === encoder

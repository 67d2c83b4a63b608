/**
 * What an architecture of llama.cpp does that its files do not say (src/models/*.cpp, src/llama-model.cpp at b10573;
 * memory-estimate.md §2). One that has no row here is of plain attention with one cache for all of it.
 */
export interface ArchitectureTraits {
  /** `none`: an encoder, or a diffusion model, that keeps nothing (memory-estimate.md §2.9). */
  readonly memory: 'attention' | 'recurrent' | 'hybrid' | 'none'
  /** Only where layers slide. */
  readonly sliding?: SlidingRule
  /** Of `hybrid`: which layers are recurrent; `both`: every layer is, and has attention as well. */
  readonly recurrentBy?: 'interval' | 'both' | 'no-kv-heads' | 'no-kv-heads-no-feed-forward'
  /** Of `recurrent` and `hybrid`. */
  readonly state?: 'ssm' | 'short-convolution' | 'kda' | 'wkv'
  /** The first layers with a cache of their own; the others use theirs. By the header where that says it. */
  readonly ownKvLayerCount?: number
  /** Layers that predict further tokens have a cache although nothing uses it (memory-estimate.md §2.2). */
  readonly cachesNextnLayers?: true
  /** A second cache of one head for each token: of all layers, or of all but the leading dense ones. */
  readonly indexer?: 'all' | 'not-leading-dense'
  /** A tied embedding is made for the output first, and so once more for the input, where it is not mapped. */
  readonly countsTiedTwice?: true
  /** Its memory is of a kind that no formula of ours knows: an upper bound is given. */
  readonly isBeyondUs?: true
}

export interface SlidingRule {
  /** Of `period` layers all but one slide; null: only those that the file lists; `every`: all. */
  readonly period: number | null | 'every'
  /** The one that does not slide is the first of its period; else the last. */
  readonly isDenseFirst?: true
  /** Where the file does not say it. */
  readonly windowTokens?: number
  /** A period in the file is not heeded. */
  readonly isFixed?: true
}

const slides = (period: SlidingRule['period'], also: Partial<SlidingRule> = {}): ArchitectureTraits => ({
  memory: 'attention',
  sliding: { period, ...also },
})
const hybrid = (
  recurrentBy: NonNullable<ArchitectureTraits['recurrentBy']>,
  state: NonNullable<ArchitectureTraits['state']> = 'ssm',
): ArchitectureTraits => ({ memory: 'hybrid', recurrentBy, state })
const recurrent = (state: NonNullable<ArchitectureTraits['state']>): ArchitectureTraits => ({
  memory: 'recurrent',
  state,
})
const plain: ArchitectureTraits = { memory: 'attention' }
const encoder: ArchitectureTraits = { memory: 'none' }

const traitsByName: ReadonlyMap<string, ArchitectureTraits> = new Map(
  Object.entries({
    llama: plain,
    llama4: slides(4, { windowTokens: 8_192 }),
    deci: plain,
    gemma2: slides(2, { windowTokens: 4_096 }),
    gemma3: slides(6),
    gemma3n: { ...slides(5), ownKvLayerCount: 20, countsTiedTwice: true },
    gemma4: { ...slides(null), countsTiedTwice: true },
    'gpt-oss': slides(2),
    qwen2: plain,
    qwen3: plain,
    qwen3moe: plain,
    qwen3next: hybrid('interval'),
    qwen35: hybrid('interval'),
    qwen35moe: hybrid('interval'),
    'falcon-h1': hybrid('both'),
    lfm2: hybrid('no-kv-heads', 'short-convolution'),
    mamba: recurrent('ssm'),
    mamba2: recurrent('ssm'),
    rwkv6: recurrent('wkv'),
    deepseek2: plain,
    bert: encoder,
  }),
)

/** null: an architecture that we do not know. */
export const traitsOf = (architecture: string): ArchitectureTraits | null =>
  traitsByName.get(architecture) ?? null

/** What is assumed of an unknown one: full attention in every layer, which is never less than it takes. */
export const unknownTraits: ArchitectureTraits = plain

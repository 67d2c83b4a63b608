import { ParseError } from '../../../../shared/parse.ts'
import { required, type MlxConfig } from './mlx-config.ts'
import { recurrentStateOf, type MlxState } from './mlx-state.ts'

/** What one layer keeps. Elements, not bytes. */
export interface MlxLayer {
  readonly caches: readonly MlxCache[]
  /** Of one sequence, however long it is; null: it is not recurrent. */
  readonly state: MlxState | null
}

export interface MlxCache {
  readonly kind: 'growing' | 'rotating' | 'chunked'
  /** Tokens that it keeps at least; 0: all. */
  readonly windowTokens: number
  readonly heads: number
  /** Of one head. */
  readonly keyLength: number
  readonly valueLength: number
}

type Role = 'full' | 'sliding' | 'chunked' | 'recurrent' | 'both' | 'none'

export function mlxLayersOf(config: MlxConfig): readonly MlxLayer[] {
  const roleOf = rolesOf(config)
  return Array.from({ length: config.layerCount }, (_, index): MlxLayer => {
    const role = roleOf(index)
    const isRecurrent = role === 'recurrent' || role === 'both'
    return {
      caches: cachesOf(config, role, index),
      state: isRecurrent ? recurrentStateOf(config) : null,
    }
  })
}

function rolesOf(config: MlxConfig): (index: number) => Role {
  const { traits, told, layerCount } = config
  const recurrence = traits?.recurrent
  if (recurrence !== undefined) return recurrentRoles(config, recurrence.by)
  const slides = slidingOf(config)
  // gemma3n.py, gemma4_text.py: the last layers use the caches of others
  const sharedFrom = layerCount - (told.num_kv_shared_layers ?? 0)
  return (index) => {
    if (sharedFrom > 0 && index >= sharedFrom && traits !== null) return 'none'
    if (!slides(index)) return 'full'
    return traits?.sliding?.by === 'chunks' ? 'chunked' : 'sliding'
  }
}

/** Every fourth layer of Qwen3-Next and its successors has attention. */
const usualInterval = 4

function recurrentRoles(
  { told }: MlxConfig,
  by: NonNullable<NonNullable<MlxConfig['traits']>['recurrent']>['by'],
): (index: number) => Role {
  const types = told.layer_types ?? told.layers_block_type ?? null
  switch (by) {
    case 'every':
      return () => 'recurrent'
    case 'both':
      return () => 'both'
    case 'interval': {
      const interval = told.full_attention_interval ?? usualInterval
      return (index) => ((index + 1) % interval === 0 ? 'full' : 'recurrent')
    }
    case 'layer types':
      if (types === null) throw new ParseError('its config.json has no layer_types')
      return (index) => (types[index] === 'mamba' ? 'recurrent' : 'full')
    case 'all but listed': {
      const listed = new Set(told.full_attn_idxs ?? [])
      if (types === null && listed.size === 0)
        throw new ParseError('its config.json has no layer_types')
      return (index) =>
        (types === null ? listed.has(index) : types[index] === 'full_attention')
          ? 'full'
          : 'recurrent'
    }
    case 'letters': {
      const pattern = told.hybrid_override_pattern ?? types
      if (pattern === null) throw new ParseError('its config.json has no hybrid_override_pattern')
      const roles = new Map<string, Role>([
        ['M', 'recurrent'],
        ['mamba', 'recurrent'],
        ['*', 'full'],
        ['attention', 'full'],
      ])
      return (index) => roles.get(pattern[index] ?? '') ?? 'none'
    }
  }
}

function slidingOf({ traits, told, layerCount }: MlxConfig): (index: number) => boolean {
  const rule = traits?.sliding
  const byPeriod = (period: number | null): ((index: number) => boolean) =>
    period === null || period === 0 ? () => false : (index) => index % period !== period - 1
  const pattern = told.sliding_window_pattern ?? null
  const period = typeof pattern === 'number' ? pattern : (rule?.period ?? null)
  switch (rule?.by) {
    case undefined:
      return () => false
    case 'period':
      return byPeriod(period)
    case 'layer types': {
      const types = told.layer_types ?? null
      return types === null ? byPeriod(period) : (index) => types[index] === 'sliding_attention'
    }
    case 'letters':
      return typeof pattern !== 'string' || pattern === '' || (told.sliding_window ?? 0) === 0
        ? () => false
        : (index) => index < layerCount - 1 && pattern[index % pattern.length] === 'L'
    case 'chunks':
      return (told.attention_chunk_size ?? 0) === 0 ? () => false : byPeriod(4)
  }
}

function cachesOf(config: MlxConfig, role: Role, index: number): readonly MlxCache[] {
  const { told, traits } = config
  switch (role) {
    case 'none':
    case 'recurrent':
      return []
    case 'sliding': {
      const windowTokens = told.sliding_window ?? traits?.sliding?.windowTokens
      if (windowTokens === undefined || windowTokens === 0)
        throw new ParseError('its config.json has no sliding_window')
      return [{ ...headsOf(config, index, false), kind: 'rotating', windowTokens }]
    }
    case 'chunked': {
      const windowTokens = required(told, 'attention_chunk_size')
      return [{ ...headsOf(config, index, false), kind: 'chunked', windowTokens }]
    }
    case 'full':
    case 'both': {
      const cache: MlxCache = { ...headsOf(config, index, true), kind: 'growing', windowTokens: 0 }
      const caches = traits?.isDouble === true ? [cache, cache] : [cache]
      return traits?.hasIndexer === true ? [...caches, indexerOf(config)] : caches
    }
  }
}

/** Its keys alone: the values beside them have no elements (deepseek_v32.py). */
const indexerOf = ({ told }: MlxConfig): MlxCache => ({
  kind: 'growing',
  windowTokens: 0,
  heads: 1,
  keyLength: required(told, 'index_head_dim'),
  valueLength: 0,
})

type Heads = Pick<MlxCache, 'heads' | 'keyLength' | 'valueLength'>

function headsOf(config: MlxConfig, index: number, isFull: boolean): Heads {
  const { told, traits, headLength } = config
  if ((told.kv_lora_rank ?? 0) > 0 && traits?.recurrent === undefined) return latentHeadsOf(config)
  const heads = config.kvHeadCounts[index] ?? 0
  // gemma4_text.py: layers without a window have longer heads, and some of them fewer
  const length = isFull ? (told.global_head_dim ?? headLength) : headLength
  const isMerged = isFull && told.attention_k_eq_v === true
  return {
    heads: isMerged ? (told.num_global_key_value_heads ?? heads) : heads,
    keyLength: length,
    valueLength: length,
  }
}

/** In the place of keys the compressed text, of values what turns with the position; or both unfolded for each head. */
function latentHeadsOf({ told, traits, headCount }: MlxConfig): Heads {
  const turning = required(told, 'qk_rope_head_dim')
  if (traits?.latent === 'compressed')
    return { heads: 1, keyLength: required(told, 'kv_lora_rank'), valueLength: turning }
  return wholeHeadsOf(told, headCount)
}

/** As versions before 2026 kept them of all such models, and newer ones keep them of some. */
export const wholeHeadsOf = (told: MlxConfig['told'], headCount: number): Heads => ({
  heads: headCount,
  keyLength: required(told, 'qk_nope_head_dim') + required(told, 'qk_rope_head_dim'),
  valueLength: required(told, 'v_head_dim'),
})

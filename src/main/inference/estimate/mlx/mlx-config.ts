import { z } from 'zod/mini'
import { ParseError } from '../../../../shared/parse.ts'
import { printable } from '../../../../shared/printable.ts'
import { mlxTraitsOf, type MlxTraits } from './mlx-traits.ts'

/** No model has more: what a file claims is multiplied and listed. */
const maxLayers = 4_096
const maxCount = 2 ** 30

const count = z.nullish(z.int().check(z.gte(0), z.lte(maxCount)))
/** One figure, or one for each layer. */
const counts = z.nullish(
  z.union([
    z.int().check(z.gte(0), z.lte(maxCount)),
    z.array(z.int().check(z.gte(0), z.lte(maxCount))),
  ]),
)
const number = z.nullish(z.number().check(z.gte(0), z.lte(maxCount)))
const text = z.nullish(z.string())
const texts = z.nullish(z.array(z.string()))

/**
 * What we ask of the part of a `config.json` that tells of the language model, as transformers and mlx-lm name it. Other
 * programs' keys may hold anything.
 */
const configForm = z.object({
  model_type: text,
  num_hidden_layers: count,
  n_layer: count,
  n_layers: count,
  hidden_size: count,
  n_embd: count,
  d_model: count,
  num_attention_heads: count,
  n_head: count,
  n_heads: count,
  num_key_value_heads: counts,
  num_global_key_value_heads: count,
  head_dim: count,
  global_head_dim: count,
  attention_k_eq_v: z.nullish(z.boolean()),
  vocab_size: count,
  intermediate_size: counts,
  moe_intermediate_size: counts,
  num_experts_per_tok: counts,
  moe_topk: counts,
  moe_k: count,
  top_k_experts: count,
  max_position_embeddings: count,
  layer_types: texts,
  layers_block_type: texts,
  hybrid_override_pattern: z.nullish(z.union([z.string(), z.array(z.string())])),
  full_attn_idxs: z.nullish(z.array(z.int())),
  sliding_window: count,
  sliding_window_pattern: z.nullish(
    z.union([z.int().check(z.gte(0), z.lte(maxCount)), z.string()]),
  ),
  attention_chunk_size: count,
  full_attention_interval: count,
  num_kv_shared_layers: count,
  kv_lora_rank: count,
  qk_rope_head_dim: count,
  qk_nope_head_dim: count,
  v_head_dim: count,
  index_head_dim: count,
  linear_num_value_heads: count,
  linear_num_key_heads: count,
  linear_key_head_dim: count,
  linear_value_head_dim: count,
  linear_conv_kernel_dim: count,
  mamba_n_heads: count,
  mamba_d_head: count,
  mamba_d_ssm: count,
  mamba_d_state: count,
  mamba_d_conv: count,
  mamba_n_groups: count,
  mamba_expand: number,
  mamba_num_heads: count,
  mamba_head_dim: count,
  ssm_state_size: count,
  state_size: count,
  conv_kernel: count,
  n_groups: count,
  num_heads: count,
  expand: number,
  conv_L_cache: count,
  tie_word_embeddings: z.nullish(z.boolean()),
})
export type ToldConfig = z.infer<typeof configForm>

/** The `config.json` of a language model, as far as its memory depends on it. */
export interface MlxConfig {
  /** As mlx-lm knows it; of a model that sees or hears, that of its language model. */
  readonly modelType: string
  /** null: of a type that we do not know. */
  readonly traits: MlxTraits | null
  /** The language model is one part of it: mlx-lm loads that alone. */
  readonly isNested: boolean
  readonly layerCount: number
  readonly embeddingLength: number
  /** 0: no layer has attention. */
  readonly headCount: number
  readonly kvHeadCounts: readonly number[]
  readonly headLength: number
  /** null: it is not said. */
  readonly trainedContextTokens: number | null
  readonly told: ToldConfig
}

/** Throws ParseError, naming what is missing or is none. */
export function parseMlxConfig(config: unknown): MlxConfig {
  if (config === null) throw new ParseError('there is no config.json beside it')
  const outer = formOf(outerForm, config)
  const inner = outer.text_config ?? outer.language_config ?? null
  const told = formOf(configForm, inner ?? config)
  // mlx-lm goes by the outer one; of those whose outer one it does not know another program runs the inner one
  const names = [outer.model_type ?? '', told.model_type ?? '']
  const { modelType, traits } = kindOf(names)
  const layerCount = layerCountOf(told)
  const embeddingLength = required(
    told,
    'hidden_size',
    told.hidden_size ?? told.n_embd ?? told.d_model,
  )
  const defaults = traits?.defaults
  const headCount = told.num_attention_heads ?? told.n_head ?? told.n_heads ?? defaults?.heads ?? 0
  const hasAttention = traits === null || traits.recurrent?.by !== 'every'
  if (headCount === 0 && hasAttention)
    throw new ParseError('its config.json has no num_attention_heads')
  return {
    modelType,
    traits,
    isNested: inner !== null,
    layerCount,
    embeddingLength,
    headCount,
    kvHeadCounts: kvHeadCountsOf(told, layerCount, defaults?.kvHeads ?? headCount),
    headLength:
      told.head_dim ??
      defaults?.headLength ??
      (headCount === 0 ? 0 : Math.floor(embeddingLength / headCount)),
    trainedContextTokens: told.max_position_embeddings ?? outer.max_position_embeddings ?? null,
    told,
  }
}

const outerForm = z.object({
  model_type: text,
  max_position_embeddings: count,
  text_config: z.nullish(z.record(z.string(), z.unknown())),
  language_config: z.nullish(z.record(z.string(), z.unknown())),
})

function formOf<T extends z.ZodMiniType>(form: T, value: unknown): z.infer<T> {
  const known = form.safeParse(value)
  if (known.success) return known.data
  const [issue] = known.error.issues
  const where = issue === undefined ? '' : issue.path.join('.')
  throw new ParseError(
    where === ''
      ? 'its config.json tells of no model'
      : `its config.json has something else than expected at ${printable(where, 80)}`,
  )
}

/** The first of its names that we know, without the `_text` of parts; else the first. */
function kindOf(names: readonly string[]): Pick<MlxConfig, 'modelType' | 'traits'> {
  for (const name of names.flatMap((one) => [one, one.replace(/_text$/, '')])) {
    const traits = mlxTraitsOf(name)
    if (traits !== null) return { modelType: name, traits }
  }
  return { modelType: printable(names[0] ?? '', 80), traits: null }
}

/** Some types say it only by the length of their pattern (nemotron_h.py). */
function layerCountOf(told: ToldConfig): number {
  const listed = (told.hybrid_override_pattern ?? told.layers_block_type)?.length
  const layers = listed ?? told.num_hidden_layers ?? told.n_layer ?? told.n_layers
  const layerCount = required(told, 'num_hidden_layers', layers)
  if (layerCount > maxLayers) throw new ParseError(`its config.json claims ${layerCount} layers`)
  return layerCount
}

function kvHeadCountsOf(
  { num_key_value_heads: heads }: ToldConfig,
  layerCount: number,
  usual: number,
): readonly number[] {
  if (typeof heads === 'number' || heads === null || heads === undefined)
    return Array.from({ length: layerCount }, () => heads ?? usual)
  return Array.from({ length: layerCount }, (_, layer) => heads[layer] ?? heads.at(-1) ?? usual)
}

/** The most of one figure for each layer; null: it is not said. */
export const mostOf = (figures: number | readonly number[] | null | undefined): number | null =>
  typeof figures === 'object' && figures !== null
    ? figures.reduce((most, one) => Math.max(most, one), 0)
    : (figures ?? null)

/** The figure that `config.json` has under this name. Throws ParseError where it has none. */
export function required(
  told: ToldConfig,
  name: keyof ToldConfig,
  value: ToldConfig[keyof ToldConfig] = told[name],
): number {
  if (typeof value === 'number' && value > 0) return value
  throw new ParseError(`its config.json has no ${name}`)
}

/**
 * Where llama.cpp uses a tensor, and so on which side it lies (LLM_TENSOR_INFOS of src/llama-arch.cpp; the layer numbers
 * that src/models/*.cpp give to names without one). `input` is the CPU's whatever `-ngl` says; `output` goes with the layer
 * behind the last one.
 */
export type Place =
  | { readonly kind: 'input' }
  | { readonly kind: 'layer'; readonly index: number }
  | { readonly kind: 'output' }

const input: Place = { kind: 'input' }
const output: Place = { kind: 'output' }
const firstLayer: Place = { kind: 'layer', index: 0 }

/** `dec.blk.3.cross_attn_q.weight` (T5), `posnet.0.norm.weight` (WavTokenizer), `blk.61.nextn.eh_proj.weight` (MTP). */
const numbered = /^(?:enc\.|dec\.)?(?:blk|convnext|posnet)\.(\d+)\./

const placesByName: ReadonlyMap<string, Place> = new Map<string, Place>([
  ['token_embd', input],
  ['per_layer_token_embd', input],
  ['position_embd', input],
  ['token_types', input],
  ['masked_embd_centroids', input],
  ['masked_embd_ordering', input],
  ['token_embd_norm', firstLayer],
  ['per_layer_model_proj', firstLayer],
  ['per_layer_proj_norm', firstLayer],
  ['conv1d', firstLayer],
  // Each further device has a copy, of a few hundred bytes.
  ['rope_freqs', firstLayer],
  ['rope_factors_long', firstLayer],
  ['rope_factors_short', firstLayer],
  ['nextn.pre_projection', firstLayer],
])

/** Their converter named the output's norm so (LLM_TENSOR_OUTPUT_NORM_LFM2). */
const misnamedOutputNorm: ReadonlySet<string> = new Set(['lfm2', 'lfm2moe'])

/** What is not listed belongs to the output: its norm, classifiers, `altup_*`, `dense_*`, and the heads of drafts. */
export function placeOf(tensorName: string, architecture: string): Place {
  const index = numbered.exec(tensorName)?.[1]
  if (index !== undefined) return { kind: 'layer', index: Number(index) }
  const name = tensorName.replace(/\.[^.]*$/, '')
  if (name === 'token_embd_norm' && misnamedOutputNorm.has(architecture)) return output
  return placesByName.get(name) ?? output
}

/** What `--cpu-moe` moves, and `--n-cpu-moe` in the first layers (LLM_FFN_EXPS_REGEX of common/common.h): no router, no shared expert. */
export const isExpert = (tensorName: string): boolean =>
  /\.ffn_(?:up|down|gate|gate_up)_(?:ch)?exps/.test(tensorName)

import { describe, expect, it } from 'vitest'

import {
  isExpert,
  placeOf,
  type Place,
} from '../../../src/main/inference/estimate/tensor-places.ts'

const layer = (index: number): Place => ({ kind: 'layer', index })
const input: Place = { kind: 'input' }
const output: Place = { kind: 'output' }

describe('placeOf', () => {
  // LLM_TENSOR_INFOS of src/llama-arch.cpp.
  it.each([
    ['token_embd.weight', 'llama', input],
    ['per_layer_token_embd.weight', 'gemma4', input],
    ['position_embd.weight', 'gpt2', input],
    ['token_types.weight', 'bert', input],
    ['blk.0.attn_norm.weight', 'llama', layer(0)],
    ['blk.41.ffn_down_exps.weight', 'qwen3moe', layer(41)],
    ['blk.61.nextn.eh_proj.weight', 'deepseek2', layer(61)],
    ['dec.blk.3.cross_attn_q.weight', 't5', layer(3)],
    ['enc.blk.2.ffn_up.weight', 't5', layer(2)],
    ['convnext.5.pw1.weight', 'wavtokenizer-dec', layer(5)],
    ['posnet.4.attn_q.weight', 'wavtokenizer-dec', layer(4)],
    ['token_embd_norm.weight', 'bert', layer(0)],
    ['token_embd_norm.bias', 'bloom', layer(0)],
    ['token_embd_norm.weight', 'lfm2', output],
    ['token_embd_norm.weight', 'lfm2moe', output],
    ['per_layer_model_proj.weight', 'gemma3n', layer(0)],
    ['per_layer_proj_norm.weight', 'gemma3n', layer(0)],
    ['rope_freqs.weight', 'llama', layer(0)],
    ['rope_factors_long.weight', 'phi3', layer(0)],
    ['nextn.pre_projection.weight', 'gemma4-assistant', layer(0)],
    ['nextn.post_projection.weight', 'gemma4-assistant', output],
    ['output.weight', 'llama', output],
    ['output_norm.weight', 'llama', output],
    ['enc.output_norm.weight', 't5', output],
    ['dec.output_norm.weight', 't5', output],
    ['cls.weight', 'bert', output],
    ['cls.output.weight', 'bert', output],
    ['altup_proj.weight', 'gemma3n', output],
    ['altup_unembd_proj.weight', 'gemma3n', output],
    ['dense_2.weight', 'gemma-embedding', output],
    ['output_hc_fn.weight', 'deepseek4', output],
    ['fc.weight', 'eagle3', output],
    ['d2t', 'eagle3', output],
  ])('puts %s of %s where its engine uses it', (name, architecture, place) => {
    expect(placeOf(name, architecture)).toEqual(place)
  })
})

describe('isExpert', () => {
  it.each([
    'blk.3.ffn_up_exps.weight',
    'blk.3.ffn_gate_up_exps.weight',
    'blk.3.ffn_down_exps.bias',
    'blk.3.ffn_gate_chexps.weight',
  ])('is true of %s', (name) => {
    expect(isExpert(name)).toBe(true)
  })

  it.each([
    'blk.3.ffn_gate_inp.weight',
    'blk.3.ffn_up_shexp.weight',
    'blk.3.exp_probs_b.bias',
    'blk.3.ffn_norm_exps.weight',
    'blk.3.ffn_up.weight',
    'blk.3.ffn_up.7.weight',
  ])('is false of %s', (name) => {
    expect(isExpert(name)).toBe(false)
  })
})

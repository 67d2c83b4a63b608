/** Parts of the `config.json` of models that people use, as far as their memory depends on them. */

const quantization = { group_size: 64, bits: 4, mode: 'affine' }

export const llama = {
  model_type: 'llama',
  num_hidden_layers: 32,
  hidden_size: 4096,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 128_256,
  max_position_embeddings: 131_072,
  quantization,
}

export const qwen3 = {
  model_type: 'qwen3',
  num_hidden_layers: 28,
  hidden_size: 1024,
  num_attention_heads: 16,
  num_key_value_heads: 8,
  head_dim: 128,
  max_position_embeddings: 40_960,
  quantization,
}

/** Its language model says nothing of heads: gemma3.py has them. */
export const gemma3 = {
  model_type: 'gemma3',
  text_config: {
    model_type: 'gemma3_text',
    num_hidden_layers: 34,
    hidden_size: 2560,
    sliding_window: 1024,
    max_position_embeddings: 131_072,
  },
  vision_config: { hidden_size: 1152 },
  quantization,
}

export const gemma4 = {
  model_type: 'gemma4',
  text_config: {
    model_type: 'gemma4_text',
    num_hidden_layers: 6,
    hidden_size: 1536,
    num_attention_heads: 8,
    num_key_value_heads: 2,
    num_global_key_value_heads: 1,
    attention_k_eq_v: true,
    head_dim: 256,
    global_head_dim: 512,
    num_kv_shared_layers: 1,
    sliding_window: 512,
    layer_types: [
      'sliding_attention', 'sliding_attention', 'full_attention',
      'sliding_attention', 'full_attention', 'sliding_attention',
    ], // prettier-ignore
  },
}

export const qwen35 = {
  model_type: 'qwen3_5_moe',
  text_config: {
    model_type: 'qwen3_5_moe_text',
    num_hidden_layers: 40,
    hidden_size: 2048,
    num_attention_heads: 16,
    num_key_value_heads: 2,
    head_dim: 256,
    full_attention_interval: 4,
    linear_num_value_heads: 32,
    linear_num_key_heads: 16,
    linear_key_head_dim: 128,
    linear_value_head_dim: 128,
    linear_conv_kernel_dim: 4,
    max_position_embeddings: 262_144,
  },
}

export const deepseekV3 = {
  model_type: 'deepseek_v3',
  num_hidden_layers: 61,
  hidden_size: 7168,
  num_attention_heads: 128,
  num_key_value_heads: 128,
  kv_lora_rank: 512,
  qk_rope_head_dim: 64,
  qk_nope_head_dim: 128,
  v_head_dim: 128,
  max_position_embeddings: 163_840,
}

export const gptOss = {
  model_type: 'gpt_oss',
  num_hidden_layers: 24,
  hidden_size: 2880,
  num_attention_heads: 64,
  num_key_value_heads: 8,
  head_dim: 64,
  sliding_window: 128,
  layer_types: Array.from({ length: 24 }, (_, layer) =>
    layer % 2 === 0 ? 'sliding_attention' : 'full_attention',
  ),
  max_position_embeddings: 131_072,
  quantization: { group_size: 32, bits: 4, mode: 'mxfp4' },
}

export const granite = {
  model_type: 'granitemoehybrid',
  num_hidden_layers: 4,
  hidden_size: 1536,
  num_attention_heads: 12,
  num_key_value_heads: 4,
  layer_types: ['mamba', 'attention', 'mamba', 'mamba'],
  mamba_n_heads: 48,
  mamba_d_head: 64,
  mamba_d_state: 128,
  mamba_d_conv: 4,
  mamba_n_groups: 1,
}

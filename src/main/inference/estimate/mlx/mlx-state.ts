import { required, type MlxConfig } from './mlx-config.ts'

/** What a recurrent layer keeps of one sequence (`ArraysCache`). */
export interface MlxState {
  /** In the type of the model's activations. */
  readonly convolutionElements: number
  /** In F32. */
  readonly stateElements: number
}

export function recurrentStateOf(config: MlxConfig): MlxState {
  const { told, traits, embeddingLength } = config
  switch (traits?.recurrent?.state) {
    case undefined:
      return { convolutionElements: 0, stateElements: 0 }
    case 'gated delta': {
      const keys = required(told, 'linear_num_key_heads') * required(told, 'linear_key_head_dim')
      const values =
        required(told, 'linear_num_value_heads') * required(told, 'linear_value_head_dim')
      return {
        convolutionElements: (required(told, 'linear_conv_kernel_dim') - 1) * (2 * keys + values),
        stateElements: values * required(told, 'linear_key_head_dim'),
      }
    }
    case 'short convolution':
      return {
        convolutionElements: (required(told, 'conv_L_cache') - 1) * embeddingLength,
        stateElements: 0,
      }
    case 'mamba': {
      const inner = innerOf(config)
      const kernel = required(told, 'conv_kernel', told.conv_kernel ?? told.mamba_d_conv)
      const state = required(told, 'state_size', told.state_size ?? told.mamba_d_state)
      return { convolutionElements: (kernel - 1) * inner, stateElements: inner * state }
    }
    case 'mamba2':
      return mamba2StateOf(config)
  }
}

/** The same under three families of names: Mamba's own, IBM's and TII's `mamba_d_*`, NVIDIA's. */
function mamba2StateOf({ told }: MlxConfig): MlxState {
  const heads = told.mamba_n_heads ?? told.mamba_num_heads ?? told.num_heads
  const length = told.mamba_d_head ?? told.mamba_head_dim ?? told.head_dim
  const inner =
    told.mamba_d_ssm ??
    required(told, 'mamba_n_heads', heads) * required(told, 'mamba_d_head', length)
  const state = required(
    told,
    'mamba_d_state',
    told.mamba_d_state ?? told.ssm_state_size ?? told.state_size,
  )
  const kernel = required(told, 'mamba_d_conv', told.mamba_d_conv ?? told.conv_kernel)
  const groups = required(told, 'mamba_n_groups', told.mamba_n_groups ?? told.n_groups)
  return {
    convolutionElements: (kernel - 1) * (inner + 2 * groups * state),
    stateElements: inner * state,
  }
}

/** mamba.py: twice the width where it is not said. */
const usualExpansion = 2

const innerOf = ({ told, embeddingLength }: MlxConfig): number =>
  told.intermediate_size ??
  Math.floor(embeddingLength * (told.expand ?? told.mamba_expand ?? usualExpansion))

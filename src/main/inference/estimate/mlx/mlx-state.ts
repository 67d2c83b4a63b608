import { mostOf, required, type MlxConfig, type ToldConfig } from './mlx-config.ts'

/** What a recurrent layer keeps of one sequence (`ArraysCache`). */
export interface MlxState {
  /** In the type of the model's activations. */
  readonly convolutionElements: number
  /** In F32. */
  readonly stateElements: number
}

/** How wide one token is in a recurrent layer: what is convolved, and what is read of it. */
export interface MlxChannels {
  readonly convolution: number
  readonly values: number
}

export function channelsOf(config: MlxConfig): MlxChannels {
  const { told, traits, embeddingLength } = config
  switch (traits?.recurrent?.state) {
    case undefined:
      return { convolution: 0, values: 0 }
    case 'gated delta': {
      const keys = required(told, 'linear_num_key_heads') * required(told, 'linear_key_head_dim')
      const values =
        required(told, 'linear_num_value_heads') * required(told, 'linear_value_head_dim')
      return { convolution: 2 * keys + values, values }
    }
    case 'short convolution':
      return { convolution: embeddingLength, values: embeddingLength }
    case 'mamba': {
      const inner = innerOf(config)
      return { convolution: inner, values: inner }
    }
    case 'mamba2': {
      const length = told.mamba_d_head ?? told.mamba_head_dim ?? told.head_dim
      const inner = told.mamba_d_ssm ?? mamba2HeadsOf(told) * required(told, 'mamba_d_head', length)
      const groups = required(told, 'mamba_n_groups', told.mamba_n_groups ?? told.n_groups)
      return { convolution: inner + 2 * groups * mamba2StateLengthOf(told), values: inner }
    }
  }
}

export function recurrentStateOf(config: MlxConfig): MlxState {
  const { told, traits } = config
  const { convolution, values } = channelsOf(config)
  const stateOf = (kernel: number, stateLength: number): MlxState => ({
    convolutionElements: (kernel - 1) * convolution,
    stateElements: values * stateLength,
  })
  switch (traits?.recurrent?.state) {
    case undefined:
      return { convolutionElements: 0, stateElements: 0 }
    case 'gated delta':
      return stateOf(
        required(told, 'linear_conv_kernel_dim'),
        required(told, 'linear_key_head_dim'),
      )
    case 'short convolution':
      return stateOf(required(told, 'conv_L_cache'), 0)
    case 'mamba':
      return stateOf(
        required(told, 'conv_kernel', told.conv_kernel ?? told.mamba_d_conv),
        required(told, 'state_size', told.state_size ?? told.mamba_d_state),
      )
    case 'mamba2':
      return stateOf(
        required(told, 'mamba_d_conv', told.mamba_d_conv ?? told.conv_kernel),
        mamba2StateLengthOf(told),
      )
  }
}

// the same under three families of names: Mamba's own, IBM's and TII's `mamba_d_*`, NVIDIA's

export const mamba2HeadsOf = (told: ToldConfig): number =>
  required(told, 'mamba_n_heads', told.mamba_n_heads ?? told.mamba_num_heads ?? told.num_heads)

const mamba2StateLengthOf = (told: ToldConfig): number =>
  required(told, 'mamba_d_state', told.mamba_d_state ?? told.ssm_state_size ?? told.state_size)

/** mamba.py: twice the width where it is not said. */
const usualExpansion = 2

const innerOf = ({ told, embeddingLength }: MlxConfig): number =>
  mostOf(told.intermediate_size) ??
  Math.floor(embeddingLength * (told.expand ?? told.mamba_expand ?? usualExpansion))

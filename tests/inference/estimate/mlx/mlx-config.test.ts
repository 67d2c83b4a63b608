import { describe, expect, test } from 'vitest'
import { parseMlxConfig } from '../../../../src/main/inference/estimate/mlx/mlx-config.ts'
import { mlxFactsOf } from '../../../../src/main/inference/estimate/mlx/mlx-facts.ts'
import { estimateMlx } from '../../../../src/main/inference/estimate/mlx/estimate-mlx.ts'
import { defaultMlxRun } from '../../../../src/main/inference/estimate/mlx/mlx-run.ts'
import { ParseError } from '../../../../src/shared/parse.ts'
import * as configs from './configs.ts'
import { affine, anyTensors, mxfp4, readModel, tensor, type Tensors } from './write-folder.ts'

const { num_hidden_layers: _, ...withoutLayers } = configs.llama
const { num_attention_heads: __, ...withoutHeads } = configs.llama
const { sliding_window: ___, ...withoutWindow } = {
  ...configs.llama,
  sliding_window: 0,
  layer_types: ['sliding_attention'],
}
const { linear_key_head_dim: ____, ...withoutKeys } = configs.qwen35.text_config

describe('a config.json', () => {
  test.each<readonly [string, unknown, string]>([
    ['that is not there', null, 'there is no config.json beside it'],
    ['of something else', [1, 2], 'its config.json tells of no model'],
    ['without layers', withoutLayers, 'its config.json has no num_hidden_layers'],
    ['without heads', withoutHeads, 'its config.json has no num_attention_heads'],
    ['with no layers', { ...configs.llama, num_hidden_layers: 0 }, 'its config.json has no num_hidden_layers'],
    ['with too many layers', { ...configs.llama, num_hidden_layers: 1e9 }, 'its config.json claims 1000000000 layers'],
    ['with a text for a number', { ...configs.llama, head_dim: 'x' }, 'its config.json has something else than expected at head_dim'],
    ['with less than nothing', { ...configs.llama, hidden_size: -1 }, 'its config.json has something else than expected at hidden_size'],
    ['with half a head', { ...configs.llama, num_key_value_heads: 0.5 }, 'its config.json has something else than expected at num_key_value_heads'],
    ['with too wide a head', { ...configs.llama, head_dim: 2 ** 60 }, 'its config.json has something else than expected at head_dim'],
    ['that slides without a window', withoutWindow, 'its config.json has no sliding_window'],
    ['of a hybrid without its state', withoutKeys, 'its config.json has no linear_key_head_dim'],
  ])('%s is refused in one sentence', async (_name, config, message) => {
    const model = await readModel(config)
    expect(() => estimateMlx(model, defaultMlxRun)).toThrow(new ParseError(message))
  }) // prettier-ignore

  test('of a model that sees tells of its language model', () => {
    expect(parseMlxConfig(configs.gemma3)).toMatchObject({
      modelType: 'gemma3',
      isNested: true,
      layerCount: 34,
      headCount: 8,
      headLength: 256,
      trainedContextTokens: 131_072,
    })
  })

  test('that names a type which we know only within is taken by that', () => {
    const config = { model_type: 'kimi_vl', text_config: configs.deepseekV3 }
    expect(parseMlxConfig(config).modelType).toBe('deepseek_v3')
  })

  test('may name heads of each layer', () => {
    const { kvHeadCounts } = parseMlxConfig({
      ...configs.llama,
      num_hidden_layers: 3,
      num_key_value_heads: [8, 2],
    })
    expect(kvHeadCounts).toEqual([8, 2, 2])
  })
})

describe('the quantization', () => {
  const quantizationOf = async (quantization: unknown, tensors: Tensors): Promise<string> =>
    mlxFactsOf(await readModel({ ...configs.llama, quantization }, tensors)).quantization
  const usual = { group_size: 64, bits: 4 }

  test('of one kind is said by its bits and groups', async () => {
    expect(await quantizationOf(usual, anyTensors)).toBe('4 bit, groups of 64')
  })

  test('of several kinds is said with the bits of a weight on average', async () => {
    const tensors = { ...affine('a', 64, 128), ...affine('b', 64, 128, { bits: 8 }) }
    // (4 + 8) / 2, and a scale and a bias of 16 bit for 64 weights
    const table = { ...usual, b: { group_size: 64, bits: 8 } }
    expect(await quantizationOf(table, tensors)).toBe(
      'mixed: 4 and 8 bit, groups of 64, 6.5 bits per weight',
    )
  })

  test('leaves out what is not quantized', async () => {
    const tensors = {
      ...affine('a', 64, 128),
      ...tensor('b.weight', 'BF16', 64, 128),
      ...tensor('c.weight', 'U32', 64, 128),
    }
    const table = { ...usual, b: false, c: { group_size: 64, bits: 8 } }
    expect(await quantizationOf(table, tensors)).toBe('4 bit, groups of 64')
  })

  test('may be mxfp4', async () => {
    const table = { group_size: 32, bits: 4, mode: 'mxfp4' }
    expect(await quantizationOf(table, mxfp4('a', 64, 128))).toBe('mxfp4, groups of 32')
  })

  test('of a model without one is the type of its weights', async () => {
    expect(await quantizationOf(undefined, tensor('a.weight', 'BF16', 8, 8))).toBe('bf16')
  })

  test('of another program is named', async () => {
    const config = {
      ...configs.llama,
      quantization: null,
      quantization_config: { quant_method: 'bitsandbytes' },
    }
    const model = await readModel(config, tensor('a.weight', 'U8', 8, 8))
    expect(mlxFactsOf(model).quantization).toBe('bitsandbytes')
    expect(estimateMlx(model, defaultMlxRun).remarks).toContain(
      'Its weights are quantized by bitsandbytes, which mlx-lm may not be able to load.',
    )
  })
})

import { describe, expect, test } from 'vitest'
import { estimateMlx } from '../../../../src/main/inference/estimate/mlx/estimate-mlx.ts'
import { defaultMlxRun, type MlxRun } from '../../../../src/main/inference/estimate/mlx/mlx-run.ts'
import type { Need, NeedPart, PartName } from '../../../../src/main/inference/estimate/need.ts'
import * as configs from './configs.ts'
import { affine, anyTensors, readModel, tensor, type Tensors } from './write-folder.ts'

const need = async (config: unknown, run: Partial<MlxRun>, tensors?: Tensors): Promise<Need> =>
  estimateMlx(await readModel(config, tensors), { ...defaultMlxRun, ...run })

function part({ parts }: Need, name: PartName): NeedPart {
  const found = parts.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no part ${name}`)
  return found
}

const kv = async (config: unknown, run: Partial<MlxRun>): Promise<number> =>
  part(await need(config, run), 'kv').bytes

describe('keys and values', () => {
  test('grow in steps of 256 tokens in every layer', async () => {
    const bytesPerToken = 32 * 8 * (128 + 128) * 2
    expect(await kv(configs.llama, { contextTokens: 4096 })).toBe(4096 * bytesPerToken)
    expect(await kv(configs.llama, { contextTokens: 4097 })).toBe(4352 * bytesPerToken)
    expect(await kv(configs.llama, { contextTokens: 1 })).toBe(256 * bytesPerToken)
  })

  test('are there once for each sequence', async () => {
    const one = await kv(configs.llama, { contextTokens: 4096 })
    expect(await kv(configs.llama, { contextTokens: 4096, parallel: 4 })).toBe(4 * one)
  })

  test('say how they come about, and how far off they may be', async () => {
    const { formula, band, basis } = part(await need(configs.llama, { contextTokens: 4096 }), 'kv')
    expect(formula).toBe('32·4096·8·(256 + 256)')
    // one layer copied while it grows, and a step that begins anywhere
    const layerBytes = 4096 * 8 * 512
    expect(band).toEqual({ lessBytes: 0, moreBytes: layerBytes + 255 * 32 * 8 * 512 })
    expect(basis).toBe('approximate')
  })
})

describe('keys and values of types that do it their own way', () => {
  test('stop at the window of sliding layers and the chunk of a prompt', async () => {
    // five of gemma3's 34 layers do not slide: 5, 11, 17, 23, 29
    const row = 4 * (256 + 256) * 2
    const expected = (5 * 32_768 + 29 * (1024 + 2047)) * row
    expect(await kv(configs.gemma3, { contextTokens: 32_768 })).toBe(expected)
    expect(await kv(configs.gemma3, { contextTokens: 1024 })).toBe(34 * 1024 * row)
  })

  test('slide as layer_types say it', async () => {
    const row = 8 * (64 + 64) * 2
    const expected = (12 * 131_072 + 12 * (128 + 2047)) * row
    expect(await kv(configs.gptOss, { contextTokens: 131_072 })).toBe(expected)
  })

  test('of Gemma 4 have other heads where nothing slides, and none in layers that share', async () => {
    const sliding = 3 * (512 + 2047) * 2 * (256 + 256) * 2
    const full = 2 * 8192 * 1 * (512 + 512) * 2
    expect(await kv(configs.gemma4, { contextTokens: 8192 })).toBe(sliding + full)
  })

  test('are in every fourth layer of a hybrid', async () => {
    expect(await kv(configs.qwen35, { contextTokens: 8192 })).toBe(10 * 8192 * 2 * (256 + 256) * 2)
  })

  test('are compressed where mlx-lm keeps them so', async () => {
    const latent = 61 * 4096 * (512 + 64) * 2
    expect(await kv(configs.deepseekV3, { contextTokens: 4096 })).toBe(latent)
    const { remarks } = await need(configs.deepseekV3, { contextTokens: 4096 })
    expect(remarks).toContain(
      'Older versions of mlx-lm keep whole heads of this type of model: 20.5 GB.',
    )
  })

  test('are whole heads where it does not', async () => {
    const config = { ...configs.deepseekV3, model_type: 'deepseek_v2' }
    expect(await kv(config, { contextTokens: 4096 })).toBe(61 * 4096 * 128 * (192 + 128) * 2)
  })

  test('take chunks in Llama 4, but for every fourth layer', async () => {
    const config = { ...configs.llama, model_type: 'llama4', attention_chunk_size: 8192 }
    const expected = (8 * 65_536 + 24 * (8192 + 2048)) * 8 * 256 * 2
    expect(await kv(config, { contextTokens: 65_536 })).toBe(expected)
  })

  test('are as wide as the weights of a model that is F32', async () => {
    const model = await readModel(configs.llama, tensor('model.embed_tokens.weight', 'F32', 64, 64))
    const { parts } = estimateMlx(model, { ...defaultMlxRun, contextTokens: 256 })
    expect(parts.find(({ name }) => name === 'kv')?.bytes).toBe(256 * 32 * 8 * 256 * 4)
  })
})

describe('a type that is not known', () => {
  const config = { ...configs.llama, model_type: 'llama9', sliding_window: 512, layer_types: [] }

  test('keeps everything in every layer, and says that it is an upper bound', async () => {
    const found = await need(config, { contextTokens: 4096 })
    expect(part(found, 'kv')).toMatchObject({
      bytes: 4096 * 32 * 8 * 256 * 2,
      basis: 'upper bound',
    })
    expect(found.remarks[0]).toBe(
      'The type llama9 is not known: all layers are taken to keep everything, which is an upper bound.',
    )
  })
})

describe('recurrent layers', () => {
  test('of a gated delta net keep a convolution in 16 bit and a state in F32', async () => {
    const found = part(await need(configs.qwen35, { contextTokens: 8192 }), 'recurrent')
    const convolution = 3 * (2 * 16 * 128 + 32 * 128)
    const state = 32 * 128 * 128
    expect(found.bytes).toBe(30 * (convolution * 2 + state * 4))
    expect(found.band).toEqual({ lessBytes: (30 * state * 4) / 2, moreBytes: 0 })
  })

  test('of Mamba 2 stand where layer_types say it, once for each sequence', async () => {
    const run = { contextTokens: 256, parallel: 2 }
    const found = await need(configs.granite, run)
    const inner = 48 * 64
    expect(part(found, 'recurrent').bytes).toBe(
      3 * 2 * (3 * (inner + 2 * 128) * 2 + inner * 128 * 4),
    )
    expect(part(found, 'kv').bytes).toBe(2 * 256 * 4 * (128 + 128) * 2)
  })

  test('are all that Mamba has, whatever the length', async () => {
    const config = {
      model_type: 'mamba2', num_hidden_layers: 2, hidden_size: 64, num_heads: 4, head_dim: 32,
      state_size: 16, conv_kernel: 4, n_groups: 1,
    } // prettier-ignore
    const found = await need(config, { contextTokens: 1_000_000 })
    expect(part(found, 'kv').bytes).toBe(0)
    expect(part(found, 'recurrent').bytes).toBe(2 * (3 * (128 + 32) * 2 + 128 * 16 * 4))
  })

  test('are none in a model of attention alone', async () => {
    const { parts } = await need(configs.llama, {})
    expect(parts.map(({ name }) => name)).toEqual(['weights', 'kv', 'compute'])
  })
})

describe('weights', () => {
  test('are what all tensors take', async () => {
    const tensors = { ...affine('lm_head', 512, 128), ...tensor('model.norm.weight', 'BF16', 128) }
    const found = part(await need(configs.llama, {}, tensors), 'weights')
    const bytes = 512 * 64 + 2 * 512 * 2 * 2 + 256
    expect(found).toMatchObject({ bytes, onGpuBytes: bytes, basis: 'exact' })
    expect(found.band).toEqual({ lessBytes: 0, moreBytes: 0 })
  })

  test('may be less by what mlx-lm leaves out: senses, layers behind the last, doubles', async () => {
    const tensors = {
      ...tensor('vision_tower.encoder.layers.40.mlp.fc1.weight', 'BF16', 100, 10),
      ...tensor('language_model.model.layers.34.mtp_block.weight', 'BF16', 10, 10),
      ...tensor('language_model.model.layers.33.mlp.weight', 'BF16', 50, 50),
      ...tensor('mtp.fc.weight', 'BF16', 10),
    }
    const found = await need(configs.gemma3, {}, tensors)
    expect(part(found, 'weights')).toMatchObject({
      bytes: 2000 + 200 + 5000 + 20,
      band: { lessBytes: 2000 + 200 + 20, moreBytes: 0 },
    })
    expect(found.remarks).toContain(
      '2 kB of its weights are for images or sound: mlx-lm leaves them out, programs that use them load them.',
    )
    expect(found.remarks).toContain('220 B of its weights are in no layer that mlx-lm runs.')
  })

  test('hold a tied table once, though the file has it twice', async () => {
    const tensors = { ...anyTensors, ...tensor('lm_head.weight', 'BF16', 10, 10) }
    const config = { ...configs.llama, tie_word_embeddings: true }
    expect(part(await need(config, {}, tensors), 'weights').band?.lessBytes).toBe(200)
    expect(part(await need(configs.llama, {}, tensors), 'weights').band?.lessBytes).toBe(0)
  })

  test('in FP8 may become 16 bit', async () => {
    const tensors = { ...anyTensors, ...tensor('model.layers.1.mlp.weight', 'F8_E4M3', 128, 128) }
    const { band, basis } = part(await need(configs.deepseekV3, {}, tensors), 'weights')
    expect(band).toEqual({ lessBytes: 0, moreBytes: 128 * 128 })
    expect(basis).toBe('approximate')
  })
})

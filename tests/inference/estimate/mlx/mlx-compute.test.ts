import { describe, expect, test } from 'vitest'
import { estimateMlx } from '../../../../src/main/inference/estimate/mlx/estimate-mlx.ts'
import { mlxPlanOf } from '../../../../src/main/inference/estimate/mlx/mlx-plan.ts'
import { defaultMlxRun, type MlxRun } from '../../../../src/main/inference/estimate/mlx/mlx-run.ts'
import type { NeedPart } from '../../../../src/main/inference/estimate/need.ts'
import * as configs from './configs.ts'
import { readModel } from './write-folder.ts'

async function compute(config: unknown, run: Partial<MlxRun>): Promise<NeedPart> {
  const { parts } = estimateMlx(await readModel(config), { ...defaultMlxRun, ...run })
  const found = parts.find(({ name }) => name === 'compute')
  if (found === undefined) throw new Error('nothing is computed')
  return found
}

const logits = 4 * 128_256 * 2
/** 6 rows of 4096, 3 of queries, 2 of keys and values, 3 of a network four times as wide. */
const width = 6 * 4096 + 3 * 4096 + 2 * 8 * 256 + 3 * 16_384
const words = 64 * 16 + 2 * 64 * 2 + 128

describe('what MLX has begun and not ended', () => {
  test('are ten buffers of 50 Mi elements, a third of them read twice, when chunks are long', async () => {
    const { bytes, basis, formula } = await compute(configs.llama, { contextTokens: 131_072 })
    const copy = 131_072 * 8 * 512
    const elements = width * 2048
    const begun = Math.round((10 * 50 * 2 ** 20 * elements * 2) / (1.5 * elements + words / 32))
    expect(begun / 2).toBeCloseTo((10 * 50 * 2 ** 20) / 1.5, -3)
    expect(bytes).toBe(begun + copy + logits)
    expect(basis).toBe('approximate')
    expect(formula).toBe(
      `${begun} begun and not ended + 536870912 of a cache that grows + 4·256512 of logits`,
    )
  })

  test('are layers of 24 steps, fifty in each of ten buffers, when the text is short', async () => {
    const { bytes } = await compute(configs.llama, { contextTokens: 16 })
    const layers = (10 * 50) / 24
    expect(bytes).toBe(Math.round(layers * 16 * width * 2) + 256 * 8 * 512 + logits)
  })

  test('are no more layers than there are', async () => {
    const { bytes } = await compute(
      { ...configs.llama, num_hidden_layers: 4 },
      { contextTokens: 16 },
    )
    expect(bytes).toBe(4 * 16 * width * 2 + 256 * 8 * 512 + logits)
  })

  test('are at least ten steps, however large they are', async () => {
    const config = { ...configs.llama, intermediate_size: 2 ** 20, vocab_size: 0 }
    const { bytes } = await compute(config, { contextTokens: 2048 })
    const wide = width + 3 * (2 ** 20 - 16_384)
    expect(bytes).toBe(Math.round((10 / 24) * 2048 * wide * 2) + 2048 * 8 * 512)
  })

  test('go with the chunk, which is no longer than the text', async () => {
    const tokens = async (run: Partial<MlxRun>) => (await compute(configs.llama, run)).formula
    const short = await tokens({ contextTokens: 512 })
    expect(await tokens({ contextTokens: 512, prefillStepTokens: 512 })).toBe(short)
    expect(await tokens({ contextTokens: 512, prefillStepTokens: 8192 })).toBe(short)
    expect(await tokens({ contextTokens: 512, prefillStepTokens: 16 })).not.toBe(short)
  })

  test('may be nothing, or twice that, with logits of a chunk, and 64 MiB that no shape tells of', async () => {
    const { bytes, band } = await compute(configs.llama, { contextTokens: 16 })
    const begun = bytes - 256 * 8 * 512 - logits
    expect(band).toEqual({
      lessBytes: bytes,
      moreBytes: begun + 16 * 128_256 * 2 + 2 ** 26,
    })
  })

  test('may be there for each prompt that is read at once, of which there are eight', async () => {
    const one = await compute(configs.llama, { contextTokens: 4096 })
    const many = await compute(configs.llama, { contextTokens: 4096, parallel: 32 })
    expect(many.bytes).toBe(one.bytes)
    expect((many.band?.moreBytes ?? 0) - (one.band?.moreBytes ?? 0)).toBe(7 * (one.bytes - logits))
  })
})

describe('how wide one token is in a layer', () => {
  const experts = { intermediate_size: 3072, moe_intermediate_size: 768, num_experts_per_tok: 8 }
  const kept = 6 * 1024 + 3 * 16 * 128 + 2 * 8 * 256
  const mamba = { model_type: 'mamba', num_hidden_layers: 2, hidden_size: 64, state_size: 16, conv_kernel: 4 } // prettier-ignore
  test.each<readonly [string, object, number]>([
    ['llama', configs.llama, width],
    ['a network of each layer', { ...configs.llama, intermediate_size: [16_384, 8192] }, width],
    ['experts', { ...configs.qwen3, ...experts }, kept + 8 * (4 * 1024 + 3 * 768)],
    ['experts as wide as the network', { ...configs.qwen3, intermediate_size: 512, num_experts_per_tok: 2 }, kept + 2 * (4 * 1024 + 3 * 512)],
    ['layers beside experts', { ...configs.qwen3, ...experts, num_experts_per_tok: 1 }, kept + 3 * 3072],
    ['a compressed cache', configs.deepseekV3, 6 * 7168 + 3 * 128 * 192 + 2 * 576 + 3 * 4 * 7168],
    ['a gated delta net', configs.qwen35, 6 * 2048 + 4 * (2 * 2048 + 4096) + 3 * 4096 + 3 * 4 * 2048],
    ['Mamba alone', mamba, 6 * 64 + (4 + 3) * 128],
    ['attention beside Mamba 2', { ...configs.granite, model_type: 'falcon_h1' }, 6 * 1536 + 3 * 1536 + 2 * 4 * 256 + 4 * (3072 + 256) + 3 * 3072 + 3 * 4 * 1536],
  ])('%s', async (_name, config, expected) => {
    expect(mlxPlanOf(await readModel(config)).layerWidth).toBe(expected)
  }) // prettier-ignore
})

describe('scores', () => {
  const of = async (config: unknown, run: Partial<MlxRun>): Promise<string> =>
    / \+ ([^+]+ \+ [^+]+) of scores/.exec((await compute(config, run)).formula)?.[1] ?? 'none'

  test('are none where attention is fused', async () => {
    expect(await of(configs.llama, { contextTokens: 131_072 })).toBe('none')
  })

  test('are a row of all tokens for each token and head, and a mask, where it is not', async () => {
    const run = { contextTokens: 65_536 }
    expect(await of(configs.qwen35, run)).toBe('65536·16·2048·2 + 65536·2048')
    const { bytes, formula, band } = await compute(configs.qwen35, run)
    const [begun = 0] = [...formula.matchAll(/^\d+/g)].map(Number)
    const copy = 65_536 * 2 * 1024
    const layer = 2048 * 65_536 * 16 * 2
    expect(bytes).toBe(begun + copy + layer + 65_536 * 2048)
    // newer versions have a kernel for heads of 256
    expect(band).toEqual({ lessBytes: bytes, moreBytes: begun + layer + 2 ** 26 })
  })

  test('are no longer than the text', async () => {
    expect(await of(configs.qwen35, { contextTokens: 300 })).toBe('512·16·300·2 + 512·300')
  })

  test('are there of two layers where neighbours have them', async () => {
    const config = { ...configs.qwen3, head_dim: 256 }
    expect(await of(config, { contextTokens: 4096 })).toBe('8192·16·2048·2 + 4096·2048')
    const beside = 32_768 + 1024 + 2047
    expect(await of(configs.gemma3, { contextTokens: 32_768 })).toBe(
      `${beside}·8·2048·2 + 32768·2048`,
    )
  })

  test('are there where keys and values differ in length', async () => {
    const latent = { qk_nope_head_dim: 64, qk_rope_head_dim: 64, v_head_dim: 64 }
    const config = { ...configs.deepseekV3, ...latent, model_type: 'deepseek_v2' }
    expect(await of(config, { contextTokens: 4096 })).toBe('8192·128·2048·2 + 4096·2048')
  })

  test('stand beside what a compressed cache unfolds to, in every version', async () => {
    const run = { contextTokens: 4096 }
    expect(await of(configs.deepseekV3, run)).toBe('8192·128·2304·2 + 4096·2048')
    const { bytes, band } = await compute(configs.deepseekV3, run)
    expect(band?.lessBytes).toBe(bytes - 4096 * 128 * 2304 * 2)
  })

  test('are none of the indexer of sparse attention', async () => {
    const sparse = { model_type: 'deepseek_v32', index_head_dim: 128, num_hidden_layers: 1 }
    const config = { ...configs.deepseekV3, ...sparse }
    expect(await of(config, { contextTokens: 4096 })).toBe('4096·128·2304·2 + 4096·2048')
  })
})

describe('the scan of Mamba 2', () => {
  test('has twenty arrays of each token with 256 others in each head, in F32', async () => {
    const { formula, bytes, band } = await compute(configs.granite, { contextTokens: 4096 })
    const scan = 20 * 48 * 2048 * 256 * 4
    expect(formula).toContain(` + ${scan} of a scan`)
    expect(bytes - (band?.lessBytes ?? 0)).toBe(scan / 2)
    const short = await compute(configs.granite, { contextTokens: 100 })
    expect(short.formula).toContain(` + ${20 * 48 * 100 * 100 * 4} of a scan`)
  })

  test('is in no other', async () => {
    expect((await compute(configs.qwen35, {})).formula).not.toContain('scan')
  })
})

test('a config.json that claims more than 2^53 bytes is refused in one sentence', async () => {
  const config = { ...configs.llama, num_key_value_heads: 2 ** 30, head_dim: 2 ** 20 }
  const model = await readModel(config)
  expect(() => estimateMlx(model, { ...defaultMlxRun, contextTokens: 4096 })).toThrow(
    'its config.json claims more than any machine could hold',
  )
})

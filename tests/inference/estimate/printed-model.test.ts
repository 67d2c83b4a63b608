import { describe, expect, it } from 'vitest'
import {
  hyperparametersOfPrinted,
  parsePrintedModel,
  weightsOfPrinted,
} from '../../../src/main/inference/estimate/printed-model.ts'
import { ParseError } from '../../../src/shared/parse.ts'

/** A hybrid, as builds of 2026 print it. */
const today = `
0.00.154.000 I llama_model_loader: loaded meta data with 46 key-value pairs and 427 tensors from m.gguf (version GGUF V3 (latest))
0.00.154.001 I llama_model_loader: Dumping metadata keys/values. Note: KV overrides do not apply in this output.
0.00.154.002 I llama_model_loader: - kv   0:                       general.architecture str              = qwen35
0.00.154.003 I llama_model_loader: - kv   1:                               general.name str              = Some = Name
0.00.154.004 I llama_model_loader: - kv   2:                        qwen35.block_count u32              = 8
0.00.154.005 I llama_model_loader: - kv   3:                     qwen35.context_length u32              = 262144
0.00.154.006 I llama_model_loader: - kv   4:                 qwen35.attention.head_count u32              = 16
0.00.154.007 I llama_model_loader: - kv   5:     qwen35.attention.layer_norm_rms_epsilon f32              = 0.000001
0.00.154.008 I llama_model_loader: - kv   6:                  qwen35.rope.dimension_sections arr[i32,4]       = [11, 11, 10, 0]
0.00.154.009 I llama_model_loader: - kv   7:                      tokenizer.ggml.tokens arr[str,248320]  = ["!", "\\"", "#", "$", "%", "&", "'", ...
0.00.154.010 I llama_model_loader: - kv   8:               tokenizer.ggml.add_bos_token bool             = false
0.00.154.011 I llama_model_loader: - type  f32:  177 tensors
0.00.200.000 I print_info: file format = GGUF V3 (latest)
0.00.200.001 I print_info: file type   = Q4_K - Small
0.00.200.002 I print_info: file size   = 5.01 GiB (4.81 BPW)
0.00.200.003 I print_info: arch                  = qwen35
0.00.200.004 I print_info: n_ctx_train           = 262144
0.00.200.005 I print_info: n_embd                = 4096
0.00.200.006 I print_info: n_layer               = 8
0.00.200.007 I print_info: n_head                = 16
0.00.200.008 I print_info: n_head_kv             = [0, 0, 0, 4, 0, 0, 0, 4]
0.00.200.009 I print_info: n_swa                 = 0
0.00.200.010 I print_info: n_embd_head_k         = 256
0.00.200.011 I print_info: n_embd_head_v         = 256
0.00.200.012 I print_info: f_norm_rms_eps        = 1.0e-06
0.00.200.013 I print_info: ssm_d_conv            = 4
0.00.200.014 I print_info: ssm_d_inner           = 4096
0.00.200.015 I print_info: n_vocab               = 248320
`

/** A dense one, as builds of 2024 did, without the lines of its header. */
const old = `
llm_load_print_meta: format           = GGUF V3 (latest)
llm_load_print_meta: arch             = qwen2
llm_load_print_meta: n_vocab          = 151665
llm_load_print_meta: n_ctx_train      = 131072
llm_load_print_meta: n_embd           = 5120
llm_load_print_meta: n_layer          = 48
llm_load_print_meta: n_head           = 40
llm_load_print_meta: n_head_kv        = 8
llm_load_print_meta: n_embd_head_k    = 128
llm_load_print_meta: n_embd_head_v    = 128
llm_load_print_meta: model size       = 9.78 GiB (5.69 BPW)
`

describe('a model that an engine has printed', () => {
  it('is read from lines of today', () => {
    const printed = parsePrintedModel(today)
    expect(printed.metadata.get('general.name')).toBe('Some = Name')
    expect(printed.metadata.get('tokenizer.ggml.tokens')).toEqual({ itemCount: 248_320 })
    expect(printed.metadata.get('qwen35.rope.dimension_sections')).toEqual([11, 11, 10, 0])
    expect(printed.metadata.get('tokenizer.ggml.add_bos_token')).toBe(false)
    expect(printed.words.get('file type')).toBe('Q4_K - Small')
    expect(hyperparametersOfPrinted(printed)).toMatchObject({
      architecture: 'qwen35',
      layerCount: 8,
      trainedContextTokens: 262_144,
      vocabularySize: 248_320,
      kvHeadCounts: [0, 0, 0, 4, 0, 0, 0, 4],
      keyLength: 256,
      slidingWindowTokens: null,
      ssm: { convolutionKernel: 4, innerSize: 4_096 },
    })
  })

  it('is read from lines of old, which give no header', () => {
    expect(hyperparametersOfPrinted(parsePrintedModel(old))).toMatchObject({
      architecture: 'qwen2',
      layerCount: 48,
      embeddingLength: 5_120,
      vocabularySize: 151_665,
      kvHeadCounts: Array.from({ length: 48 }, () => 8),
    })
  })

  it('is as large as it says, to its last digit', () => {
    const half = Math.ceil((0.01 * 2 ** 30) / 2)
    expect(weightsOfPrinted(parsePrintedModel(old))).toEqual({
      kind: 'printed',
      bytes: Math.round(9.78 * 2 ** 30),
      precisionBytes: half,
      tableBytes: null,
    })
    const small = parsePrintedModel('print_info: file size   = 379.38 MiB (6.35 BPW)')
    expect(small.tensorBytes?.precisionBytes).toBe(Math.ceil((0.01 * 2 ** 20) / 2))
  })

  it('has as many layers behind the others as there are in all', () => {
    const lines = `${old}llm_load_print_meta: n_layer_all = 49\n`
    expect(hyperparametersOfPrinted(parsePrintedModel(lines))).toMatchObject({
      layerCount: 48,
      nextnLayerCount: 1,
    })
  })
})

describe('figures that an engine has worked out', () => {
  it('stand above those of the header', () => {
    const lines = `${today}print_info: n_head = 32\nprint_info: n_embd_head_k = 0\n`
    const model = hyperparametersOfPrinted(parsePrintedModel(lines))
    expect(model.headCounts[0]).toBe(32)
    expect(model.keyLength).toBe(4_096 / 32)
  })

  it('say that heads were absorbed, in builds of 2025 by a rank alone', () => {
    const lines = `${old}print_info: n_lora_kv = 512\nprint_info: n_head_kv = 1\n`
    expect(hyperparametersOfPrinted(parsePrintedModel(lines)).isLatent).toBe(true)
    expect(hyperparametersOfPrinted(parsePrintedModel(old)).isLatent).toBe(false)
  })
})

describe('a list that is printed in part', () => {
  it.each([
    ['[1, 2, 3, ...]', { itemCount: 4 }],
    ['["a", "b", ...', { itemCount: 4 }],
    ['[1, 2]', { itemCount: 4 }],
    ['[1, 2, 3, x]', { itemCount: 4 }],
    ['[1, 2, 3, 4]', [1, 2, 3, 4]],
    ['[true, false, true, false]', [true, false, true, false]],
  ])('%s of four is told by what is there', (text, value) => {
    const line = `llama_model_loader: - kv  9: a.b arr[i32,4] = ${text}`
    expect(parsePrintedModel(line).metadata.get('a.b')).toEqual(value)
  })
})

describe('a log of two models', () => {
  it('tells of the last one, and nothing of the first is left', () => {
    const { metadata, figures, words, tensorBytes } = parsePrintedModel(`
llama_model_loader: - kv   0: general.architecture str = gemma3
llama_model_loader: - kv   1: gemma3.attention.sliding_window u32 = 1024
print_info: file type   = BF16
print_info: file size   = 1.00 GiB (16.00 BPW)
print_info: arch             = gemma3
print_info: n_swa            = 1024
llama_model_loader: - kv   0: general.name str = Second
llama_model_loader: - kv   1: general.architecture str = llama
print_info: arch             = llama
print_info: n_layer          = 2
`)
    expect([...metadata.keys()]).toEqual(['general.name', 'general.architecture'])
    expect([...figures.keys()]).toEqual(['n_layer'])
    expect([...words.keys()]).toEqual(['arch'])
    expect(tensorBytes).toBeNull()
  })

  it('without headers tells of the last one as well', () => {
    const second = ['arch = llama', 'n_layer = 2', 'n_embd = 64', 'n_head = 4']
    const text = `${old}${second.map((line) => `print_info: ${line}\n`).join('')}`
    const model = hyperparametersOfPrinted(parsePrintedModel(text))
    expect(model).toMatchObject({ architecture: 'llama', layerCount: 2, headCounts: [4, 4] })
    expect(model).toMatchObject({ kvHeadCounts: [4, 4], keyLength: 16 })
  })
})

describe('what is no model', () => {
  it.each(['', 'nothing at all', 'print_info: arch = llama', 'print_info: n_layer = 2'])(
    '%j is refused in one sentence',
    (text) => {
      expect(() => hyperparametersOfPrinted(parsePrintedModel(text))).toThrow(ParseError)
      expect(weightsOfPrinted(parsePrintedModel(text))).toBeNull()
    },
  )
})

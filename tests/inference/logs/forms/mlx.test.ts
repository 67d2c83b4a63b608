import { describe, expect, it } from 'vitest'
import { createLogReader } from '../../../../src/main/inference/diagnosis/log-reader.ts'
import { indexOfForms } from '../../../../src/main/inference/logs/form-index.ts'
import { mlxForms } from '../../../../src/main/inference/logs/forms/mlx.ts'

const index = indexOfForms(mlxForms)

const read = (log: string) => {
  const reader = createLogReader(index, { program: null, isAppleSilicon: null })
  reader.read(`${log}\n`)
  return reader
}

describe('what MLX and mlx-lm print', () => {
  it('at the end of an answer: tokens, speed, and the peak in GB of 10^9', () => {
    // composed from mlx_lm/generate.py
    const log =
      '==========\nPrompt: 26 tokens, 123.456 tokens-per-sec\nGeneration: 100 tokens, 45.678 tokens-per-sec\nPeak memory: 12.345 GB'
    expect(read(log).facts()).toEqual({
      promptTokens: 26,
      tokensPerSecond: 45.678,
      allocatedBytes: 12_345_000_000,
    })
  })

  it('while training, and of pictures', () => {
    // composed from mlx_lm/tuner/trainer.py and mflux
    const training =
      'Iter 10: Train loss 2.331, Learning Rate 1.000e-05, It/sec 0.251, Tokens/sec 105.2, Trained Tokens 4190, Peak mem 21.345 GB'
    expect(read(training).facts()).toEqual({ allocatedBytes: 21_345_000_000 })
    expect(read('Peak MLX memory usage: 18.92 GB').facts()).toEqual({
      allocatedBytes: 18_920_000_000,
    })
  })

  it('of the peaks of other programs nothing', () => {
    expect(read('Peak memory: 12.3 GiB\nPeak memory: 900 MB').facts()).toEqual({})
  })
})

describe('what mlx-lm prints', () => {
  it('of the prompts of its server, the last one of them', () => {
    // recorded: a log of mlx_lm.server of 2026-03 (public file no. 54137255093); the last line composed from 0.31
    const log =
      '2026-03-18 23:33:34 - INFO - KV Caches: 0 seq, 0.00 GB, latest user cache 0 tokens\n2026-03-18 23:33:38 - INFO - Prompt processing progress: 4096/41061\n2026-03-18 23:34:18 - INFO - Prompt processing progress: 41056/41061\n2026-03-18 23:34:23 - INFO - Prompt Cache: 2 sequences, 1.75 GB'
    expect(read(log).facts()).toEqual({
      promptDoneTokens: 41_056,
      promptTokens: 41_061,
      promptCacheBytes: 1_750_000_000,
    })
  })

  it('of a model that is close to the limit, whose MB are 2^20', () => {
    // recorded: mlx_lm.generate on a 16 GB Mac (public file no. 16115079129)
    const log =
      '[WARNING] Generating with a model that requires 13671 MB which is close to the maximum recommended size of 10922 MB. This can be slow. See the documentation for possible work-arounds: https://github.com/ml-explore/mlx-lm/tree/main#large-models'
    expect(read(log).facts()).toEqual({
      requiredBytes: 13_671 * 2 ** 20,
      limitBytes: 10_922 * 2 ** 20,
    })
    expect(read(log).failures()).toEqual([])
  })

  it.each([
    '% mlx_lm.server --model mlx-community/Qwen3.5-4B-MLX-8bit --port 8080',
    'zsh: abort      mlx_lm.server --model mlx-community/Qwen3.5-4B-MLX-8bit',
    '[1]    35712 abort      python3 -m mlx_lm server --port 8080 --model=mlx-community/Qwen3.5-4B-MLX-8bit',
    '2026-02-13 13:14:36,492 - DEBUG - Cleaned up resources for model mlx-community/Qwen3.5-4B-MLX-8bit',
    '2026-02-13 13:14:36,492 - ERROR - [RUN 27/42] SUMMARY model=mlx-community/Qwen3.5-4B-MLX-8bit status=FAIL stage=OOM',
  ])('names the model: %s', (line) => {
    expect(read(line).facts()).toEqual({ modelPath: 'mlx-community/Qwen3.5-4B-MLX-8bit' })
  })

  it('that it is the server of mlx-lm', () => {
    const line = '2026-03-16 20:40:22,469 - INFO - Starting httpd at 127.0.0.1 on port 18888...'
    expect(read(line).state().program).toBe('mlx-lm')
  })
})

import { describe, expect, test } from 'vitest'
import {
  ggufModelsIn,
  isOfQuantization,
  projectorOf,
} from '../../../../src/main/inference/models/find/gguf-files.ts'

const isOf = (stem: string, wanted: string): boolean =>
  isOfQuantization({ file: `${stem}.gguf`, stem }, wanted)

test('shards are one model, by the first that is there, and each folder has its own', () => {
  const files = [
    'b-00003-of-00003.gguf',
    'b-00002-of-00003.gguf',
    'a.GGUF',
    'Q8_0/a.gguf',
    'mmproj-a.gguf',
    'a.imatrix.gguf',
    'a.gguf.part',
    'config.json',
  ]
  expect(ggufModelsIn(files)).toEqual([
    { file: 'Q8_0/a.gguf', stem: 'Q8_0/a' },
    { file: 'a.GGUF', stem: 'a' },
    { file: 'b-00002-of-00003.gguf', stem: 'b' },
  ])
})

test('a quantization is a whole part of the name, or of the name of the folder', () => {
  expect(isOf('gemma-3-Q4_K_M', 'q4_k_m')).toBe(true)
  expect(isOf('gemma-3.Q4_K_M', 'Q4_K_M')).toBe(true)
  expect(isOf('gemma-3-Q4_K_M', 'Q4_K')).toBe(false)
  expect(isOf('gemma-3-IQ4_XS', 'Q4_XS')).toBe(false)
  expect(isOf('UD-Q2_K_XL/gemma', 'UD-Q2_K_XL')).toBe(true)
  expect(isOf('gemma-3-Q4_K-x-Q4_K_M', 'Q4_K_M')).toBe(true)
})

describe('the projector of a model', () => {
  const of = (model: string, ...others: readonly string[]): string | null =>
    projectorOf(model, [model, ...others])

  test('is one that is named for it, however many models there are', () => {
    const other = 'qwen-7b-Q4_K_M.gguf'
    for (const projector of ['gemma-mmproj-f16.gguf', 'mmproj-gemma-4b-f16.gguf'])
      expect(of('gemma-4b-Q4_K_M.gguf', other, 'mmproj-F16.gguf', projector)).toBe(projector)
    expect(of('gemma-4b-Q4_K_M.gguf', 'qwen-7b-mmproj-f16.gguf')).toBeNull()
  })

  test('is one without a name where there is one model, in however many quantizations', () => {
    const model = 'gemma-4b-UD-Q4_K_XL.gguf'
    const projectors = ['mmproj-F32.gguf', 'mmproj-model-f16.gguf', 'mmproj-BF16.gguf']
    expect(of(model, 'gemma-4b-Q8_0.gguf', 'gemma-4b-IQ2_XXS.gguf', ...projectors)).toBe(
      'mmproj-BF16.gguf',
    )
    expect(of('gemma-4b-F32.gguf', ...projectors)).toBe('mmproj-F32.gguf')
    expect(of(model, 'mmproj-Q8_0.gguf', ...projectors)).toBe('mmproj-Q8_0.gguf')
    expect(of(model, 'qwen-7b-Q4_K_M.gguf', ...projectors)).toBeNull()
  })

  test('is not one that is named for another, though there is one model alone', () => {
    expect(of('llama-3-8b-Q4_K_M.gguf', 'mmproj-gemma-3-4b-f16.gguf')).toBeNull()
    const named = 'mmproj-gemma-3-4b-f16.gguf'
    expect(of('google_gemma-3-4b-Q4_K_M.gguf', 'qwen-7b.gguf', named)).toBe(named)
  })

  test('is none of what is itself loaded beside a model', () => {
    const beside = ['gemma-4b-Q4_K_M.gguf', 'mmproj-BF16.gguf']
    for (const file of ['mmproj-F16.gguf', 'mtp-gemma-4b.gguf', 'imatrix.gguf'])
      expect(of(file, ...beside)).toBeNull()
  })

  test('may lie above it, not beside another', () => {
    expect(of('BF16/m-00001-of-00002.gguf', 'mmproj-F16.gguf')).toBe('mmproj-F16.gguf')
    expect(of('BF16/m.gguf', 'Q8_0/mmproj-F16.gguf')).toBeNull()
    expect(of('BF16/m.gguf')).toBeNull()
  })
})

import { expect, test } from 'vitest'
import { wordsOfEnvironment } from '../../../../src/main/inference/programs/launch/llama-environment.ts'
import { llamaLaunched } from './launched.ts'

const optionsOf = (environment: Readonly<Record<string, string>>, line = 'llama-server') =>
  llamaLaunched(line, environment).options

test('a server may be told all of it by its environment', () => {
  const options = optionsOf({
    LLAMA_ARG_MODEL: '/models/a.gguf',
    LLAMA_ARG_CTX_SIZE: '8192',
    LLAMA_ARG_N_PARALLEL: '2',
    LLAMA_ARG_N_GPU_LAYERS: '20',
    LLAMA_ARG_FLASH_ATTN: 'off',
    LLAMA_ARG_CACHE_TYPE_K: 'q8_0',
    LLAMA_ARG_BATCH: '1024',
    LLAMA_ARG_UBATCH: '256',
    LLAMA_ARG_NO_KV_OFFLOAD: '1',
    LLAMA_ARG_KV_UNIFIED: 'true',
    LLAMA_ARG_SWA_FULL: 'on',
    LLAMA_ARG_N_CPU_MOE: '4',
    LLAMA_ARG_FIT: 'off',
    LLAMA_ARG_CACHE_RAM: '-1',
    LLAMA_ARG_SPEC_DRAFT_MODEL: 'd.gguf',
    LLAMA_ARG_SPEC_DRAFT_CACHE_TYPE_K: 'q4_0',
    PATH: '/bin',
  })
  expect(options).toMatchObject({
    modelPath: '/models/a.gguf',
    isRouter: false,
    contextTokens: 8_192,
    parallel: 2,
    gpuLayers: 20,
    flashAttention: 'off',
    cacheTypeK: 'q8_0',
    batchTokens: 1_024,
    ubatchTokens: 256,
    isKvOnGpu: false,
    kvUnified: true,
    isSlidingFull: true,
    cpuMoeLayers: 4,
    isFitted: false,
    promptCacheMib: -1,
    draftPath: 'd.gguf',
    draft: { keyType: 'q4_0' },
  })
})

test('what the command line says counts more', () => {
  const environment = {
    LLAMA_ARG_MODEL: 'a.gguf',
    LLAMA_ARG_CTX_SIZE: '8192',
    LLAMA_ARG_KV_OFFLOAD: '0',
    LLAMA_ARG_LOAD_MODE: 'none',
  }
  expect(
    optionsOf(environment, 'llama-server -m b.gguf -c 512 -kvo --load-mode mmap'),
  ).toMatchObject({ modelPath: 'b.gguf', contextTokens: 512, isKvOnGpu: true, usesMmap: true })
  expect(optionsOf(environment)).toMatchObject({
    modelPath: 'a.gguf',
    contextTokens: 8_192,
    isKvOnGpu: false,
    usesMmap: false,
  })
})

test('a flag that says no is none, and NO_ before a name counts whatever it says', () => {
  expect(wordsOfEnvironment({ LLAMA_ARG_SWA_FULL: '0', LLAMA_ARG_CPU_MOE: 'maybe' })).toEqual([])
  expect(wordsOfEnvironment({ LLAMA_ARG_MMAP: 'disabled' })).toEqual(['--no-mmap'])
  expect(wordsOfEnvironment({ LLAMA_ARG_NO_MMAP: '0', LLAMA_ARG_MMAP: '1' })).toEqual(['--no-mmap'])
  expect(wordsOfEnvironment({ LLAMA_ARG_CTX_SIZE: '', LLAMA_ARG_REPACK: 'x' })).toEqual([])
})

test('a value is never taken for an option', () => {
  const options = optionsOf({ LLAMA_ARG_MODEL: '--swa-full', LLAMA_ARG_DEVICE: '-c' })
  expect(options).toMatchObject({ isSlidingFull: false, contextTokens: null, usesGpu: true })
})

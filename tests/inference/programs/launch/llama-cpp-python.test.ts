import { expect, test } from 'vitest'
import { launched, llamaLaunched } from './launched.ts'

test('the server of llama-cpp-python has settings and defaults of its own', () => {
  const bare = llamaLaunched('python3 -m llama_cpp.server --model /m/a.gguf')
  expect(bare).toMatchObject({
    title: 'llama-cpp-python',
    program: 'library',
    model: { kind: 'path', path: '/m/a.gguf' },
    isFitted: false,
    options: {
      contextTokens: 2_048,
      batchTokens: 512,
      gpuLayers: 0,
      flashAttention: 'off',
      isKvOnGpu: true,
      usesMmap: true,
    },
  })
  const told = llamaLaunched(
    'python -m llama_cpp.server --model a.gguf --n_ctx 0 --n_gpu_layers -1 --flash_attn true --type_k 8 --type_v=2 --use_mmap false --offload_kqv 0 --clip_model_path p.gguf',
  )
  expect(told.options).toMatchObject({
    contextTokens: null,
    gpuLayers: null,
    flashAttention: 'on',
    cacheTypeK: 'q8_0',
    cacheTypeV: 'q4_0',
    usesMmap: false,
    isKvOnGpu: false,
    mmprojPath: 'p.gguf',
  })
})

test('its environment counts where its command line does not say it', () => {
  const environment = { MODEL: 'a.gguf', N_CTX: '4096', N_GPU_LAYERS: '10' }
  expect(llamaLaunched('python -m llama_cpp.server --n_ctx 512', environment)).toMatchObject({
    model: { path: 'a.gguf' },
    options: { contextTokens: 512, gpuLayers: 10 },
  })
})

test('with a file of settings it is only watched', () => {
  expect(launched('python -m llama_cpp.server --config_file c.json')).toMatchObject({
    kind: 'watched',
    reason: 'Its models stand in a file of its own.',
  })
})

test('with a repository its model is a file of that, or a pattern of one', () => {
  const modelOf = (file: string) =>
    llamaLaunched(`python -m llama_cpp.server --hf_model_repo_id org/m --model ${file}`).model
  const kind = 'repository'
  expect(modelOf('m-q8_0.gguf')).toEqual({ kind, repository: 'org/m', file: 'm-q8_0.gguf' })
  expect(modelOf("'*q8_0.gguf'")).toEqual({ kind, repository: 'org/m:q8_0', file: null })
  expect(modelOf("'*'")).toEqual({ kind, repository: 'org/m', file: null })
})

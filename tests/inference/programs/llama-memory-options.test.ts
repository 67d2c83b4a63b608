import { describe, expect, test } from 'vitest'
import { llamaMemoryOptions } from '../../../src/main/inference/programs/llama-memory-options.ts'

const optionsOf = (options: string) => llamaMemoryOptions(['llama-server', ...options.split(' ')])

describe('what a command line says of memory', () => {
  test('a bare command line has the defaults of the program', () => {
    expect(optionsOf('-m m.gguf')).toEqual({
      batchTokens: null,
      ubatchTokens: null,
      flashAttention: null,
      isSlidingFull: false,
      isKvOnGpu: true,
      isRepacked: true,
      usesMmap: true,
      usesGpu: true,
      cpuMoeLayers: 0,
      hasEmbeddings: false,
      poolingType: null,
      adapterPaths: [],
      promptCacheMib: null,
      isFitted: true,
      dockerRepo: null,
      hubFile: null,
      isProjectorOnGpu: true,
      modelUrl: null,
      projectorUrl: null,
      takesProjector: true,
      draft: {
        repo: null,
        types: [],
        contextTokens: null,
        maxTokens: null,
        gpuLayers: null,
        cpuMoeLayers: 0,
        keyType: null,
        valueType: null,
      },
    })
  })
})

describe('options by all their names', () => {
  test('options are read by their short and by their long names', () => {
    const told = {
      batchTokens: 1024,
      ubatchTokens: 256,
      flashAttention: 'off',
      isKvOnGpu: false,
      isRepacked: false,
      cpuMoeLayers: 12,
      promptCacheMib: -1,
      isFitted: false,
      usesGpu: false,
    }
    expect(
      optionsOf('-b 1024 -ub 256 -fa off -nkvo -nr -ncmoe 12 -cram -1 -fit off -dev none'),
    ).toMatchObject(told)
    expect(
      optionsOf(
        '--batch-size=1024 --ubatch-size=256 --flash-attn off --no-kv-offload --no-repack --n-cpu-moe 12 --cache-ram -1 --fit=off --device none',
      ),
    ).toMatchObject(told)
  })

  test('of a flag and its opposite the later one counts', () => {
    expect(optionsOf('-nkvo --kv-offload').isKvOnGpu).toBe(true)
    expect(optionsOf('--repack -nr').isRepacked).toBe(false)
    expect(optionsOf('--no-mmap --mmap').usesMmap).toBe(true)
  })

  test('flash attention has no word behind it in older builds', () => {
    expect(optionsOf('-fa -ctk q8_0').flashAttention).toBe('on')
    expect(optionsOf('-c 512 -fa').flashAttention).toBe('on')
    expect(optionsOf('--flash-attn auto').flashAttention).toBe('auto')
    expect(optionsOf('-fa 0').flashAttention).toBe('off')
  })
})

describe('how weights are loaded, and what comes with them', () => {
  test('each way of loading says whether the file is mapped', () => {
    expect(optionsOf('--no-mmap').usesMmap).toBe(false)
    expect(optionsOf('-dio').usesMmap).toBe(false)
    expect(optionsOf('--load-mode mlock').usesMmap).toBe(false)
    expect(optionsOf('--load-mode=mmap+mlock').usesMmap).toBe(true)
    expect(optionsOf('--no-mmap -lm auto').usesMmap).toBe(true)
  })

  test('a server of embeddings or of ranks puts out every token', () => {
    expect(optionsOf('--embeddings --pooling cls')).toMatchObject({
      hasEmbeddings: true,
      poolingType: 'cls',
    })
    expect(optionsOf('--reranking').hasEmbeddings).toBe(true)
  })

  test('adapters are named one by one or together, with their scale or without', () => {
    const { adapterPaths } = optionsOf(
      '--lora a.gguf --lora-scaled b.gguf:0.5,c.gguf:-1 --lora-scaled d.gguf 0.3',
    )
    expect(adapterPaths).toEqual(['a.gguf', 'b.gguf', 'c.gguf', 'd.gguf'])
  })

  test('a draft model has options of its own', () => {
    const told = {
      contextTokens: 2048,
      maxTokens: 8,
      gpuLayers: 'all',
      cpuMoeLayers: 'all',
      keyType: 'q8_0',
      valueType: 'q4_0',
    }
    expect(
      optionsOf('-cd 2048 --draft-max 8 -ngld all -cmoed -ctkd Q8_0 -ctvd q4_0').draft,
    ).toMatchObject(told)
    expect(
      optionsOf(
        '--spec-type draft-mtp,ngram-mod --ctx-size-draft 2048 --spec-draft-n-max 8 --spec-draft-ngl all --spec-draft-cpu-moe --spec-draft-type-k q8_0 --spec-draft-type-v q4_0',
      ).draft,
    ).toEqual({ ...told, repo: null, types: ['draft-mtp', 'ngram-mod'] })
  })
})

test('a model may be named by something that is fetched first', () => {
  expect(
    optionsOf('-hf org/m -hff m-q8_0.gguf -hfd org/d -mmu http://h/p.gguf --no-mmproj'),
  ).toMatchObject({
    hubFile: 'm-q8_0.gguf',
    projectorUrl: 'http://h/p.gguf',
    takesProjector: false,
    draft: { repo: 'org/d' },
  })
  expect(optionsOf('-mu http://h/m.gguf -dr ai/gemma3 --no-mmproj-offload')).toMatchObject({
    modelUrl: 'http://h/m.gguf',
    dockerRepo: 'ai/gemma3',
    isProjectorOnGpu: false,
    takesProjector: true,
  })
  expect(optionsOf('--no-mmproj-auto --mmproj-auto').takesProjector).toBe(true)
})

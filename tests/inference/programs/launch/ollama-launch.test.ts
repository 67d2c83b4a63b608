import { describe, expect, test } from 'vitest'
import { ollamaSettings } from '../../../../src/main/inference/programs/launch/ollama-launch.ts'
import { launched } from './launched.ts'

describe('Ollama', () => {
  test.each([
    ['ollama run qwen3:8b', 'qwen3:8b'],
    ['ollama run --keepalive 10m --verbose qwen3:8b why', 'qwen3:8b'],
    ['ollama run hf.co/org/m:Q8_0 --format json', 'hf.co/org/m:Q8_0'],
    ['/usr/local/bin/ollama run --think=false llama3', 'llama3'],
  ])('runs the model that is named first: %s', (line, name) => {
    expect(launched(line)).toEqual({ kind: 'ollama', title: 'Ollama', verb: 'run', name })
  })

  test('loads nothing where it serves, pulls or lists', () => {
    expect(launched('ollama serve', { OLLAMA_CONTEXT_LENGTH: '8192' })).toMatchObject({
      verb: 'serve',
      settings: { contextTokens: 8_192, kvType: null },
    })
    for (const word of ['pull', 'ps', 'stop', 'create', 'run'])
      expect(launched(`ollama ${word} --`)).toMatchObject({ verb: 'other', word })
    expect(launched('ollama')).toMatchObject({ verb: 'other', word: '' })
  })

  test('is only watched where it quantises, and where its model is elsewhere', () => {
    expect(launched('ollama create mine -f Modelfile -q q4_K_M')).toMatchObject({
      kind: 'watched',
      server: 'ollama',
      reason: 'What it takes to quantise a model is not reckoned.',
    })
    for (const name of ['gpt-oss:120b-cloud', 'glm-5:cloud'])
      expect(launched(`ollama run ${name}`)).toMatchObject({ kind: 'watched', model: name })
  })

  test('has had children of its own', () => {
    const blob = `/u/.ollama/models/blobs/sha256-${'0c'.repeat(32)}`
    expect(
      launched(
        `ollama runner --ollama-engine --model ${blob} --ctx-size 8192 --batch-size 512 --n-gpu-layers 49 --parallel 2 --kv-cache-type Q8_0 --port 5`,
      ),
    ).toEqual({
      kind: 'ollama',
      title: 'Ollama runner',
      verb: 'runner',
      path: blob,
      contextTokens: 8_192,
      parallel: 2,
      kvType: 'q8_0',
      batchTokens: 512,
      gpuLayers: 49,
    })
    expect(launched('ollama runner --ollama-engine --port 5')).toMatchObject({ verb: 'other' })
    expect(launched('ollama runner --mlx-engine --model qwen3.5 --port 5')).toMatchObject({
      kind: 'watched',
      model: 'qwen3.5',
    })
  })
})

test('the settings of its server are read as it reads them', () => {
  expect(
    ollamaSettings({
      OLLAMA_CONTEXT_LENGTH: ' "16384" ',
      OLLAMA_KV_CACHE_TYPE: 'Q8_0',
      OLLAMA_NUM_PARALLEL: '4',
      OLLAMA_FLASH_ATTENTION: 'False',
    }),
  ).toEqual({ contextTokens: 16_384, kvType: 'q8_0', parallel: 4, flashAttention: false })
  expect(ollamaSettings({ OLLAMA_FLASH_ATTENTION: '1' }).flashAttention).toBe(true)
  expect(ollamaSettings({ OLLAMA_CONTEXT_LENGTH: '0', OLLAMA_NUM_PARALLEL: '-1' })).toEqual({
    contextTokens: null,
    kvType: null,
    parallel: null,
    flashAttention: null,
  })
})

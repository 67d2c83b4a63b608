import { expect, test } from 'vitest'
import { launched, llamaLaunched } from './launched.ts'

const optionsOf = (options: string) => llamaLaunched(`llama-bench -m a.gguf ${options}`).options

test('a benchmark has no more context than its tests take', () => {
  const tokensOf = (options: string) => optionsOf(options).contextTokens
  expect(tokensOf('-o json')).toBe(512)
  expect(tokensOf('-p 128 -n 32 -r 2')).toBe(128)
  expect(tokensOf('-p 512,4096 -d 0,8192')).toBe(12_288)
  expect(tokensOf("-p '256-8192*2'")).toBe(8_192)
  expect(tokensOf('-pg 2048,512')).toBe(2_560)
})

test('of several values the one that takes the most counts', () => {
  expect(
    optionsOf('-ub 128,1024 -b 512 -ctk q8_0,f16 -ctv q4_0 -ngl 0,20 -ncmoe 4,2'),
  ).toMatchObject({
    ubatchTokens: 1_024,
    batchTokens: 512,
    cacheTypeK: 'f16',
    cacheTypeV: 'q4_0',
    gpuLayers: 20,
    cpuMoeLayers: 2,
    // a quantised V cannot be without it
    flashAttention: 'on',
  })
  expect(optionsOf('-fa 0,1').flashAttention).toBe('off')
  expect(optionsOf('-fa on').flashAttention).toBe('on')
  expect(optionsOf('-ngl 20,-1').gpuLayers).toBeNull()
  expect(optionsOf('-mmp 0').usesMmap).toBe(false)
})

test('several models are only watched', () => {
  expect(launched('llama-bench -m a.gguf -m b.gguf')).toMatchObject({
    kind: 'watched',
    reason: 'It loads several models, one after another.',
  })
  expect(llamaLaunched('llama-bench -hf org/m -hff m.gguf').model).toEqual({
    kind: 'repository',
    repository: 'org/m',
    file: 'm.gguf',
  })
})

import { describe, expect, test } from 'vitest'
import { nearNames } from '../../../../src/main/inference/models/find/near-names.ts'

const there = [
  { wanted: 'qwen3:8b', name: 'qwen3:8b' },
  { wanted: 'qwen3:14b', name: 'qwen3:14b' },
  { wanted: 'gemma3:4b', name: 'gemma3:4b' },
  { wanted: 'org/Llama-3.1-8B-GGUF/llama-3.1-8b-Q4_K_M.gguf', name: 'llama-3.1-8b-Q4_K_M' },
  { wanted: '/m/phi-4-Q8_0.gguf', name: 'phi-4-Q8_0' },
]

describe('a name that no model has', () => {
  test.each([
    ['qwen3:4b', ['qwen3:8b', 'qwen3:14b']],
    ['qven3:8b', ['qwen3:8b']],
    ['qwen3', ['qwen3:8b', 'qwen3:14b']],
    ['gema3', ['gemma3:4b']],
    ['Llama-3.1-8B-Q4_K_S', ['org/Llama-3.1-8B-GGUF/llama-3.1-8b-Q4_K_M.gguf']],
    ['phi-4-Q8', ['/m/phi-4-Q8_0.gguf']],
    ['mistral', []],
    ['', []],
  ])('%s is near to %j', (meant, near) => {
    expect(nearNames(meant, there)).toEqual(near)
  })

  test('is near to three at most', () => {
    const many = Array.from({ length: 50 }, (_, index) => ({ wanted: `gem:${index}b`, name: '' }))
    expect(nearNames('gem:7c', many)).toEqual(['gem:7b', 'gem:0b', 'gem:1b'])
    expect(nearNames('g'.repeat(10_000), many)).toEqual([])
  })
})

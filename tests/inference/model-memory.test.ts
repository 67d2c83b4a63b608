import { describe, expect, test } from 'vitest'
import type { ModelFacts, ServerFacts } from '../../src/main/inference/facts.ts'
import type { Joined } from '../../src/main/inference/join-models.ts'
import { modelMemoryOf, type MemorySigns } from '../../src/main/inference/model-memory.ts'
import { toldOf } from './server-told.ts'

const nothing: MemorySigns = { processBytes: null, fileBytes: null, ramBytes: 32e9 }
const joined = (facts: ModelFacts, of: ServerFacts = {}, isOnlyOne = true): Joined => {
  const owner = toldOf('ollama serve', { facts: of })
  return { owner, holder: owner, facts, isOnlyOne, isUnnamed: false }
}
const memory = (facts: ModelFacts, signs: Partial<MemorySigns> = {}, of: ServerFacts = {}) =>
  modelMemoryOf(joined(facts, of), { ...nothing, ...signs })

describe('the memory of a model', () => {
  test('is as its server says, part by part', () => {
    expect(memory({ sizeBytes: 6e9, vramBytes: 5e9, weightsBytes: 4e9, kvBytes: 1e9 })).toEqual({
      total: { bytes: 6e9, origin: 'reported' },
      onGpu: { bytes: 5e9, origin: 'reported' },
      weights: { bytes: 4e9, origin: 'reported' },
      kv: { bytes: 1e9, origin: 'reported' },
    })
  })

  test('is that of its process where nobody says it, and the file is its weights', () => {
    expect(memory({}, { processBytes: 7e9, fileBytes: 4e9 })).toMatchObject({
      total: { bytes: 7e9, origin: 'process' },
      weights: { bytes: 4e9, origin: 'argv' },
    })
  })

  test('is no less than its weights, where a process does not count what it has mapped', () => {
    const total = { bytes: 4e9, origin: 'argv' }
    expect(memory({}, { processBytes: 2e8, fileBytes: 4e9 }).total).toEqual(total)
    expect(memory({}, { fileBytes: 4e9 }).total).toEqual(total)
  })

  test('is not that of a process that holds others as well', () => {
    const shared = modelMemoryOf(joined({}, {}, false), { ...nothing, processBytes: 9e9 })
    expect(shared.total).toBeNull()
  })

  test.each([
    ['made up by a look-alike', { sizeBytes: 394e6, vramBytes: 394e6 }, { memoryUsable: false }],
    ['zero', { sizeBytes: 0, vramBytes: 0 }, {}],
    ['more than any machine of its size has', { sizeBytes: 33e9 * 4, vramBytes: 33e9 * 4 }, {}],
  ])('is not told where it is %s', (_, facts, of) => {
    expect(memory(facts, {}, of)).toEqual({ total: null, onGpu: null, weights: null, kv: null })
  })

  test('on the GPU is not told without the whole', () => {
    expect(memory({ vramBytes: 5e9 }, { processBytes: 6e9 }).onGpu).toBeNull()
  })
})

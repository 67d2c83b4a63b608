import { describe, expect, test } from 'vitest'
import type { ModelFacts, ServerFacts } from '../../../src/main/inference/answers/facts.ts'
import type { Joined } from '../../../src/main/inference/inventory/join-models.ts'
import {
  modelMemoryOf,
  type MemorySigns,
} from '../../../src/main/inference/inventory/model-memory.ts'
import { toldOf } from '../server-told.ts'

const nothing: MemorySigns = {
  processBytes: null,
  fileBytes: null,
  isAsleep: false,
  logged: null,
  ramBytes: 32e9,
}
const joined = (
  facts: ModelFacts,
  of: ServerFacts = {},
  command = 'koboldcpp',
  isOnlyOne = true,
): Joined => {
  const owner = toldOf(command, { facts: of })
  return { owner, holder: owner, facts, fileName: null, isOnlyOne, isUnnamed: false }
}
const memory = (
  facts: ModelFacts,
  signs: Partial<MemorySigns> = {},
  of: ServerFacts = {},
  command?: string,
) => modelMemoryOf(joined(facts, of, command), { ...nothing, ...signs })

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

  test('is not known where a process does not count what it has mapped: its weights stand alone', () => {
    const alone = { total: null, weights: { bytes: 4e9, origin: 'argv' } }
    expect(memory({}, { processBytes: 2e8, fileBytes: 4e9 })).toMatchObject(alone)
    expect(memory({}, { fileBytes: 4e9 })).toMatchObject(alone)
  })

  test('has the weights that its server tells, else the size of its file as told by the server', () => {
    const weightsOf = (facts: ModelFacts) => memory(facts, { fileBytes: 3e9 }).weights
    expect(weightsOf({ fileBytes: 4e9 })).toEqual({ bytes: 4e9, origin: 'reported' })
    expect(weightsOf({ fileBytes: 4e9, weightsBytes: 5e9 })?.bytes).toBe(5e9)
    expect(weightsOf({})).toEqual({ bytes: 3e9, origin: 'argv' })
  })

  test('is not that of a process that holds others as well', () => {
    const shared = modelMemoryOf(joined({}, {}, 'koboldcpp', false), {
      ...nothing,
      processBytes: 9e9,
    })
    expect(shared.total).toBeNull()
  })

  test.each([
    ['made up by a look-alike', { sizeBytes: 394e6, vramBytes: 394e6 }, { memoryUsable: false }],
    ['zero', { sizeBytes: 0, vramBytes: 0 }, {}],
    ['more than any machine of its size has', { sizeBytes: 33e9 * 4, vramBytes: 33e9 * 4 }, {}],
  ])('is not told where it is %s', (_, facts, of) => {
    expect(memory(facts, {}, of)).toEqual({ total: null, onGpu: null, weights: null, kv: null })
  })
})

describe('the memory of a model that is not in its server', () => {
  test('is that of its process alone while it sleeps', () => {
    const facts = { weightsBytes: 4e9, kvBytes: 1e9, sizeBytes: 6e9, vramBytes: 5e9 }
    const nothingElse = { onGpu: null, weights: null, kv: null }
    const asleep = { isAsleep: true, fileBytes: 4e9 }
    expect(memory(facts, { ...asleep, processBytes: 2e7 }, {}, 'llama-server -m a')).toEqual({
      ...nothingElse,
      total: { bytes: 2e7, origin: 'process' },
    })
    expect(memory(facts, asleep)).toEqual({ ...nothingElse, total: null })
  })

  test('is not that of a server which runs its models in processes of their own', () => {
    for (const command of ['ollama serve', 'llama-swap', '/usr/bin/model-runner'])
      expect(memory({ weightsBytes: 4e9 }, { processBytes: 7e7 }, {}, command)).toMatchObject({
        total: null,
        weights: { bytes: 4e9 },
      })
  })

  test('on the GPU is not told without the whole', () => {
    expect(memory({ vramBytes: 5e9 }, { processBytes: 6e9 }).onGpu).toBeNull()
  })
})

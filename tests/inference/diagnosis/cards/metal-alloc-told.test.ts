import { describe, expect, test } from 'vitest'
import type { LogProgram } from '../../../../src/shared/finding.ts'
import type { LogFacts } from '../../../../src/shared/log-facts.ts'
import { cardFor, commandsOf, remediesOf } from './case-of.ts'

const all: LogFacts = {
  contextTokens: 262_144,
  gpuModelBytes: 19.8e9,
  gpuKvBytes: 66.6e9,
  triedBytes: 66.6e9,
  limitBytes: 40.2e9,
}

describe('what is refused is told as it is', () => {
  test('a refused buffer that stands among the buffers is not counted twice', () => {
    expect(cardFor('metal-alloc-failed', all).sentence).toBe(
      'Metal refused llama.cpp a buffer of 66.6 GB; with it the load comes to 86.4 GB, ' +
        'and the GPU limit is 40.2 GB; its context of 262144 tokens takes 66.6 GB',
    )
    expect(commandsOf(cardFor('metal-alloc-failed', all))[0]).toBe('-c 63488')
  })

  test('a cache that was refused before it was told counts as one for the context', () => {
    const { gpuKvBytes: _, ...untold } = all
    // 262144 x (36.18 - 19.8 - 0.54 GB) / (66.6 - 0.54 GB)
    expect(commandsOf(cardFor('metal-alloc-failed', untold))[0]).toBe('-c 62464')
    const { limitBytes: __, ...unlimited } = all
    expect(cardFor('metal-alloc-failed', unlimited).sentence).toContain(
      'a buffer of 66.6 GB; with it the load comes to 86.4 GB;',
    )
  })

  test('a cache in 8 bits that is not enough alone says so, and stands below what is', () => {
    const { fixes } = cardFor('metal-alloc-failed', all)
    const at = fixes.findIndex(({ text }) => text.includes('8 bits'))
    expect(fixes[at]?.text).toContain('(not enough alone: still 55.2 GB of a limit of 40.2 GB)')
    expect(at).toBeGreaterThan(fixes.findIndex(({ text }) => text.startsWith('Use a quantization')))
  })
})

describe('what is proposed fits the case', () => {
  test('where the weights alone are beyond the limit a smaller model comes first', () => {
    const card = cardFor('metal-alloc-failed', { ...all, gpuModelBytes: 50e9 })
    expect(card.fixes[0]?.text).toContain('smaller model; its weights are 50.0 GB')
    expect(remediesOf(card)).not.toMatch(/8 bits|-c /)
  })

  test.each([
    ['/models/Composed-8B-Q4_K_M.gguf', 'Use a smaller model: this one has 4 bits already'],
    ['/models/Composed-8B-Q8_0.gguf', 'Use a quantization of 4 bits, such as Q4_K_M, or'],
    ['/models/Composed-8B-BF16.gguf', 'Use a quantization of 4 bits, such as Q4_K_M, or'],
    ['/blobs/sha256-6a0746a1ec1aef3e', 'Q4_K_M, if it has more than that now, or'],
  ])('no quantization is named that %s has already', (modelPath, words) => {
    for (const program of ['llama.cpp', 'ollama'] as const) {
      const card = cardFor('metal-alloc-failed', { modelPath }, { program })
      expect(remediesOf(card)).toContain(words)
    }
  })

  test('the crash is told of the form that comes before it, and of the engine alone', () => {
    const line = {
      text: 'ggml_metal_buffer_init: error: failed to allocate buffer, size = 1.00 MiB',
    }
    const of = (program: LogProgram) => cardFor('metal-alloc-failed', {}, { program, line }).cause
    expect(of('llama.cpp')).toContain('exit code 139')
    expect(of('ollama')).not.toContain('139')
    expect(cardFor('metal-alloc-failed').cause).not.toContain('139')
  })

  test('a first try of Ollama is told as such, and nobody is told to wait', () => {
    const one = { program: 'ollama', signature: 'ollama-retries-load' } as const
    const card = cardFor('metal-alloc-failed', {}, one)
    expect(card.sentence).toBe(
      'Metal refused the first try of Ollama to load a model; it tries once more, with less',
    )
    expect(remediesOf(card)).not.toContain('Wait')
  })
})

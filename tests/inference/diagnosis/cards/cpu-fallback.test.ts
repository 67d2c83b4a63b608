import { describe, expect, test } from 'vitest'
import { advicesOf, cardFor, commandsOf } from './case-of.ts'

describe('work on the CPU', () => {
  test.each([
    [{ offloadedLayers: 0, totalLayers: 33 }, 'computes on the CPU: 0 of 33 layers are on the GPU'],
    [{ offloadedLayers: 20, totalLayers: 33 }, 'computes partly on the CPU: 20 of 33 layers are'],
    [{}, 'computes on the CPU, not on the GPU'],
  ])('the sentence has the layers: %j', (facts, words) => {
    expect(cardFor('cpu-fallback', facts).sentence).toContain(`llama.cpp ${words}`)
  })

  test.each([
    ['llama.cpp', '-ngl 999'],
    ['llama-cpp-python', 'n_gpu_layers=-1'],
    ['koboldcpp', '--gpulayers 999'],
  ] as const)('%s puts all layers on the GPU by %s', (program, command) => {
    expect(commandsOf(cardFor('cpu-fallback', {}, { program }))[0]).toBe(command)
  })

  test('the present build is CMake, and LLAMA_METAL=1 make is named as gone', () => {
    const card = cardFor('cpu-fallback')
    expect(commandsOf(card)).toContain('cmake -B build && cmake --build build --config Release')
    expect(commandsOf(card).join('\n')).not.toContain('LLAMA_METAL')
    expect(advicesOf(card)).toContain('LLAMA_METAL=1 make')
  })

  test('variables that Ollama does not know are named, not offered', () => {
    const card = cardFor('cpu-fallback', {}, { program: 'ollama' })
    expect(advicesOf(card)).toContain('OLLAMA_NUM_GPU')
    expect(commandsOf(card).join('\n')).not.toContain('OLLAMA_NUM_GPU')
  })

  test('one operation of PyTorch on the CPU is not all of it', () => {
    const card = cardFor('cpu-fallback', {}, { program: 'pytorch' })
    expect(card.sentence).toBe(
      'PyTorch computes an operation on the CPU, because Metal has none for it',
    )
    expect(card.cause).toContain('All else stays on the GPU')
  })
})

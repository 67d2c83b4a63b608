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

  test('a message of many small programs gets general words', () => {
    const card = cardFor('cpu-fallback', {}, { signature: 'page-no-metal-device' })
    expect(commandsOf(card).join(' ')).not.toMatch(/-ngl|brew/)
    expect(card.fixes[0]?.text).toContain('Run it on the Mac itself')
    expect(advicesOf(card)).toContain('no Metal device')
    expect(advicesOf(cardFor('cpu-fallback'))).not.toContain('no Metal device')
  })

  test('who found no GPU that it may use has not computed yet', () => {
    const one = { program: 'mlx', signature: 'mlx-no-metal-device' } as const
    expect(cardFor('cpu-fallback', {}, one).sentence).toBe('MLX found no GPU that it may use')
  })
})

describe('PyTorch on the CPU', () => {
  test('one operation is not all of it', () => {
    const one = { program: 'pytorch', signature: 'pytorch-mps-fallback' } as const
    const card = cardFor('cpu-fallback', {}, one)
    expect(card.sentence).toBe(
      'PyTorch computes an operation on the CPU, because Metal has none for it: it is slower, and nothing has failed',
    )
    expect(card.cause).toContain('All else stays on the GPU')
  })

  test.each([
    ['pytorch', 'This PyTorch'],
    ['comfyui', 'The PyTorch of ComfyUI'],
    ['python', 'The PyTorch of the Python program'],
  ] as const)('without MPS it is all of it: %s', (program, who) => {
    const card = cardFor('cpu-fallback', {}, { program, signature: 'pytorch-without-mps' })
    expect(card.sentence).toBe(`${who} has no Metal: it can compute on the CPU only`)
    expect(card.cause).not.toContain('FALLBACK')
    expect(commandsOf(card)).toContain('pip install --upgrade torch')
  })

  test('ComfyUI that was told to use the CPU', () => {
    const one = { program: 'comfyui', signature: 'comfyui-on-cpu' } as const
    const card = cardFor('cpu-fallback', {}, one)
    expect(card.sentence).toBe('ComfyUI computes everything on the CPU')
    expect(card.fixes[0]?.text).toBe('Start ComfyUI without --cpu')
  })

  test('a sign that names no way of its own is told in general', () => {
    const one = { program: 'comfyui', signature: 'live-zero-on-gpu' } as const
    expect(cardFor('cpu-fallback', {}, one).sentence).toBe(
      'ComfyUI computes on the CPU, not on the GPU',
    )
  })
})

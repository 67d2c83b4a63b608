import { expect, test } from 'vitest'
import { advicesOf, cardFor, commandsOf } from './case-of.ts'

test('llama.cpp: an update first, then without the tensor API, then on the CPU', () => {
  expect(commandsOf(cardFor('metal-unsupported-op')).slice(0, 3)).toEqual([
    'brew upgrade llama.cpp',
    'export GGML_METAL_TENSOR_DISABLE=1',
    '-ngl 0',
  ])
})

test('PyTorch: the one operation goes to the CPU', () => {
  const card = cardFor('metal-unsupported-op', {}, { program: 'comfyui' })
  expect(commandsOf(card)[0]).toBe('export PYTORCH_ENABLE_MPS_FALLBACK=1')
})

test('Ollama tries again without the tensor API by itself', () => {
  const card = cardFor('metal-unsupported-op', {}, { program: 'ollama' })
  expect(commandsOf(card).join('\n')).not.toContain('TENSOR')
})

test('harmless lines and a message that nothing prints are named', () => {
  const advices = advicesOf(cardFor('metal-unsupported-op'))
  expect(advices).toContain('skipping kernel')
  expect(advices).toContain('tensor not found in metal library')
})

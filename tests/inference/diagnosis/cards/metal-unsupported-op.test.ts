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

test.each([
  [
    'comfyui',
    'TypeError: Trying to convert Float8_e4m3fn to the MPS backend but it does not have support for that dtype.',
    'Float8_e4m3fn',
    'fp16, bf16 or GGUF',
  ],
  ['pytorch', 'TypeError: BFloat16 is not supported on MPS', 'BFloat16', 'float16, or float32'],
] as const)('%s: a type of numbers is no operation', (program, text, type, words) => {
  const card = cardFor('metal-unsupported-op', {}, { program, line: { text } })
  expect(card.sentence).toContain(`of the type ${type}, which Metal does not have`)
  expect(card.fixes[0]?.text).toContain(words)
  expect(commandsOf(card).join(' ')).not.toContain('FALLBACK')
  expect(advicesOf(card)).toContain('PYTORCH_ENABLE_MPS_FALLBACK=1')
})

test('Ollama tries again without the tensor API by itself', () => {
  const card = cardFor('metal-unsupported-op', {}, { program: 'ollama' })
  expect(commandsOf(card).join('\n')).not.toContain('TENSOR')
})

test('harmless lines and a message that nothing prints are named', () => {
  const advices = advicesOf(cardFor('metal-unsupported-op'))
  expect(advices).toContain('skipping kernel')
  expect(advices).not.toContain('tensor not found in metal library')
  const page = { signature: 'page-tensor-not-in-metal-library' }
  expect(advicesOf(cardFor('metal-unsupported-op', {}, page))).toContain(
    'tensor not found in metal library',
  )
  expect(advicesOf(cardFor('metal-unsupported-op', {}, { program: 'pytorch' }))).toBe('')
})

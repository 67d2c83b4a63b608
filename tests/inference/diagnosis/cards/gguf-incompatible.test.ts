import { expect, test } from 'vitest'
import { advicesOf, cardFor, commandsOf, remediesOf } from './case-of.ts'

test('a file that the program cannot read: update first, and never the memory', () => {
  const card = cardFor('gguf-incompatible', { modelPath: '/models/Composed-8B-Q4_K_M.gguf' })
  expect(card.sentence).toBe(
    'llama.cpp cannot read Composed-8B-Q4_K_M.gguf: the file and the program do not go together',
  )
  expect(commandsOf(card)[0]).toBe('brew upgrade llama.cpp')
  expect(remediesOf(card)).toContain('--mmproj')
  expect(remediesOf(card)).toContain('convert_hf_to_gguf.py')
  expect(remediesOf(card)).not.toMatch(/[Ff]ree memory|context/)
  expect(advicesOf(card)).toContain('convert-hf-to-gguf.py')
  expect(advicesOf(card)).toContain('unknown GGUF version')
})

test('the digest of a blob is no name', () => {
  const facts = { modelPath: '/Users/user/.ollama/models/blobs/sha256-6a0746a1ec1aef3e' }
  expect(cardFor('gguf-incompatible', facts, { program: 'ollama' }).sentence).toBe(
    'Ollama cannot read this model: the file and the program do not go together',
  )
})

test('a name that would move the cursor of a terminal is made harmless', () => {
  const { sentence } = cardFor('gguf-incompatible', { modelPath: 'a\u001b[2J.gguf' })
  expect(sentence).not.toContain('\u001b')
})

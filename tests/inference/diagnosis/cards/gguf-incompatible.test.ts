import { expect, test } from 'vitest'
import { advicesOf, cardFor, commandsOf, remediesOf } from './case-of.ts'

test('a file that the program cannot read: update first, and never the memory', () => {
  const card = cardFor('gguf-incompatible', { modelPath: '/models/Composed-8B-Q4_K_M.gguf' })
  expect(card.sentence).toBe(
    'llama.cpp cannot read Composed-8B-Q4_K_M.gguf: the file and the program do not go together',
  )
  expect(commandsOf(card)[0]).toBe('brew upgrade llama.cpp')
  expect(remediesOf(card)).toContain('--mmproj')
  expect(remediesOf(card)).toContain('converted anew')
  expect(remediesOf(card)).not.toMatch(/[Ff]ree memory|context/)
  expect(advicesOf(card)).toContain('convert-hf-to-gguf.py')
  expect(advicesOf(card)).not.toContain('unknown GGUF version')
})

const lineOf = (signature: string, text: string) => ({ signature, line: { text } })

test.each([
  // the lines of inference-logs.md §3, composed
  [
    lineOf('llama-unknown-architecture', "unknown model architecture: 'qwen9'"),
    'it does not know the architecture qwen9',
    ['Update llama.cpp'],
  ],
  [
    lineOf('llama-file-cut', "tensor 'output.weight' data is not within the file bounds"),
    'the file is not whole, or damaged',
    ['Compare the size of the file'],
  ],
  [
    lineOf('gguf-magic', "gguf_init: invalid magic characters: '<!do', expected 'GGUF'"),
    'the file is a web page, no model',
    ['Download the file itself'],
  ],
  [
    lineOf('gguf-magic', "gguf_init: invalid magic characters: 'vers', expected 'GGUF'"),
    'the file is a pointer of Git LFS, no model',
    ['Fetch the model itself'],
  ],
  [
    lineOf('gguf-v1', 'GGUFv1 is no longer supported'),
    'the file is of an old format',
    ['Files of'],
  ],
])('what the line says of the file decides what is to be done: %j', (one, words, starts) => {
  const { sentence, fixes } = cardFor('gguf-incompatible', {}, one)
  expect(sentence).toBe(`llama.cpp cannot read this model: ${words}`)
  expect(fixes.map(({ text }, at) => text.startsWith(starts[at] ?? '-'))).toEqual([true])
})

test('the page that speaks of unknown GGUF versions is named where that string was seen', () => {
  const one = { program: 'candle', signature: 'candle-gguf-version' } as const
  expect(advicesOf(cardFor('gguf-incompatible', {}, one))).toContain('unknown GGUF version')
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

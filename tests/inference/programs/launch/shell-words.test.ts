import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { shellWords } from '../../../../src/main/inference/programs/launch/shell-words.ts'

test('a simple command is split as a shell does it', () => {
  expect(
    shellWords(`llama-server -m '/My Disk/a.gguf' --alias "it's \\"a\\"" a\\ b c''d -p ""`),
  ).toEqual(['llama-server', '-m', '/My Disk/a.gguf', '--alias', `it's "a"`, 'a b', 'cd', '-p', ''])
  expect(shellWords('llama-server \\\n  -m a.gguf\n')).toEqual(['llama-server', '-m', 'a.gguf'])
  expect(shellWords('x "a\\b" \'$HOME `|\'')).toEqual(['x', 'a\\b', '$HOME `|'])
  expect(shellWords('a#b --x=~/c')).toEqual(['a#b', '--x=~/c'])
  expect(shellWords('  ')).toEqual([])
})

test.each([
  'llama-server -m a.gguf | tee log',
  'cd /x && llama-server',
  'llama-server > log',
  'llama-server -m $MODEL',
  'llama-server -m "$MODEL"',
  'llama-server -m *.gguf',
  'llama-server &',
  'llama-server # the small one',
  'a; b',
  'a\nb',
  'x `y`',
  'x {a,b}',
  "x 'open",
  'x "open',
  'x \\',
])('what a shell would make more of is none: %j', (text) => {
  expect(shellWords(text)).toBeNull()
})

test('a text without end is none, and not looked at for long', () => {
  expect(shellWords('a '.repeat(20_000))).toBeNull()
})

test('words in single quotes come back as they were', () => {
  const word = fc.string().filter((text) => !text.includes('\0'))
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
      const quoted = words.map((one) => `'${one.replaceAll("'", `'\\''`)}'`).join(' ')
      fc.pre(!/\\\r?\n/.test(quoted))
      expect(shellWords(quoted)).toEqual(words)
    }),
  )
})

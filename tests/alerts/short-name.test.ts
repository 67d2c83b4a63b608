import { expect, test } from 'vitest'
import { shortName } from '../../src/main/alerts/short-name.ts'

test('a name that is short enough stays as it is', () => {
  expect(shortName('qwen3:30b')).toBe('qwen3:30b')
  expect(shortName('org/model')).toBe('org/model')
})

test('of a longer one what a path or a repository ends with is kept', () => {
  expect(shortName('mlx-community/Qwen3-Next-48B-4bit')).toBe('Qwen3-Next-48B-4bit')
  expect(shortName('/models/a/b/llama-3.1-8b-instruct-q4_k_m.gguf')).toMatch(/^llama-3.*\.gguf$/)
})

test('it is never longer than it may be, and shows no control characters', () => {
  for (const name of ['x'.repeat(500), '😀'.repeat(100), '\u001b[31mevil\n'.repeat(40)]) {
    expect(shortName(name).length).toBeLessThanOrEqual(28)
    expect(shortName(name)).not.toMatch(/\p{Cc}/u)
  }
})

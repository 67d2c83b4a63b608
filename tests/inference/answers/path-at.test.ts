import { expect, test } from 'vitest'
import { pathAt } from '../../../src/main/inference/answers/path-at.ts'

test('a path is told whole or not at all', () => {
  const long = `/${'m'.repeat(400)}.gguf`
  expect(pathAt({ path: long }, 'path')).toBe(long)
  expect(pathAt({ path: `/${'m'.repeat(5_000)}` }, 'path')).toBe(null)
  expect(pathAt({ path: '/a\u001b[31m.gguf' }, 'path')).toBe(null)
  expect(pathAt({ path: ' ' }, 'path')).toBe(null)
  expect(pathAt({ path: 5 }, 'path')).toBe(null)
})

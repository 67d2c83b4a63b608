import { expect, test } from 'vitest'
import { inOneByte } from '../../build/one-byte.ts'

test('a script says the same in one byte a character', () => {
  const script = "['Ünïcode – …', `≤ ${1}`, '内存', '😀', /^[–—]+$/u.test('–'), /\\u2026/.source]"
  const escaped = inOneByte(script)
  expect(escaped).not.toMatch(/[\u0100-\uffff]/)
  const run = (text: string): unknown => new Function(`return ${text}`)()
  expect(run(escaped)).toEqual(run(script))
})

test('a backslash before such a character stops the build: it would escape the escape', () => {
  expect(() => inOneByte("'\\…'")).toThrow('a backslash before')
})

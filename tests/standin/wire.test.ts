import { expect, test } from 'vitest'
import { fromWire, toWire } from './page/wire.ts'

const across = (value: unknown): unknown => fromWire(toWire(value))

test.each([
  ['what JSON has no word for', [undefined, NaN, Infinity, -0, 12n, null, true, 'text']],
  ['dates and patterns', { at: new Date(5), pattern: /a+/gi }],
  ['maps and sets', new Map<unknown, unknown>([[{ key: 1 }, new Set([1, 'two'])]])],
  ['bytes', { bytes: new Uint8Array([0, 255]), words: new Uint16Array([1, 65_535]) }],
  ['keys of any name', JSON.parse('{"__proto__":1,"constructor":2}')],
])('%s cross as they are', (_, value) => {
  expect(across(value)).toEqual(value)
})

test('a part of a longer buffer crosses alone', () => {
  const long = Buffer.from('a long text')
  expect(across(long.subarray(2, 6))).toEqual(new Uint8Array(Buffer.from('long')))
})

test('what is one thing stays one, loops too', () => {
  const shared = { name: 'shared' }
  const loop: Record<string, unknown> = { a: shared, b: shared }
  loop['self'] = loop
  const back = across(loop) as typeof loop
  expect(back['a']).toBe(back['b'])
  expect(back['self']).toBe(back)
})

test('errors keep their name and their message', () => {
  const back = across(new TypeError('no such thing')) as Error
  expect([back instanceof Error, back.name, back.message]).toEqual([
    true,
    'TypeError',
    'no such thing',
  ])
})

test.each([
  ['a function', () => 1],
  ['a function inside', { act: () => 1 }],
  ['a symbol', Symbol('own')],
  ['a promise', Promise.resolve()],
])('%s cannot be cloned', (_, value) => {
  expect(() => toWire(value)).toThrow('An object could not be cloned.')
})

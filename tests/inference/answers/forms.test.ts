import { expect, test } from 'vitest'
import {
  at,
  bytesAt,
  countAt,
  fieldsAt,
  figureAt,
  flagAt,
  inMs,
  instantAt,
  listAt,
  isAsItCame,
  textAt,
  versionAt,
} from '../../../src/main/inference/answers/forms.ts'

test('a path leads through objects only, and never to what every object inherits', () => {
  expect(at({ a: { b: 1 } }, 'a.b')).toBe(1)
  expect(at({ a: [1] }, 'a.0')).toBeUndefined()
  expect(at({ a: 'text' }, 'a.length')).toBeUndefined()
  expect(at({}, 'constructor')).toBeUndefined()
  expect(at(null, 'a')).toBeUndefined()
})

test('a list is cut at a thousand, and all else is none', () => {
  expect(listAt({ a: Array.from({ length: 1_001 }, (_, index) => index) }, 'a')).toHaveLength(1_000)
  expect(listAt([1, 2], '')).toEqual([1, 2])
  expect(listAt({ a: {} }, 'a')).toBeNull()
  expect(fieldsAt({ a: [] }, 'a')).toBeNull()
  expect(fieldsAt({ a: { b: 1 } }, 'a')).toEqual({ b: 1 })
})

test('a text is cut, and loses what a terminal would obey', () => {
  expect(textAt({ a: 'm'.repeat(500) }, 'a')).toHaveLength(200)
  expect(textAt({ a: 'a\u001b[31mb' }, 'a')).toBe('a\ufffd[31mb')
  expect(textAt({ a: 'a\ud800' }, 'a')).toBe('a\ufffd')
  expect(textAt({ a: ' ' }, 'a')).toBeNull()
  expect(textAt({ a: 5 }, 'a')).toBeNull()
})

test.each([
  [0, 0],
  [1.5, 1.5],
  [-1, null],
  [Number.NaN, null],
  [Number.POSITIVE_INFINITY, null],
  ['5', null],
  [null, null],
])('the figure %s is %s', (value, expected) => {
  expect(figureAt({ a: value }, 'a')).toBe(expected)
})

test('a count is whole, and a size no more than any machine has', () => {
  expect(countAt({ a: 1.5 }, 'a')).toBeNull()
  expect(countAt({ a: 2 ** 60 }, 'a')).toBeNull()
  expect(bytesAt({ a: 2 ** 46 }, 'a')).toBe(2 ** 46)
  expect(bytesAt({ a: 2 ** 46 + 1 }, 'a')).toBeNull()
  expect(flagAt({ a: 0 }, 'a')).toBeNull()
  expect(flagAt({ a: false }, 'a')).toBe(false)
})

test.each([
  ['2025-10-17T16:47:07-07:00', Date.UTC(2025, 9, 17, 23, 47, 7)],
  ['2024-06-04T14:38:31.83753-07:00', Date.UTC(2024, 5, 4, 21, 38, 31, 837)],
  ['2026-08-20T10:16:12Z', Date.UTC(2026, 7, 20, 10, 16, 12)],
  [1_700_000_000, 1_700_000_000_000],
  [1_700_000_000_123, 1_700_000_000_123],
  ['2025-10-17T16:47:07', null], // of no zone
  ['2025-13-45T99:00:00Z', null],
  ['yesterday', null],
  [0, null],
  [-5, null],
])('the instant %s is %s', (value, expected) => {
  expect(instantAt({ a: value }, 'a')).toBe(expected)
})

test('a version has no leading v and nothing behind its blank', () => {
  expect(versionAt({ a: 'v3.9.0 (82c191a)' }, 'a')).toBe('3.9.0')
  expect(versionAt({ a: 'b10470-34af94cd9' }, 'a')).toBe('b10470-34af94cd9')
  expect(versionAt({ a: '' }, 'a')).toBeNull()
})

test('no seconds are no milliseconds', () => {
  expect(inMs(1.5)).toBe(1_500)
  expect(inMs(null)).toBeNull()
})

test('a text that was cut or cleaned is not as it came', () => {
  const isWhole = (text: string): boolean => isAsItCame(textAt({ text }, 'text') ?? '')
  expect(['gemma3:27b', 'm'.repeat(200), 'and so on…'].map(isWhole)).toEqual([true, true, true])
  const changed = ['m'.repeat(201), '\u{1f4be}'.repeat(101), 'a\u001b[31mb', 'a\ud800']
  expect(changed.map(isWhole)).toEqual([false, false, false, false])
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  jsonIn,
  numberIn,
  numberInIfAny,
  parseDuration,
  ParseError,
  parseSize,
} from '../../src/shared/parse.ts'
import { parsedOrNull } from '../mutated.ts'

test.each([
  ['22GB', 22e9],
  ['22 gb', 22e9],
  ['22GiB', 22 * 2 ** 30],
  [' 1.5GiB ', 1.5 * 2 ** 30],
  ['0.5kb', 500],
  ['10 KiB', 10_240],
  ['3MiB', 3 * 2 ** 20],
  ['2TB', 2e12],
  ['1TiB', 2 ** 40],
  ['7B', 7],
  ['0', 0],
  ['23622320128', 23_622_320_128],
])('the size "%s" is %d bytes', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes)
})

test.each([
  '',
  ' ',
  '-1GB',
  '22G',
  '22 GBs',
  'GB',
  '1,5GB',
  '1.GB',
  '.5GB',
  '0x10',
  '1e9',
  'NaN',
  '99999999TB',
])('"%s" is no size, and the sentence says how to write one', (text) => {
  expect(() => parseSize(text)).toThrow(
    new ParseError(`"${text}" is not a size: write 22GB, 22GiB or a number of bytes`),
  )
})

test.each([
  ['500ms', 500],
  ['2', 2_000],
  ['2s', 2_000],
  ['0.5 s', 500],
  ['5M', 300_000],
  ['1h', 3_600_000],
  ['1d', 86_400_000],
])('the duration "%s" is %d ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

test.each(['', 's', '-1s', '1w', '1h30m', '2 minutes', '1e3', '9'.repeat(400)])(
  '"%s" is no duration, and the sentence says how to write one',
  (text) => {
    expect(() => parseDuration(text)).toThrow(
      new ParseError(`"${text}" is not a duration: write 500ms, 2s, 5m or 1h`),
    )
  },
)

test('what users write becomes a whole number of at least 0, or a ParseError', () => {
  const unit = fc.constantFrom('', 'B', 'kB', 'MiB', 'GB', 'TiB', 'ms', 's', 'h', 'd', 'x')
  const written = fc.oneof(
    fc.string(),
    fc.tuple(fc.float(), unit).map(([value, name]) => `${value}${name}`),
  )
  fc.assert(
    fc.property(written, (text) => {
      for (const parse of [parseSize, parseDuration]) {
        const value = parsedOrNull(parse, text)
        if (value !== null) expect(Number.isSafeInteger(value) && value >= 0).toBe(true)
      }
    }),
  )
})

test('a number is found where its pattern says, and missing it names the pattern', () => {
  expect(numberIn('a 12 b -3.5', /b (-?[\d.]+)/)).toBe(-3.5)
  expect(() => numberIn('a 12', /b (\d+)/)).toThrow(new ParseError('no number at b (\\d+)'))
  expect(() => numberIn('a x', /a (\w+)/)).toThrow(ParseError)
  expect(() => numberIn(`a ${'9'.repeat(400)}`, /a (\d+)/)).toThrow(ParseError)
})

test('a number that may be missing is null, never 0', () => {
  expect(numberInIfAny('a 0', /a (\d+)/)).toBe(0)
  expect(numberInIfAny('a', /a (\d+)/)).toBe(null)
  expect(numberInIfAny('a ', /a (\d*)/)).toBe(null)
  expect(numberInIfAny('a x', /a (\w+)/)).toBe(null)
})

test('text that is not JSON is a ParseError', () => {
  expect(jsonIn('{"a":[1]}')).toEqual({ a: [1] })
  expect(() => jsonIn('{"a":')).toThrow(new ParseError('not JSON'))
  expect(() => jsonIn('')).toThrow(ParseError)
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAnchorScan } from '../../../src/main/inference/logs/anchor-scan.ts'

interface Found {
  readonly line: string
  readonly anchors: readonly number[]
}

function scanned(anchors: readonly string[], text: string, begin = 0): readonly Found[] {
  const found: Found[] = []
  createAnchorScan(anchors).scan(text, begin, (from, to, held) => {
    found.push({ line: text.slice(from, to), anchors: [...held].sort((a, b) => a - b) })
    return to
  })
  return found
}

/** The same, one literal and one line after the other. */
const searched = (anchors: readonly string[], text: string): readonly Found[] =>
  text
    .split(/[\r\n]/)
    .map((line) => ({
      line,
      anchors: anchors.flatMap((anchor, index) => (line.includes(anchor) ? [index] : [])),
    }))
    .filter((one) => one.anchors.length > 0)

const anchors = fc.uniqueArray(
  fc.string({ unit: fc.constantFrom('a', 'b', ' ', '¬'), minLength: 3, maxLength: 7 }),
  { minLength: 1, maxLength: 8 },
)
const text = fc.string({
  // the last byte of € is ¬
  unit: fc.constantFrom('a', 'b', ' ', '¬', 'x', '\n', '\r', '€', '\u0000'),
  maxLength: 300,
})

describe('the scan for anchors', () => {
  test('finds what a search for each literal in each line finds', () => {
    fc.assert(
      fc.property(anchors, text, (literals, log) => {
        expect(scanned(literals, log)).toEqual(searched(literals, log))
      }),
      { numRuns: 300 },
    )
  })

  test('finds a literal that is part of another, and one that begins within another', () => {
    expect(scanned(['failed to', 'to allocate', 'allocate'], 'x failed to allocate y')).toEqual([
      { line: 'x failed to allocate y', anchors: [0, 1, 2] },
    ])
  })

  test('finds nothing that stands over the end of a line', () => {
    expect(scanned(['one two'], 'one \ntwo\rone two')).toEqual([{ line: 'one two', anchors: [0] }])
  })

  test('begins where it is told to, and goes on from where it is sent', () => {
    const log = 'key 1\nkey 2\nkey 3\nkey 4'
    expect(scanned(['key'], log, log.indexOf('key 2')).map(({ line }) => line)).toEqual([
      'key 2',
      'key 3',
      'key 4',
    ])
    const seen: string[] = []
    createAnchorScan(['key']).scan(log, 0, (from, to) => {
      seen.push(log.slice(from, to))
      return Math.max(to, log.indexOf('key 3'))
    })
    expect(seen).toEqual(['key 1', 'key 3', 'key 4'])
  })

  test('takes no literal that a line cannot hold, none beyond Latin-1, and none of two characters', () => {
    expect(() => createAnchorScan(['a\nb'])).toThrow(RangeError)
    expect(() => createAnchorScan(['€€'])).toThrow(RangeError)
    expect(() => createAnchorScan(['abc', 'ab'])).toThrow(RangeError)
  })
})

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

// the last byte of € is ¬, that of Ċ is a line feed, that of č a return
const letters = ['a', 'b', ' ', '¬'] as const
const anchors = fc.uniqueArray(
  fc.string({ unit: fc.constantFrom(...letters), minLength: 6, maxLength: 12 }),
  { minLength: 1, maxLength: 8 },
)
const between = fc.string({
  unit: fc.constantFrom(...letters, 'x', '\n', '\r', '€', 'Ċ', 'č', '\u0000'),
  maxLength: 12,
})
/** Anchors, whole, cut or run together, among what looks like them. */
const anchorsAndText = anchors.chain((literals) =>
  fc.record({
    literals: fc.constant(literals),
    log: fc
      .array(
        fc.tuple(between, fc.constantFrom(...literals), fc.nat({ max: 4 }), fc.nat({ max: 2 })),
        {
          maxLength: 30,
        },
      )
      .map((all) =>
        all
          .map(([before, literal, from, drop]) =>
            [before, drop === 0 ? literal.slice(from) : literal].join(''),
          )
          .join(''),
      ),
  }),
)

describe('the scan for anchors', () => {
  test('finds what a search for each literal in each line finds', () => {
    fc.assert(
      fc.property(anchorsAndText, ({ literals, log }) => {
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
    const log = 'the key 1\nthe key 2\nthe key 3\nthe key 4'
    expect(scanned(['the key'], log, log.indexOf('the key 2')).map(({ line }) => line)).toEqual([
      'the key 2',
      'the key 3',
      'the key 4',
    ])
    const seen: string[] = []
    createAnchorScan(['the key']).scan(log, 0, (from, to) => {
      seen.push(log.slice(from, to))
      return Math.max(to, log.indexOf('the key 3'))
    })
    expect(seen).toEqual(['the key 1', 'the key 3', 'the key 4'])
  })

  test('takes no literal that a line cannot hold, none beyond Latin-1, and none of five characters', () => {
    expect(() => createAnchorScan(['abc\ndef'])).toThrow(RangeError)
    expect(() => createAnchorScan(['€€€€€€€'])).toThrow(RangeError)
    expect(() => createAnchorScan(['abcdef', 'abcde'])).toThrow(RangeError)
  })
})

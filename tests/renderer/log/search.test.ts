import { describe, expect, test } from 'vitest'
import { matchesIn, nextMatch, patternOf, piecesOf } from '../../../src/renderer/log/search.ts'

const row = (text: string | null) => ({ lineNumber: 1, text, mark: null })

describe('a search', () => {
  test.each(['.*', 'a+b', '[x]', '(', '\\', '^a$', 'a|b', '{1}', '/', '-'])(
    'takes %s as it stands',
    (text) => {
      const pattern = patternOf(text)
      expect(matchesIn([row(`with ${text} in it`), row('xx yy'), row(null)], pattern)).toEqual([0])
    },
  )

  test('is for nothing where nothing is typed', () => {
    expect(patternOf('  ')).toBeNull()
    expect(matchesIn([row('a')], null)).toEqual([])
  })

  test('finds in whatever case, in any writing', () => {
    expect(matchesIn([row('ÜBER'), row('Straße')], patternOf('über'))).toEqual([0])
  })
})

test.each([
  [null, 1, 2],
  [null, -1, 9],
  [2, 1, 5],
  [4, 1, 5],
  [9, 1, 2],
  [2, -1, 9],
  [6, -1, 5],
] as const)('from %s by %i the next match is %i', (from, step, to) => {
  expect(nextMatch([2, 5, 9], from, step)).toBe(to)
})

test('without matches there is no next one', () => {
  expect(nextMatch([], 3, 1)).toBeNull()
})

describe('a text in pieces', () => {
  test('is whole, with its matches apart', () => {
    const pieces = piecesOf('aXbxc', patternOf('x'))
    expect(pieces.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('')).toBe(
      'a[X]b[x]c',
    )
  })

  test('has only so many, however often it matches', () => {
    const text = 'x'.repeat(4_000)
    const pieces = piecesOf(text, patternOf('x'))
    expect(pieces.length).toBe(201)
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
  })
})

import { describe, expect, test } from 'vitest'
import { lineCountOf, placeOf, rowsOf } from '../../../src/renderer/log/rows.ts'
import type { LineMark, ShownLine } from '../../../src/shared/log-view.ts'

const failure: LineMark = { kind: 'failure', class: 'mps-oom' }
const line = (
  lineNumber: number,
  text: string | null,
  mark: LineMark | null = null,
): ShownLine => ({
  lineNumber,
  text,
  mark,
})
const lines = [
  line(11, 'a'),
  line(12, null),
  line(13, null, { kind: 'work' }),
  line(14, null, failure),
  line(15, null, { kind: 'load' }),
  line(16, 'b', { kind: 'load' }),
  line(17, null),
  line(18, 'c', failure),
]

describe('the rows of a log', () => {
  test('are its lines, and one for each run of hidden ones with the gravest of its marks', () => {
    const rows = rowsOf(lines, 'all', null)
    expect(rows.map(({ lineNumber, hiddenCount }) => [lineNumber, hiddenCount])).toEqual([
      [11, undefined],
      [12, 4],
      [16, undefined],
      [17, 1],
      [18, undefined],
    ])
    expect(rows[1]?.mark).toEqual(failure)
    expect(lineCountOf(rows)).toBe(lines.length)
  })

  test.each([
    ['marked', [13, 16, 18]],
    ['failure', [14, 18]],
    ['load', [15, 16]],
    ['notice', []],
  ] as const)('are of one kind alone: %s', (filter, numbers) => {
    expect(rowsOf(lines, filter, null).map(({ lineNumber }) => lineNumber)).toEqual(numbers)
  })

  test('are those that match alone; what is hidden does not', () => {
    const rows = rowsOf(lines, 'all', /[bc]/)
    expect(rows.map(({ lineNumber }) => lineNumber)).toEqual([16, 18])
    expect(rowsOf(lines, 'failure', /b/)).toEqual([])
  })
})

test.each([
  [11, 0],
  [12, 1],
  [15, 1],
  [16, 2],
  [18, 4],
  [99, 4],
  [1, 0],
])('line %i stands in row %i, or is nearest to it', (lineNumber, place) => {
  expect(placeOf(rowsOf(lines, 'all', null), lineNumber)).toBe(place)
})

test('a line that is not listed leads to the first one behind it', () => {
  expect(placeOf(rowsOf(lines, 'all', /[ac]/), 14)).toBe(1)
})

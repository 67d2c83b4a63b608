import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvField, csvOf } from '../../src/shared/csv.ts'
import { rowsInCsv } from './csv-in.ts'

const hostileText = fc
  .array(fc.constantFrom(...'=+-@,;|"\'\t\r\n\u0020\uff1d\uff0baZ0é🙂'), { maxLength: 12 })
  .map((letters) => letters.join(''))
const someField = fc.oneof(
  hostileText,
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constant(null),
)

/** As a spreadsheet splits a file that is separated by something else than it was written with. */
const cellsBy = (separator: RegExp, line: string): readonly string[] =>
  line
    .split(separator)
    .map((cell) => cell.replace(/^["'\s]*/, (quotes) => (quotes.includes("'") ? "'" : '')))

describe('a CSV', () => {
  test('comes back as it was, but for the apostrophe before what would run', () => {
    fc.assert(
      fc.property(fc.array(fc.array(someField, { minLength: 2, maxLength: 4 })), (rows) => {
        const read = rowsInCsv(csvOf(['a', 'b'], rows))
        expect(read).toHaveLength(rows.length + 1)
        rows.forEach((row, at) => {
          const back = read[at + 1] ?? []
          expect(back.length).toBe(row.length)
          row.forEach((field, index) => {
            const cell = back[index] ?? ''
            if (field === null) expect(cell).toBe('')
            else if (typeof field === 'number') expect(Number(cell)).toBe(field === 0 ? 0 : field)
            else expect(cell.replaceAll("'", '')).toBe(field.replaceAll("'", ''))
          })
        })
      }),
    )
  })

  test('has no text that a spreadsheet runs, whatever it takes for the separator', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(hostileText, fc.string()), { minLength: 1 }), (texts) => {
        const text = csvOf(
          ['what'],
          texts.map((what) => [what]),
        )
        for (const separator of [/[,\r\n]/, /[;\r\n]/, /[\t\r\n]/, /[|\r\n]/])
          for (const cell of cellsBy(separator, text)) expect(cell).not.toMatch(/^[=+\-@＝＋－＠]/)
      }),
    )
  })

  test.each([
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['+1', "'+1"],
    ['@SUM(1)', "'@SUM(1)"],
    ['name;=cmd', `"name;'=cmd"`],
    ['qwen3-4b@q4', 'qwen3-4b@q4'],
    ['a, b', '"a, b"'],
    ['', ''],
  ])('writes %j as %s', (field, written) => {
    expect(csvField(field)).toBe(written)
  })

  test('leaves figures alone, and has none for what is none', () => {
    expect([-1.5, 0, 2e15, Number.NaN, null].map(csvField)).toEqual([
      '-1.5',
      '0',
      '2000000000000000',
      '',
      '',
    ])
  })
})

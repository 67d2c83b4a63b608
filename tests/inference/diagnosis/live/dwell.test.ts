import { expect, test } from 'vitest'
import { createDwell, type Level } from '../../../../src/main/inference/diagnosis/live/dwell.ts'

const times = { holdMs: 10_000, readingCount: 3, calmMs: 5_000 }

/** `h5`: high, as read at second 5 and said at second 5; `h5@9`: said at second 9. What stands after each. */
function told(steps: readonly string[]): readonly string[] {
  const dwell = createDwell<string>(times)
  return steps.map((text) => {
    const [, letter = '', read = '', now = read] = /^(.)(\d+)(?:@(\d+))?$/.exec(text) ?? []
    const level: Level = letter === 'h' ? 'high' : letter === 'b' ? 'between' : 'low'
    const seen =
      level === 'high'
        ? { key: 'one', level, readAtMs: Number(read) * 1_000, claim: text }
        : { key: 'one', level }
    return dwell(letter === 'x' ? [] : [seen], Number(now) * 1_000)
      .map(({ claim, sinceMs }) => `${claim} since ${sinceMs / 1_000}`)
      .join()
  })
}

test('what holds is said after its time, with what was seen last and since when', () => {
  expect(told(['h5', 'h10', 'h14', 'h15', 'h16'])).toEqual([
    '',
    '',
    '',
    'h15 since 5',
    'h16 since 5',
  ])
})

test('what was interrupted begins anew, also where it was only between', () => {
  expect(told(['h1', 'h6', 'l10', 'h12', 'h17', 'h21', 'h22'])).toEqual([
    '',
    '',
    '',
    '',
    '',
    '',
    'h22 since 12',
  ])
  expect(told(['h1', 'h6', 'b10', 'h12', 'h17', 'h21']).at(-1)).toBe('')
})

test('one reading that is shown in many ticks is one reading', () => {
  expect(told(['h1', 'h1@5', 'h1@9', 'h1@20', 'h1@40']).at(-1)).toBe('')
  expect(told(['h1', 'h30', 'h30@31', 'h30@50']).at(-1)).toBe('')
  expect(told(['h1', 'h30', 'h60']).at(-1)).toBe('h60 since 1')
})

test('readings with a long time between them are not one span', () => {
  expect(told(['h1', 'h5', 'h600', 'h605']).at(-1)).toBe('')
})

test('it does not flap: between keeps it, and only a calm time ends it', () => {
  expect(told(['h0', 'h5', 'h10', 'b20', 'l21', 'l24', 'h25', 'l26', 'l30', 'l31'])).toEqual([
    '',
    '',
    'h10 since 0',
    'h10 since 0',
    'h10 since 0',
    'h10 since 0',
    'h25 since 0',
    'h25 since 0',
    'h25 since 0',
    '',
  ])
})

test('what is gone is forgotten at once', () => {
  expect(told(['h0', 'h5', 'h10', 'x11', 'h12'])).toEqual(['', '', 'h10 since 0', '', ''])
})

test('a clock that was set back begins anew', () => {
  expect(told(['h100', 'h105', 'h110', 'h5', 'h10', 'h15'])).toEqual([
    '',
    '',
    'h110 since 100',
    '',
    '',
    'h15 since 5',
  ])
})

import { describe, expect, test } from 'vitest'
import { momentMs, parseMoment } from '../../src/main/cli/moment.ts'
import { ParseError } from '../../src/shared/parse.ts'

const nowMs = Date.UTC(2026, 10, 20, 18)
const msOf = (text: string): number => momentMs(parseMoment(text), nowMs)

describe('a time, as it is said to a command, is', () => {
  test('so long ago', () => {
    expect(msOf('24h')).toBe(nowMs - 86_400_000)
    expect(msOf(' 7d ')).toBe(nowMs - 7 * 86_400_000)
  })

  test('a day or a time of the clock here', () => {
    expect(msOf('2026-11-20')).toBe(new Date(2026, 10, 20).getTime())
    expect(msOf('2026-11-20T18:00')).toBe(new Date(2026, 10, 20, 18).getTime())
    expect(msOf('2026-11-20 18:00:07')).toBe(new Date(2026, 10, 20, 18, 0, 7).getTime())
  })

  test('a time of another clock, where that is named', () => {
    expect(msOf('2026-11-20T18:00Z')).toBe(nowMs)
    expect(msOf('2026-11-20T20:00:00.000+02:00')).toBe(nowMs)
  })

  test.each([
    '',
    'now',
    'yesterday',
    '2026-02-31',
    '2026-13-01',
    '2026-11-20T25:00',
    '20.11.2026',
    '-3h',
  ])('not %j', (text) => {
    expect(() => parseMoment(text)).toThrow(ParseError)
  })
})

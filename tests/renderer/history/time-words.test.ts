import { expect, test } from 'vitest'
import { timeWordsIn } from '../../../src/renderer/history/use-time-words.ts'

const at = new Date(2026, 10, 20, 14, 5, 9).getTime()
const midnight = new Date(2026, 10, 20).getTime()
const hourMs = 3_600_000

test.each([
  ['en', 'Nov 20', 'Nov 20, 14:05'],
  ['de', '20. Nov.', '20. Nov., 14:05'],
  ['zh-Hans', '11月20日', '11月20日 14:05'],
] as const)('times are written as in %s, on a clock of 24 hours', (language, day, instant) => {
  const words = timeWordsIn(language)
  expect(words.tick(at, hourMs)).toBe('14:05')
  expect(words.tick(at, 5_000)).toBe('14:05:09')
  expect(words.tick(midnight, hourMs)).toBe(day)
  expect(words.tick(at, 24 * hourMs)).toBe(day)
  expect(words.instant(at, 60_000)).toBe(instant)
  expect(words.instant(midnight, 60_000)).toContain('00:00')
})

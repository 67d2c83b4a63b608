import { expect, test } from 'vitest'
import {
  formatCelsius,
  formatClock,
  formatCount,
  formatPace,
  formatRatio,
  formatSpan,
  formatTimeOfDay,
  formatTokens,
  formatTick,
  formatTook,
  formatWatts,
} from '../../src/shared/units.ts'

test.each([
  [0, '0 %'],
  [0.003, '0.3 %'],
  [0.0994, '9.9 %'],
  [0.0995, '10 %'],
  [0.1, '10 %'],
  [0.424, '42 %'],
  [0.426, '43 %'],
  [0.999, '100 %'],
  [1, '100 %'],
])('the ratio %d is shown as %s', (ratio, text) => {
  expect(formatRatio(ratio)).toBe(text)
})

test.each([
  [0, '0.0 ms'],
  [0.24, '0.2 ms'],
  [9.94, '9.9 ms'],
  [9.95, '10 ms'],
  [14.4, '14 ms'],
  [999.4, '999 ms'],
  [999.5, '1.0 s'],
  [1_440, '1.4 s'],
  [61_000, '61.0 s'],
])('a wait of %d ms is shown as %s', (ms, text) => {
  expect(formatTook(ms)).toBe(text)
})

const minuteMs = 60_000
const hourMs = 60 * minuteMs
test.each([
  [-5_000, '0 s'],
  [0, '0 s'],
  [499, '0 s'],
  [500, '1 s'],
  [12_000, '12 s'],
  [59_400, '59 s'],
  [59_600, '1 min'],
  [4 * minuteMs + 59_000, '4 min'],
  [59 * minuteMs + 59_400, '59 min'],
  [hourMs, '1 h'],
  [2 * hourMs + 5 * minuteMs, '2 h 5 min'],
  [23 * hourMs + 59 * minuteMs, '23 h 59 min'],
  [24 * hourMs, '1 d'],
  [24 * hourMs + 59 * minuteMs, '1 d'],
  [73 * hourMs, '3 d 1 h'],
])('a span of %d ms is shown as %s', (ms, text) => {
  expect(formatSpan(ms)).toBe(text)
})

test('tokens are counted in steps of 1024, as contexts come in them', () => {
  const counts = [0, 512, 1_024, 2_134, 8_192, 10_200, 40_960, 131_072, 1_048_000, 1_048_576]
  const texts = ['0', '512', '1k', '2.1k', '8k', '10k', '40k', '128k', '1023k', '1M']
  expect(counts.map(formatTokens)).toEqual(texts)
})

test('pace has a digit behind the point where it is slow', () => {
  expect([0.34, 9.94, 9.96, 41.3, 1_234].map(formatPace)).toEqual([
    '0.3 tok/s',
    '9.9 tok/s',
    '10 tok/s',
    '41 tok/s',
    '1234 tok/s',
  ])
})

test('watts have one digit behind the point below ten', () => {
  expect(formatWatts(4.12)).toBe('4.1 W')
  expect(formatWatts(9.94)).toBe('9.9 W')
  expect(formatWatts(9.96)).toBe('10 W')
  expect(formatWatts(21.4)).toBe('21 W')
  expect(formatWatts(0)).toBe('0.0 W')
})

test.each([
  [0, '0 MHz'],
  [389e6, '389 MHz'],
  [389.5e6, '390 MHz'],
  [999.4e6, '999 MHz'],
  [999.5e6, '1.0 GHz'],
  [1_398e6, '1.4 GHz'],
  [1_440e6, '1.4 GHz'],
  [1_620e6, '1.6 GHz'],
])('a clock of %d Hz is shown as %s', (hertz, text) => {
  expect(formatClock(hertz)).toBe(text)
})

test('degrees and counts are whole', () => {
  expect(formatCelsius(40.6)).toBe('41 °C')
  expect(formatCelsius(-12.4)).toBe('-12 °C')
  expect(formatCelsius(-0.2)).toBe('0 °C')
  expect(formatCount(12)).toBe('12')
})

test('the time of day has two digits everywhere', () => {
  expect(formatTimeOfDay(new Date(2026, 10, 20, 8, 5, 7).getTime())).toBe('08:05:07')
  expect(formatTimeOfDay(new Date(2026, 10, 20, 18, 20, 0).getTime())).toBe('18:20:00')
})

test.each([
  [0, '0'],
  [10e9, '10 GB'],
  [2.5e9, '2.5 GB'],
  [500e6, '500 MB'],
  [1.5e12, '1.5 TB'],
  [2e12, '2 TB'],
])('an axis has %d bytes as %s', (bytes, text) => {
  expect(formatTick(bytes)).toBe(text)
})

import { assert, constantFrom, double, nat, oneof, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { figureIn, isFigure } from '../../../src/shared/phrases/figure.ts'
import { unitSystems } from '../../../src/shared/settings.ts'
import {
  formatBytes,
  formatBytesPerSecond,
  formatCelsius,
  formatClock,
  formatGrowth,
  formatPace,
  formatRatio,
  formatRoom,
  formatSpan,
  formatTimeOfDay,
  formatTokens,
  formatTook,
  formatWatts,
} from '../../../src/shared/units.ts'
import { inUnits } from '../shown.ts'

describe('a figure as a reader writes it', () => {
  test('German has a decimal comma, and the units of the SI', () => {
    expect(figureIn('de', '24.3 GB')).toBe('24,3 GB')
    expect(figureIn('de', '2 h 5 min')).toBe('2 h 5 min')
    expect(figureIn('de', '3 d 1 h')).toBe('3 T. 1 h')
    expect(figureIn('de', '+1.4 GB/min')).toBe('+1,4 GB/min')
  })

  test('Chinese writes time out, and its percent close to the figure', () => {
    expect(figureIn('zh-Hans', '24.3 GB')).toBe('24.3 GB')
    expect(figureIn('zh-Hans', '2 h 5 min')).toBe('2小时 5分钟')
    expect(figureIn('zh-Hans', '42 %')).toBe('42%')
    expect(figureIn('zh-Hans', '102 MB/s')).toBe('102 MB/秒')
    expect(figureIn('zh-Hans', '41 tok/s')).toBe('41 tok/秒')
  })

  test('English stays as units.ts wrote it', () => {
    expect(figureIn('en', '2 h 5 min')).toBe('2 h 5 min')
  })
})

test('an address, a port and a version are no figures', () => {
  for (const text of ['127.0.0.1:11434', '127.0.0.1', '0.13.5', 'localhost:11434', '1.5:20', '1:2'])
    expect([text, figureIn('de', text)]).toEqual([text, null])
  expect(figureIn('de', '14:05:10')).toBe('14:05:10')
})

test.each(unitSystems)('all that units.ts writes is known as a figure: %s', (system) => {
  const writers: readonly ((value: number) => string)[] = [
    formatBytes,
    formatRoom,
    formatBytesPerSecond,
    formatGrowth,
    formatTokens,
    formatPace,
    formatWatts,
    formatClock,
    formatCelsius,
    formatTook,
    formatSpan,
    formatTimeOfDay,
    (value) => formatRatio(value / 1e12),
    (value) => `~${formatTokens(value)}`,
    (value) => `<${formatBytes(value)}`,
  ]
  assert(
    property(
      oneof(nat(2_000), nat(), double({ min: 0, max: 1e13, noNaN: true })),
      constantFrom(...writers),
      (value, write) => {
        const text = inUnits(system, () => write(value))
        expect(isFigure(text), text).toBe(true)
      },
    ),
  )
})

test('a name is no figure', () => {
  for (const name of ['qwen3:30b', '7-Zip', '1Password', 'gemma 3', '30b', 'M4 Max', ''])
    expect(isFigure(name), name).toBe(false)
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  formatBytes,
  formatBytesPerSecond,
  formatGrowth,
  formatRoom,
} from '../../src/shared/units.ts'
import { shownIn } from './shown.ts'

const sizes = fc.oneof(
  fc.nat(2_000),
  fc.nat(2_000_000),
  fc.nat(2_000_000_000),
  fc.integer({ min: 0, max: 2e12 }),
  fc.integer({ min: 0, max: 1e15 }),
)

test.each([
  [0, '0 B'],
  [1, '1 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [1499, '1 kB'],
  [1500, '2 kB'],
  [999_499, '999 kB'],
  [999_500, '1 MB'],
  [415e6, '415 MB'],
  [999.4e6, '999 MB'],
  [999.6e6, '1.0 GB'],
  [1e9, '1.0 GB'],
  [24.34e9, '24.3 GB'],
  [999.94e9, '999.9 GB'],
  [999.96e9, '1.00 TB'],
  [1.2345e12, '1.23 TB'],
  [2e15, '2000.00 TB'],
  [-2.5e9, '-2.5 GB'],
])('%d bytes are shown as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

test('a shown size is the nearest one that its unit can show', () => {
  fc.assert(
    fc.property(sizes, (bytes) => {
      const { steps, stepBytes } = shownIn(formatBytes(bytes))
      expect(Math.abs(steps * stepBytes - bytes)).toBeLessThanOrEqual(stepBytes / 2)
    }),
  )
})

test('no size is shown as a thousand of a unit that has a greater one', () => {
  fc.assert(
    fc.property(sizes, (bytes) => {
      const { unit, steps, stepBytes } = shownIn(formatBytes(bytes))
      const perUnit = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9 }[unit]
      if (perUnit !== undefined) expect((steps * stepBytes) / perUnit).toBeLessThan(1000)
    }),
  )
})

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1999, '1 kB'],
  [999.9e6, '999 MB'],
  [1e9, '1.0 GB'],
  [1.99e9, '1.9 GB'],
  [999.99e9, '999.9 GB'],
  [1.999e12, '1.99 TB'],
])('a room of %d bytes is shown as %s', (bytes, text) => {
  expect(formatRoom(bytes)).toBe(text)
})

test('a room is never shown greater than it is, nor a whole step smaller', () => {
  fc.assert(
    fc.property(sizes, (bytes) => {
      const { steps, stepBytes } = shownIn(formatRoom(bytes))
      expect(steps * stepBytes).toBeLessThanOrEqual(bytes)
      expect(steps * stepBytes).toBeGreaterThan(bytes - stepBytes)
    }),
  )
})

test('rates carry their unit and their sign', () => {
  expect(formatBytesPerSecond(1.24e9)).toBe('1.2 GB/s')
  expect(formatBytesPerSecond(0)).toBe('0 B/s')
  expect(formatGrowth(120e6)).toBe('+120 MB/min')
  expect(formatGrowth(-3e6)).toBe('−3 MB/min')
  expect(formatGrowth(0)).toBe('+0 B/min')
})

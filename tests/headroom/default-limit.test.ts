import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultLimitBytes, eraOf, type LimitEra } from '../../src/main/headroom/default-limit.ts'

const gib = 2 ** 30
const pageBytes = 16_384
/** As engines print it: decimal megabytes with two digits. */
const printed = (bytes: number): string => (bytes / 1e6).toFixed(2)

describe('the default limit is what engines have logged on such Macs', () => {
  // macos-sources §5: RAM in GiB, decimal MB as printed
  test.each([
    [8, '5726.63'],
    [16, '11453.25'],
    [24, '17179.89'],
    [32, '22906.50'],
    [36, '28991.03'],
    [48, '38654.71'],
    [64, '51539.61'],
  ])('up to macOS 15, with %d GB: %s MB', (ramGib, megabytes) => {
    expect(printed(defaultLimitBytes(ramGib * gib, 'up-to-15'))).toBe(megabytes)
  })

  test.each([
    [16, '12713.12'],
    [24, '19069.67'],
    [32, '26800.60'],
    [36, '30150.67'],
    [48, '40200.90'],
    [64, '55662.79'],
    [128, '115448.73'],
    [256, '223338.30'],
    [512, '498216.21'],
  ])('from macOS 26 on, with %d GB: %s MB', (ramGib, megabytes) => {
    expect(printed(defaultLimitBytes(ramGib * gib, 'from-26'))).toBe(megabytes)
  })
})

test('a size that nobody has logged takes the share of the next smaller one', () => {
  expect(defaultLimitBytes(96 * gib, 'from-26') / (96 * gib)).toBeCloseTo(0.81, 5)
  expect(defaultLimitBytes(192 * gib, 'from-26') / (192 * gib)).toBeCloseTo(0.84, 5)
  expect(defaultLimitBytes(18 * gib, 'from-26') / (18 * gib)).toBeCloseTo(0.74, 5)
  expect(printed(defaultLimitBytes(8 * gib, 'from-26'))).toBe('5726.63')
})

test('of large Macs before macOS 26 three quarters may be used, or all but 48 GB', () => {
  expect(defaultLimitBytes(96 * gib, 'up-to-15')).toBe(72 * gib)
  expect(defaultLimitBytes(192 * gib, 'up-to-15')).toBe(144 * gib)
  expect(defaultLimitBytes(512 * gib, 'up-to-15')).toBe(464 * gib)
})

test('whatever the size, the limit is whole bytes, some of the RAM and never more than it', () => {
  const eras = fc.constantFrom<LimitEra>('up-to-15', 'from-26')
  fc.assert(
    fc.property(eras, fc.integer({ min: 4, max: 2_048 }), (era, ramGib) => {
      const ramBytes = ramGib * gib
      const limitBytes = defaultLimitBytes(ramBytes, era)
      expect(limitBytes % pageBytes).toBe(0)
      expect(limitBytes).toBeLessThan(ramBytes)
      expect(limitBytes).toBeGreaterThan(ramBytes * 0.66)
    }),
  )
})

test('more RAM never means a lower limit', () => {
  const eras = fc.constantFrom<LimitEra>('up-to-15', 'from-26')
  const sizes = fc.integer({ min: 4, max: 1_024 })
  fc.assert(
    fc.property(eras, sizes, sizes, (era, one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)]
      expect(defaultLimitBytes(less * gib, era)).toBeLessThanOrEqual(
        defaultLimitBytes(more * gib, era),
      )
    }),
  )
})

test.each([
  ['26.1', 'from-26'],
  ['26', 'from-26'],
  ['27.0', 'from-26'],
  ['100.2', 'from-26'],
  ['15.6.1', 'up-to-15'],
  ['14.0', 'up-to-15'],
  ['10.15.7', 'up-to-15'],
])('macOS %s is of the era %s', (version, era) => {
  expect(eraOf(version)).toBe(era)
})

test.each(['', 'Tahoe', ' 26', 'v26'])('the version "%s" tells no era', (version) => {
  expect(eraOf(version)).toBe(null)
})

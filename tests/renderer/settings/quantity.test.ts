import { describe, expect, test } from 'vitest'
import { fieldOf, quantityIn } from '../../../src/renderer/settings/quantity.ts'
import { alertBounds } from '../../../src/shared/alert-settings.ts'

describe('a number of the settings in its field', () => {
  test.each([
    ['ratio', 'decimal', 0.4, alertBounds.hogRatio, { value: 40, least: 10, most: 90 }],
    ['ratio', 'binary', 0.29, alertBounds.hogRatio, { value: 29, least: 10, most: 90 }],
    ['ratio', 'decimal', 0.99, alertBounds.contextRatio, { value: 99, least: 50, most: 99 }],
    ['bytes', 'decimal', 4e9, alertBounds.hogGrowthBytes, { value: 4, least: 0.5, most: 64 }],
    ['bytes', 'binary', 4e9, alertBounds.hogGrowthBytes, { value: 3.7, least: 0.5, most: 59.6 }],
    ['minutes', 'binary', 3, alertBounds.runsOutWithinMinutes, { value: 3, least: 1, most: 30 }],
  ] as const)('counts %s (%s): %d', (quantity, units, value, bounds, field) => {
    expect(fieldOf(quantity, units, value, bounds)).toMatchObject(field)
  })

  test.each([
    ['ratio', 'decimal', 35, 0.35],
    ['ratio', 'decimal', 57, 0.57],
    ['bytes', 'decimal', 5.5, 5.5e9],
    ['bytes', 'binary', 2, 2 * 2 ** 30],
    ['seconds', 'binary', 2.5, 2.5],
  ] as const)('is read back from %s (%s): %d', (quantity, units, typed, value) => {
    expect(quantityIn(quantity, units, typed)).toBe(value)
  })

  test('takes nothing at its bounds that Core refuses, in either unit', () => {
    for (const { least, most } of [alertBounds.hogGrowthBytes, alertBounds.swapDiskBytes])
      for (const units of ['decimal', 'binary'] as const) {
        const field = fieldOf('bytes', units, least, { least, most })
        expect(quantityIn('bytes', units, field.least)).toBeGreaterThanOrEqual(least)
        expect(quantityIn('bytes', units, field.most)).toBeLessThanOrEqual(most)
      }
  })
})

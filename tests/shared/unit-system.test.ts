import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { unitSystems } from '../../src/shared/settings.ts'
import { setUnitSystem } from '../../src/shared/unit-system.ts'
import {
  formatApart,
  formatBytes,
  formatBytesPerSecond,
  formatConstantBytes,
  formatConstantRoom,
  formatDivided,
  formatGrowth,
  formatRoom,
  formatSum,
} from '../../src/shared/units.ts'
import { inUnits, shownIn } from './shown.ts'

const KiB = 2 ** 10
const MiB = 2 ** 20
const GiB = 2 ** 30
const TiB = 2 ** 40

describe('in GiB', () => {
  beforeEach(() => setUnitSystem('binary'))
  afterEach(() => setUnitSystem('decimal'))

  test.each([
    [0, '0 B'],
    [1_023, '1023 B'],
    [KiB, '1 KiB'],
    [1_023.4 * KiB, '1023 KiB'],
    [1_023.6 * KiB, '1 MiB'],
    [415 * MiB, '415 MiB'],
    [1_023.4 * MiB, '1023 MiB'],
    [1_023.6 * MiB, '1.0 GiB'],
    [16 * GiB, '16.0 GiB'],
    [17.179_869_184e9, '16.0 GiB'],
    [24.34 * GiB, '24.3 GiB'],
    [1_023.94 * GiB, '1023.9 GiB'],
    [1_023.96 * GiB, '1.00 TiB'],
    [1.25 * TiB, '1.25 TiB'],
    [-2.5 * GiB, '-2.5 GiB'],
  ])('%d bytes are shown as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })

  test.each([
    [GiB, '1.0 GiB'],
    [GiB - 1, '1023 MiB'],
    [0.3 * GiB, '307 MiB'],
    [1.3 * GiB, '1.2 GiB'], // a third of a byte below it
    [Math.ceil(1.3 * GiB), '1.3 GiB'],
    [1.99 * GiB, '1.9 GiB'],
    [TiB, '1.00 TiB'],
  ])('a room of %d bytes is shown as %s, and never as more', (bytes, text) => {
    expect(formatRoom(Math.floor(bytes))).toBe(text)
  })

  test('rates and growth are in them too', () => {
    expect(formatBytesPerSecond(1.5 * GiB)).toBe('1.5 GiB/s')
    expect(formatGrowth(-120 * MiB)).toBe('−120 MiB/min')
  })

  test('the text beside the gauge is as wide whatever it is, in the digits of its most', () => {
    expect(formatConstantRoom(3.19 * GiB, 22 * GiB)).toBe('\u20073.1 GiB')
    expect(formatConstantRoom(22 * GiB, 22 * GiB)).toBe('22.0 GiB')
    expect(formatConstantRoom(null, 22 * GiB)).toBe('‒‒.‒ GiB')
    expect(formatConstantRoom(5e9, 10.2e9)).toBe('4.6 GiB') // 10 GB are 9 GiB
    expect(formatConstantBytes(3.19 * GiB, 22 * GiB)).toBe('\u20073.2 GiB')
  })
})

const sizes = fc.oneof(
  fc.constant(0),
  fc.nat(3_000),
  fc.nat(3_000_000),
  fc.nat(2_000_000_000),
  fc.integer({ min: 0, max: 300e9 }),
  fc.integer({ min: 0, max: 5e12 }),
)
const parts = fc.array(sizes, { minLength: 1, maxLength: 9 })
const sumOf = (steps: readonly { readonly steps: number }[]): number =>
  steps.reduce((sum, one) => sum + one.steps, 0)

describe.each(unitSystems)('in the %s system', (system) => {
  test('a shown size is the nearest that its unit can show, a room never more than it is', () => {
    fc.assert(
      fc.property(sizes, (bytes) => {
        const near = shownIn(inUnits(system, () => formatBytes(bytes)))
        expect(Math.abs(near.steps * near.stepBytes - bytes)).toBeLessThanOrEqual(
          near.stepBytes / 2 + 1e-3,
        )
        const room = shownIn(inUnits(system, () => formatRoom(bytes)))
        expect(room.steps * room.stepBytes).toBeLessThanOrEqual(bytes + 1e-3)
        expect(room.steps * room.stepBytes).toBeGreaterThan(bytes - room.stepBytes - 1e-3)
      }),
    )
  })

  test('every total is the sum of its parts as they are shown, in one unit', () => {
    fc.assert(
      fc.property(parts, fc.nat(8), (all, down) => {
        for (const roundedDown of [null, down % all.length]) {
          const shown = inUnits(system, () => formatSum(all, roundedDown))
          const [total, figures] = [shownIn(shown.total), shown.parts.map(shownIn)]
          expect(new Set(figures.map(({ unit }) => unit))).toEqual(new Set([total.unit]))
          expect(sumOf(figures)).toBe(total.steps)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test('the total of a sum is shown as it would be alone', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const totalBytes = all.reduce((sum, bytes) => sum + bytes, 0)
        const [alone, together] = inUnits(system, () => [formatBytes(totalBytes), formatSum(all)])
        expect(together.total).toBe(alone)
      }),
    )
  })
})

describe.each(unitSystems)('beside each other in the %s system', (system) => {
  test('two columns add up as they are shown', () => {
    const columns = fc.array(fc.record({ hereBytes: sizes, elsewhereBytes: sizes }), {
      minLength: 1,
      maxLength: 6,
    })
    const stepsIn = (text: string): { readonly steps: number } =>
      text.startsWith('<') ? { steps: 0 } : shownIn(text)
    fc.assert(
      fc.property(columns, (divided) => {
        const { here, inAll } = inUnits(system, () => formatDivided(divided))
        for (const { total, parts: shown } of [here, inAll])
          expect(sumOf(shown.map(stepsIn))).toBe(shownIn(total).steps)
      }),
    )
  })

  test('figures that stand apart tell rightly whether they add up', () => {
    const oneUnit = fc.array(fc.integer({ min: 2 * GiB, max: 90e9 }), {
      minLength: 1,
      maxLength: 5,
    })
    fc.assert(
      fc.property(oneUnit, (all) => {
        const { total, parts: shown, addsUp } = inUnits(system, () => formatApart(all))
        const isSum = sumOf(shown.map(shownIn)) === shownIn(total).steps
        expect(addsUp).toBe(isSum)
      }),
    )
  })
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatApart, formatBytes, formatDivided, formatSum } from '../../src/shared/units.ts'
import { shownIn } from './shown.ts'

const part = fc.oneof(
  fc.constant(0),
  fc.nat(3_000),
  fc.nat(3_000_000),
  fc.nat(2_000_000_000),
  fc.integer({ min: 0, max: 300e9 }),
  fc.integer({ min: 0, max: 5e12 }),
)
const partsAndDown = fc
  .array(part, { minLength: 1, maxLength: 9 })
  .chain((parts) =>
    fc.tuple(fc.constant(parts), fc.option(fc.nat(parts.length - 1), { nil: null })),
  )

test('the figures shown add up to the total shown, in one unit', () => {
  fc.assert(
    fc.property(partsAndDown, ([parts, roundedDown]) => {
      const shown = formatSum(parts, roundedDown)
      const total = shownIn(shown.total)
      const figures = shown.parts.map(shownIn)
      expect(figures.map(({ unit }) => unit)).toEqual(parts.map(() => total.unit))
      expect(figures.reduce((sum, { steps }) => sum + steps, 0)).toBe(total.steps)
    }),
    { numRuns: 2_000 },
  )
})

test('every figure of a sum is less than one step away from its value', () => {
  fc.assert(
    fc.property(partsAndDown, ([parts, roundedDown]) => {
      const figures = formatSum(parts, roundedDown).parts.map(shownIn)
      parts.forEach((bytes, index) => {
        const { steps, stepBytes } = figures[index] ?? { steps: Number.NaN, stepBytes: Number.NaN }
        expect(Math.abs(steps * stepBytes - bytes)).toBeLessThan(stepBytes)
      })
    }),
    { numRuns: 1_000 },
  )
})

test('the part that is rounded down is never shown greater than it is', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      parts.forEach((bytes, index) => {
        const shown = formatSum(parts, index).parts[index]
        const { steps, stepBytes } = shownIn(shown ?? '')
        expect(steps * stepBytes).toBeLessThanOrEqual(bytes)
      })
    }),
    { numRuns: 1_000 },
  )
})

test('the total of a sum is shown as it would be alone', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 9 }), (parts) => {
      const totalBytes = parts.reduce((sum, bytes) => sum + bytes, 0)
      expect(formatSum(parts).total).toBe(formatBytes(totalBytes))
    }),
  )
})

test('the greatest remainder is rounded up first', () => {
  expect(formatSum([1.02e9, 2.08e9, 3.06e9])).toEqual({
    total: '6.2 GB',
    parts: ['1.0 GB', '2.1 GB', '3.1 GB'],
  })
})

test('the room keeps its lower figure while its neighbour takes the step', () => {
  expect(formatSum([16.23e9, 8.27e9], 1)).toEqual({
    total: '24.5 GB',
    parts: ['16.3 GB', '8.2 GB'],
  })
})

test('a lone part that must stay down keeps its total down', () => {
  expect(formatSum([1.99e9], 0)).toEqual({ total: '1.9 GB', parts: ['1.9 GB'] })
  expect(formatSum([1.99e9])).toEqual({ total: '2.0 GB', parts: ['2.0 GB'] })
})

test('a sum of nothing is nothing', () => {
  expect(formatSum([0, 0])).toEqual({ total: '0 B', parts: ['0 B', '0 B'] })
})

test('nothing is never shown as something: an idle card beside its rounded-down room', () => {
  expect(formatSum([0, 25.76e9], 1)).toEqual({ total: '25.7 GB', parts: ['0.0 GB', '25.7 GB'] })
})

test('two columns are in one unit, and what is here is never more than all of it', () => {
  const { here, inAll } = formatDivided([
    { hereBytes: 4_222_435_328, elsewhereBytes: 295_501_824 },
    { hereBytes: 268_435_456, elsewhereBytes: 0 },
    { hereBytes: 0, elsewhereBytes: 2_052_096 },
    { hereBytes: 0, elsewhereBytes: 0 },
  ])
  expect(here).toEqual({ total: '4.5 GB', parts: ['4.2 GB', '0.3 GB', '0.0 GB', '0.0 GB'] })
  expect(inAll).toEqual({ total: '4.8 GB', parts: ['4.5 GB', '0.3 GB', '<0.1 GB', '0.0 GB'] })
})

test('both columns add up as they are shown, whatever is divided how', () => {
  const tenths = (text: string): number =>
    text.startsWith('<') ? 0 : Math.round(Number.parseFloat(text) * 100)
  const bytes = fc.integer({ min: 0, max: 2 ** 40 })
  const parts = fc.array(fc.record({ hereBytes: bytes, elsewhereBytes: bytes }), { minLength: 1 })
  fc.assert(
    fc.property(parts, (divided) => {
      const { here, inAll } = formatDivided(divided)
      for (const { total, parts: shown } of [here, inAll])
        expect(shown.reduce((sum, one) => sum + tenths(one), 0)).toBe(tenths(total))
      here.parts.forEach((one, index) =>
        expect(tenths(one)).toBeLessThanOrEqual(tenths(inAll.parts[index] ?? '')),
      )
    }),
  )
})

test('figures that are each rounded by themselves are shown as they are alone, and tell whether they add up', () => {
  expect(formatApart([4.14e9, 1.14e9])).toEqual({
    total: '5.3 GB',
    parts: ['4.1 GB', '1.1 GB'],
    addsUp: false,
  })
  expect(formatApart([538e6, 538e6])).toEqual({
    total: '1.1 GB',
    parts: ['538 MB', '538 MB'],
    addsUp: true,
  })
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      const { total, parts: shown } = formatApart(parts)
      expect(shown).toEqual(parts.map(formatBytes))
      expect(total).toBe(formatBytes(parts.reduce((sum, bytes) => sum + bytes, 0)))
    }),
  )
})

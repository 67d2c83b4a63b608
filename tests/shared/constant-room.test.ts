import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatConstantRoom } from '../../src/shared/units.ts'

const GB = 1e9
const figureSpace = '\u2007'

describe('the room beside the gauge', () => {
  test.each([
    [22 * GB, 22 * GB, '22.0 GB'],
    [3.1 * GB, 22 * GB, `${figureSpace}3.1 GB`],
    [0, 22 * GB, `${figureSpace}0.0 GB`],
    [415e6, 22 * GB, `${figureSpace}0.4 GB`],
    [21.99 * GB, 22 * GB, '21.9 GB'],
    [9.999_999_999 * GB, 10 * GB, `${figureSpace}9.9 GB`],
    [137.4 * GB, 137.4 * GB, '137.4 GB'],
    [5 * GB, 137.4 * GB, `${figureSpace}${figureSpace}5.0 GB`],
    [2.5 * GB, 8 * GB, '2.5 GB'],
    [0.3 * GB, 0.5 * GB, '0.3 GB'],
    [1_234.5 * GB, 1_500 * GB, '1234.5 GB'],
    [null, 22 * GB, '‒‒.‒ GB'],
    [null, 0, '‒.‒ GB'],
  ])('%d of %d is shown as %j', (bytes, mostBytes, text) => {
    expect(formatConstantRoom(bytes, mostBytes)).toBe(text)
  })

  /** What every character takes of the line: a digit, a space and a dash as much as each other. */
  const widths = (text: string): string => text.replaceAll(/[\d\u2007\u2012]/g, '0')
  const machines = fc.integer({ min: 1, max: 4e12 }).chain((mostBytes) =>
    fc.record({
      mostBytes: fc.constant(mostBytes),
      bytes: fc.oneof(fc.nat(mostBytes), fc.constant(mostBytes)),
    }),
  )

  test('is as wide at any figure of a machine, its digits and its point at the same place', () => {
    fc.assert(
      fc.property(machines, ({ bytes, mostBytes }) => {
        const text = formatConstantRoom(bytes, mostBytes)
        expect(text).toMatch(/^\u2007*\d+\.\d GB$/)
        expect(widths(text)).toBe(widths(formatConstantRoom(mostBytes, mostBytes)))
        expect(widths(text)).toBe(widths(formatConstantRoom(null, mostBytes)))
      }),
      { numRuns: 1_000 },
    )
  })

  test('is never more than there is, and less by no more than a tenth', () => {
    fc.assert(
      fc.property(machines, ({ bytes, mostBytes }) => {
        const text = formatConstantRoom(bytes, mostBytes).replaceAll(figureSpace, '')
        const tenths = Number(text.replace(' GB', '').replace('.', ''))
        expect(tenths * 1e8).toBeLessThanOrEqual(bytes)
        expect((tenths + 1) * 1e8).toBeGreaterThan(bytes)
      }),
      { numRuns: 1_000 },
    )
  })
})

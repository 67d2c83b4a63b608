import { describe, expect, test } from 'vitest'
import { quantile, quantileInterval, ratePerHour, wilson } from './intervals.ts'

describe('intervals of 95 %', () => {
  test("Wilson's, of a share: 95 of 100 is from 0.888 to 0.979, all of 10 from 0.72", () => {
    expect(wilson(95, 100)).toEqual({ low: 0.8882, high: 0.9785 })
    expect(wilson(10, 10)).toEqual({ low: 0.7225, high: 1 })
    expect(wilson(0, 0)).toBeNull()
  })

  test('none in 24 hours is up to an eighth in an hour, by the rule of three', () => {
    expect(ratePerHour(0, 24)).toEqual({ low: 0, high: 0.125 })
    expect(ratePerHour(0, 0)).toBeNull()
  })

  test('some in an hour: from less to more than were seen', () => {
    const { low, high } = ratePerHour(9, 10) ?? { low: 0, high: 0 }
    expect(low).toBeLessThan(0.9)
    expect(high).toBeGreaterThan(0.9)
  })

  test('a quantile is one of the values, and its interval is bound by others of them', () => {
    const values = Array.from({ length: 101 }, (_, index) => 100 - index)
    expect(quantile(values, 0.5)).toBe(50)
    expect(quantile(values, 0.1)).toBe(10)
    expect(quantileInterval(values, 0.5)).toEqual({ low: 40, high: 61 })
    expect(quantile([], 0.5)).toBeNull()
    expect(quantileInterval([], 0.5)).toBeNull()
  })
})

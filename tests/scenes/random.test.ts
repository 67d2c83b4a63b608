import { describe, expect, test } from 'vitest'
import { randomOf } from './random.ts'

const drawn = (seed: string, count = 5): readonly number[] => {
  const random = randomOf(seed)
  return Array.from({ length: count }, random.next)
}

describe('chance of a seed', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(drawn('one')).toEqual(drawn('one'))
    expect(drawn('one')).not.toEqual(drawn('two'))
  })

  test('of one part hangs on nothing that another has drawn', () => {
    const first = randomOf('seed')
    const second = randomOf('seed')
    second.next()
    expect(first.fork('apps').next()).toBe(second.fork('apps').next())
  })

  test('lies evenly from 0 to 1, and about 0 where it is normal', () => {
    const random = randomOf('many')
    const all = Array.from({ length: 20_000 }, random.next)
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...all)).toBeLessThan(1)
    expect(all.reduce((sum, one) => sum + one, 0) / all.length).toBeCloseTo(0.5, 1)
    const normal = Array.from({ length: 20_000 }, random.normal)
    const mean = normal.reduce((sum, one) => sum + one, 0) / normal.length
    const spread = normal.reduce((sum, one) => sum + (one - mean) ** 2, 0) / normal.length
    expect(mean).toBeCloseTo(0, 1)
    expect(spread).toBeCloseTo(1, 1)
  })
})

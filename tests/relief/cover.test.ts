import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coverOf, nodeBudget, type Item } from '../../src/main/relief/cover.ts'
import { createRandom } from '../frame/random.ts'
import { bruteCover } from './brute-cover.ts'

const item = (key: string, harm: number, ...gives: readonly number[]): Item => ({
  key,
  harm,
  gives,
})
const keysOf = (items: readonly Item[], needs: readonly number[], budget?: number) =>
  coverOf(items, needs, budget).items.map(({ key }) => key)

interface Case {
  readonly items: readonly Item[]
  readonly needs: readonly number[]
}

/** Two lines, on which much is alike: harms in quarters, sizes that come again. */
function randomCase(seed: number): Case {
  const random = createRandom(seed)
  const upTo = (count: number): number => Math.floor(random() * count)
  const items = Array.from({ length: 1 + upTo(14) }, (_, index) => {
    const ram = (1 + upTo(24)) * 0.5e9
    const gpu = random() < 0.5 ? ram : 0
    return item(`k${index}`, 0.25 * (1 + upTo(40)), gpu, ram)
  })
  const most = (at: number): number => items.reduce((sum, { gives }) => sum + (gives[at] ?? 0), 0)
  const share = (): number => (random() < 0.25 ? 0 : random())
  return { items, needs: [share() * most(0), share() * most(1)] }
}

const cases = Array.from({ length: 1_000 }, (_, seed) => randomCase(seed + 1))

describe('over 1 000 random machines', () => {
  test('the set has the least harm that any set has, and of those the fewest items', () => {
    let worst = 1
    for (const { items, needs } of cases) {
      const best = bruteCover(items, needs)
      const found = coverOf(items, needs)
      expect(found.isEnough).toBe(best !== null)
      expect(found.isExact).toBe(true)
      if (best === null) continue
      const harm = found.items.reduce((sum, one) => sum + one.harm, 0)
      worst = Math.max(worst, best.harm === 0 ? 1 : harm / best.harm)
      if (harm === best.harm) expect(found.items.length).toBe(best.count)
    }
    expect(worst).toBe(1)
  })

  test('with no search at all it is enough, without a needless step, and seldom far off', () => {
    const ratios = cases.flatMap(({ items, needs }): readonly number[] => {
      const best = bruteCover(items, needs)
      const found = coverOf(items, needs, 0)
      const harm = found.items.reduce((sum, one) => sum + one.harm, 0)
      expect(found.isEnough).toBe(true)
      for (const one of found.items) {
        const without = found.items.filter((other) => other !== one)
        const isStillEnough = needs.every(
          (need, at) => without.reduce((sum, { gives }) => sum + (gives[at] ?? 0), 0) >= need,
        )
        expect(isStillEnough).toBe(false)
      }
      return best === null || best.harm === 0 ? [] : [harm / best.harm]
    })
    const sorted = ratios.toSorted((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(1.05)
    expect(sorted.at(-1)).toBeLessThan(2.5)
  })

  test('the order in which they come makes no difference', () => {
    for (const [index, { items, needs }] of cases.entries()) {
      const random = createRandom(index + 7)
      const shuffled = items
        .map((one) => ({ one, at: random() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ one }) => one)
      expect(keysOf(shuffled, needs)).toEqual(keysOf(items, needs))
      expect(keysOf(shuffled, needs, 3)).toEqual(keysOf(items, needs, 3))
    }
  })
})

test('of several with the same harm the fewest are taken, then those with the least to spare, then by name', () => {
  expect(keysOf([item('a', 1, 5), item('b', 1, 5), item('c', 2, 10)], [10])).toEqual(['c'])
  expect(keysOf([item('a', 1, 9), item('b', 1, 6)], [5])).toEqual(['b'])
  expect(keysOf([item('b', 1, 6), item('a', 1, 6)], [5])).toEqual(['a'])
})

test('what is missing on the second line is covered as well', () => {
  const [model, app] = [item('model', 1, 4, 4), item('app', 3, 0, 9)]
  expect(keysOf([model, app], [3, 0])).toEqual(['model'])
  expect(keysOf([model, app], [3, 6])).toEqual(['model', 'app'])
  expect(keysOf([model, app], [0, 6])).toEqual(['app'])
})

test('where all is not enough, all that helps is taken, and nothing that does not', () => {
  const found = coverOf([item('a', 1, 4, 4), item('b', 9, 3, 0), item('c', 1, 0, 2)], [20, 0])
  expect(found.items.map(({ key }) => key)).toEqual(['a', 'b'])
  expect(found.isEnough).toBe(false)
  // on the line that can be covered still no more than is needed
  expect(keysOf([item('a', 1, 4, 4), item('b', 1, 0, 9), item('c', 9, 0, 9)], [20, 10])).toEqual([
    'a',
    'b',
  ])
})

test('nothing is taken where nothing is missing', () => {
  expect(coverOf([item('a', 1, 4)], [0])).toMatchObject({ items: [], isEnough: true })
  expect(coverOf([], [4])).toMatchObject({ items: [], isEnough: false })
})

test('shares of time add up although they are fractions', () => {
  const tenths = Array.from({ length: 3 }, (_, index) => item(`${index}`, 1, 0.1))
  expect(coverOf(tenths, [0.3])).toMatchObject({ isEnough: true })
})

test('of more than 40 the most useful are searched, and those without which it is not enough', () => {
  const alike = (count: number) =>
    Array.from({ length: count }, (_, index) => item(`k${index}`, 1, 0, 5))
  expect(coverOf(alike(40), [0, 4]).isExact).toBe(true)
  expect(coverOf(alike(41), [0, 4]).isExact).toBe(false)
  const small = Array.from({ length: 37 }, (_, index) => item(`s${index}`, 0.0005, 0, 0.001))
  const apps = [item('x', 1, 0, 6), item('y', 0.9, 0, 5), item('z', 0.9, 0, 5)]
  // the 41st by its price, and the only one that gives on the first line; with it `y` and `z` are found
  const model = item('model', 40, 10, 0)
  expect(keysOf([...small, ...apps, model], [10, 10])).toEqual(['y', 'z', 'model'])
})

test('of up to 500 candidates what a tick has time for is within 5 % of what a long search finds', () => {
  for (const count of [40, 80, 200, 500]) {
    const random = createRandom(count)
    const items = Array.from({ length: count }, (_, index) => {
      const ram = random() * 4e9
      return item(`k${index}`, 0.25 * Math.ceil(random() * 40), random() < 0.5 ? ram : 0, ram)
    })
    const sumOf = (at: number): number =>
      items.reduce((sum, { gives }) => sum + (gives[at] ?? 0), 0)
    for (const share of [0.05, 0.2, 0.5]) {
      const needs = [share * sumOf(0), share * sumOf(1)]
      const found = coverOf(items, needs)
      const long = coverOf(items, needs, 100_000)
      const harmOf = (some: readonly Item[]): number => some.reduce((sum, one) => sum + one.harm, 0)
      expect(found.nodeCount).toBeLessThanOrEqual(2_000)
      expect(harmOf(found.items)).toBeLessThanOrEqual(1.05 * harmOf(long.items))
    }
  }
})

test('of 200 candidates an answer is found within its budget, enough and without a needless one', () => {
  const random = createRandom(42)
  const items = Array.from({ length: 200 }, (_, index) => {
    const ram = random() * 4e9
    return item(`k${index}`, 0.25 * Math.ceil(random() * 40), random() < 0.5 ? ram : 0, ram)
  })
  const found = coverOf(items, [60e9, 90e9])
  expect(found.isEnough).toBe(true)
  expect(found.nodeCount).toBeLessThanOrEqual(nodeBudget)
  const sumOf = (some: readonly Item[], at: number): number =>
    some.reduce((sum, { gives }) => sum + (gives[at] ?? 0), 0)
  for (const one of found.items) {
    const without = found.items.filter((other) => other !== one)
    expect(sumOf(without, 0) < 60e9 || sumOf(without, 1) < 90e9).toBe(true)
  }
})

test('whatever there is, no set has a step that is not needed', () => {
  const some = fc.array(
    fc.record({ harm: fc.integer({ min: 1, max: 80 }), gpu: fc.nat(9), ram: fc.nat(9) }),
    { maxLength: 9 },
  )
  fc.assert(
    fc.property(some, fc.nat(30), fc.nat(30), (all, gpuNeed, ramNeed) => {
      const items = all.map(({ harm, gpu, ram }, index) => item(`${index}`, harm / 4, gpu, ram))
      const found = coverOf(items, [gpuNeed, ramNeed])
      const given = (one: Item | null, at: number): number =>
        found.items
          .filter((other) => other !== one)
          .reduce((sum, { gives }) => sum + (gives[at] ?? 0), 0)
      for (const one of found.items) {
        const isMissed = [gpuNeed, ramNeed].some(
          (need, at) => given(one, at) < Math.min(need, given(null, at)),
        )
        expect(isMissed).toBe(true)
      }
    }),
  )
})

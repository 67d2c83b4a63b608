import { expect, test } from 'vitest'
import { createKeptSearch, type Sought } from '../../src/main/alerts/kept-search.ts'
import { modelId } from '../../src/shared/ids.ts'
import type { ReliefCandidate } from '../../src/shared/relief.ts'
import { sdxl } from '../shared/relieving.ts'

const one = (name: string, bytes: number, rest: Partial<ReliefCandidate> = {}): ReliefCandidate => {
  return { ...sdxl, modelId: modelId(name), name, gpuBytes: bytes, ramBytes: bytes, ...rest }
}

/** As the suggestion asks; what is found is the first that do, and how often was looked is counted. */
function asking() {
  const { best, forget } = createKeptSearch()
  let count = 0
  const ask = (
    gap: number,
    candidates: readonly ReliefCandidate[],
    rest: Partial<Sought> = {},
  ): readonly (string | number)[] => {
    const sum = (some: readonly ReliefCandidate[]): number =>
      some.reduce((all, { ramBytes }) => all + ramBytes, 0)
    const areEnough: Sought['areEnough'] = (some) => sum(some) >= gap
    const found = best({
      key: 'room',
      width: 'narrow',
      missing: [0, gap],
      margin: 0.2,
      candidates,
      areEnough,
      search: () => {
        count += 1
        const enough = candidates.findIndex((_, at) => areEnough(candidates.slice(0, at + 1)))
        return enough < 0 ? candidates : candidates.slice(0, enough + 1)
      },
      ...rest,
    })
    return [...found.map(({ name }) => name), count]
  }
  return { ask, forget }
}

test('while its figures only breathe what was found stays, with the figures of now', () => {
  const { ask } = asking()
  expect(ask(3, [one('a', 2), one('b', 2)])).toEqual(['a', 'b', 1])
  expect(ask(3.1, [one('b', 1.9), one('a', 2.1)])).toEqual(['a', 'b', 1])
  expect(ask(2.9, [one('a', 2, { harm: sdxl.harm + 0.25 }), one('b', 2)])).toEqual(['a', 'b', 1])
})

test.each<readonly [string, number, readonly ReliefCandidate[], Partial<Sought>]>([
  ['more is missing', 3.3, [one('a', 2), one('b', 2)], {}],
  ['one gives another figure', 3, [one('a', 2.3), one('b', 2)], {}],
  ['one has become more harmful', 3, [one('a', 2, { harm: 9 }), one('b', 2)], {}],
  ['one has come', 3, [one('a', 2), one('b', 2), one('c', 2)], {}],
  ['another stands for one', 3, [one('a', 2), one('c', 2)], {}],
  ['it is for another', 3, [one('a', 2), one('b', 2)], { key: 'load l' }],
  ['another line lacks as well', 3, [one('a', 2), one('b', 2)], { missing: [0.1, 3] }],
])('where %s it is looked for anew', (_, gap, candidates, rest) => {
  const { ask } = asking()
  ask(3, [one('a', 2), one('b', 2)])
  expect(ask(gap, candidates, rest).at(-1)).toBe(2)
})

test('by small steps it does not drift: it is held against what it was found by', () => {
  const { ask } = asking()
  const counts = [3, 3.15, 3.3, 3.45, 3.6].map((gap) => ask(gap, [one('a', 2), one('b', 2)]).at(-1))
  expect(counts).toEqual([1, 1, 2, 2, 3])
})

test('what is not enough any more, or has one too many, is looked for anew within the margin as well', () => {
  const { ask, forget } = asking()
  expect(ask(2, [one('a', 2), one('b', 2)])).toEqual(['a', 1])
  expect(ask(2.1, [one('a', 2), one('b', 2)])).toEqual(['a', 'b', 2])
  expect(ask(2, [one('a', 2), one('b', 2)])).toEqual(['a', 3])
  expect(ask(4, [one('a', 2), one('b', 2)])).toEqual(['a', 'b', 4])
  expect(ask(4.1, [one('a', 2), one('b', 2)])).toEqual(['a', 'b', 5])
  forget()
  expect(ask(4.1, [one('a', 2), one('b', 2)]).at(-1)).toBe(6)
})

test('each width has its own', () => {
  const { ask } = asking()
  const all = [one('a', 2), one('b', 2)]
  expect(ask(3, all, { width: 'narrow' }).at(-1)).toBe(1)
  expect(ask(3, all, { width: 'wide' }).at(-1)).toBe(2)
  expect(ask(3, all, { width: 'narrow' }).at(-1)).toBe(2)
})

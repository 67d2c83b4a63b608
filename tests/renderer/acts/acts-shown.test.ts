import { array, assert, nat, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allActs,
  byDay,
  cameBackIn,
  filtered,
  outcomeOf,
} from '../../../src/renderer/acts/acts-shown.ts'
import { formatBytes } from '../../../src/shared/units.ts'
import { notedActs } from '../../browser/noted-acts.ts'
import { keptActOf } from '../../shared/act-of.ts'

const idsOf = (acts: readonly { readonly id: string }[]): readonly string[] =>
  acts.map(({ id }) => id)

describe('acts', () => {
  test('are filtered by what was done, what came of it, and words, all at once', () => {
    const textsOf = ({ target }: { readonly target: string }): readonly string[] => [target]
    expect(idsOf(filtered(notedActs, allActs, textsOf))).toEqual(idsOf(notedActs))
    expect(idsOf(filtered(notedActs, { ...allActs, kind: 'quit' }, textsOf))).toEqual([
      'quit',
      'forced',
      'still',
    ])
    expect(idsOf(filtered(notedActs, { ...allActs, outcome: 'unfinished' }, textsOf))).toEqual([
      'lost',
    ])
    expect(
      idsOf(filtered(notedActs, { text: 'LOOM', kind: 'quit', outcome: 'done' }, textsOf)),
    ).toEqual(['quit'])
    expect(filtered(notedActs, { ...allActs, text: 'loom 42' }, textsOf)).toEqual([])
  })

  test('stand under their days, each once and in their order', () => {
    const days = byDay(notedActs)
    expect(days.length).toBeGreaterThanOrEqual(3)
    expect(days.flatMap(({ acts }) => idsOf(acts))).toEqual(idsOf(notedActs))
  })

  test('of which nothing tells how it ended are called unfinished', () => {
    expect(notedActs.map(outcomeOf)).toContain('unfinished')
  })
})

describe('what came back in all', () => {
  test('is not known where it is known of none, and is none where nothing came back', () => {
    expect(cameBackIn([])).toBeNull()
    expect(cameBackIn([keptActOf({ returnedBytes: null })])).toBeNull()
    expect(cameBackIn([keptActOf({ returnedBytes: 0 })])?.total).toBe('0 B')
  })

  test('is the sum of the figures beside the acts as they are shown, or is called about', () => {
    const bytesIn = (figure: string): number => {
      const [value = '', unit = ''] = figure.split(' ')
      return Number(value) * ({ TB: 1e12, GB: 1e9, MB: 1e6, kB: 1e3, B: 1 }[unit] ?? Number.NaN)
    }
    assert(
      property(array(nat({ max: 60_000_000_000 }), { minLength: 1, maxLength: 12 }), (sizes) => {
        const back = cameBackIn(sizes.map((returnedBytes) => keptActOf({ returnedBytes })))
        const shown = sizes.map((size) => bytesIn(formatBytes(size)))
        const sum = shown.reduce((all, one) => all + one, 0)
        expect(back?.addsUp).toBe(formatBytes(Math.round(sum)) === back?.total)
      }),
    )
  })
})

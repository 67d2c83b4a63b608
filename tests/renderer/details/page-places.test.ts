import { describe, expect, test } from 'vitest'
import { keptPlace, placeIn, stateOf } from '../../../src/renderer/details/page-places.ts'

const fromOverview = placeIn(null, null)

describe('where a page is', () => {
  test('is the overview, or the section that its address names', () => {
    expect(fromOverview).toEqual({ section: null, steps: 0 })
    expect(placeIn(null, 'log')).toEqual({ section: 'log', steps: null })
  })

  test('counts its steps from the overview, so that one step leads back', () => {
    const first = keptPlace('log', fromOverview)
    const second = keptPlace('fit', first)
    expect([first, second]).toEqual([
      { section: 'log', steps: 1 },
      { section: 'fit', steps: 2 },
    ])
    expect(keptPlace(null, second)).toEqual(fromOverview)
  })

  test('has no way back by steps where the address has led into the details', () => {
    expect(keptPlace('fit', placeIn(null, 'log'))).toEqual({
      section: 'fit',
      steps: null,
    })
  })

  test('is what its entry says, whatever the address names', () => {
    const kept = keptPlace('fit', fromOverview)
    expect(placeIn(stateOf(kept), 'log')).toEqual(kept)
    expect(placeIn(stateOf(fromOverview), 'log')).toEqual(fromOverview)
  })

  test.each(['a text', 7, {}, { other: 1 }])(
    'is that of the address where its entry is of something else: %j',
    (state) => {
      expect(placeIn(state, 'log')).toEqual({ section: 'log', steps: null })
    },
  )

  test.each(['headroom secrets 2', 'headroom  0'])(
    'is the overview where its entry is of a section that there is not: %s',
    (state) => {
      expect(placeIn(state, 'log').section).toBeNull()
    },
  )

  test('comes back as it was kept, also where nobody knows the way back', () => {
    const kept = keptPlace('fit', placeIn(null, 'log'))
    expect(placeIn(stateOf(kept), null)).toEqual(kept)
  })
})

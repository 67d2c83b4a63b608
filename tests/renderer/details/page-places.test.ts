import { describe, expect, test } from 'vitest'
import { keptPlace, placeIn } from '../../../src/renderer/details/page-places.ts'

const fromOverview = placeIn(null, null)

describe('where a page is', () => {
  test('is the overview, or the section that its address names', () => {
    expect(fromOverview).toEqual({ section: null, stepsFromOverview: 0 })
    expect(placeIn(null, 'log')).toEqual({ section: 'log', stepsFromOverview: null })
  })

  test('counts its steps from the overview, so that one step leads back', () => {
    const first = keptPlace('log', fromOverview)
    const second = keptPlace('fit', first)
    expect([first, second]).toEqual([
      { section: 'log', stepsFromOverview: 1 },
      { section: 'fit', stepsFromOverview: 2 },
    ])
    expect(keptPlace(null, second)).toEqual(fromOverview)
  })

  test('has no way back by steps where the address has led into the details', () => {
    expect(keptPlace('fit', placeIn(null, 'log'))).toEqual({
      section: 'fit',
      stepsFromOverview: null,
    })
  })

  test('is what its entry says, whatever the address names', () => {
    const kept = keptPlace('fit', fromOverview)
    expect(placeIn({ headroom: kept }, 'log')).toEqual(kept)
    expect(placeIn({ headroom: fromOverview }, 'log')).toEqual(fromOverview)
  })

  test.each(['a text', 7, {}, { other: 1 }])(
    'is that of the address where its entry is of something else: %j',
    (state) => {
      expect(placeIn(state, 'log')).toEqual({ section: 'log', stepsFromOverview: null })
    },
  )

  test.each([
    { headroom: null },
    { headroom: { section: 'secrets', stepsFromOverview: 'two' } },
    { headroom: { section: 3 } },
  ])('is the overview where its entry is of another Headroom: %j', (state) => {
    expect(placeIn(state, 'log')).toEqual({ section: null, stepsFromOverview: null })
  })
})

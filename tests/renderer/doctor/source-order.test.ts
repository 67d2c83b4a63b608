import { expect, test } from 'vitest'
import { matches } from '../../../src/renderer/ui/matches.ts'
import { countsOf, inOrder, shareOf, stateOf } from '../../../src/renderer/doctor/source-order.ts'
import { ailingSources } from '../../browser/ailing.ts'

test('what needs a person stands first, and within one state as it is asked', () => {
  expect(inOrder(ailingSources).map((source) => `${stateOf(source)} ${source.id}`)).toEqual([
    'failed gpu',
    'failed logs',
    'stale top',
    'waiting kernel-log',
    'live memory',
    'live metal',
    'absent power',
    'absent battery',
  ])
})

test('each source is counted once, under what it is shown as', () => {
  const counts = countsOf(ailingSources)
  expect(counts).toEqual({ failed: 2, stale: 1, waiting: 1, live: 2, absent: 2 })
  expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(ailingSources.length)
})

test('the share of a source is its wait over its period, and none where it is not asked again', () => {
  expect(shareOf({ tookMs: 50, everyMs: 1_000 })).toBe(0.05)
  expect(shareOf({ tookMs: 50, everyMs: null })).toBeNull()
  expect(shareOf({ tookMs: null, everyMs: 1_000 })).toBeNull()
  expect(shareOf({ tookMs: 50, everyMs: 0 })).toBeNull()
})

test('a search finds every word anywhere, in any case, and nothing wanted finds all', () => {
  expect(matches('GPU ioreg', ['gpu', 'GPU memory (ioreg IOAccelerator)'])).toBe(true)
  expect(matches('gpu failed', ['gpu', 'GPU memory', null, 'Live'])).toBe(false)
  expect(matches('  ', ['anything'])).toBe(true)
})

import { expect, test } from 'vitest'
import { faultsOf } from './judge-soak.ts'
import type { SoakHour } from './soak-hour.ts'

const quiet: Omit<SoakHour, 'hour'> = {
  snapshots: 900,
  wrongSums: 0,
  alerts: 1,
  models: 2,
  heapBytes: 60e6,
  codeBytes: 8e6,
  residentBytes: 190e6,
  files: 28,
  resources: 4,
  listeners: 5,
  waiting: 2,
  historyBytes: 2e6,
  flightBytes: 1e6,
  keptBytes: 500,
  troubles: [],
}
const day = (change: (hour: number) => Partial<SoakHour> = () => ({})): readonly SoakHour[] =>
  Array.from({ length: 24 }, (_, index) => ({ ...quiet, hour: index + 1, ...change(index + 1) }))

test('a day that stays as it was has no faults, though its heap goes up and down', () => {
  expect(faultsOf(day(), 1e6)).toEqual([])
  const wavering = day((hour) => ({ heapBytes: 60e6 + (hour % 2) * 1e5, resources: hour % 5 }))
  expect(faultsOf(wavering, 1e6)).toEqual([])
})

test.each([
  [
    'a heap that grows',
    (hour: number) => ({ heapBytes: 60e6 + hour * 1e5 }),
    /heap grows by 2.4 MB/,
  ],
  ['a file an hour', (hour: number) => ({ files: 28 + hour }), /files: 36 at first, 50 at last/],
  ['a timer an hour', (hour: number) => ({ waiting: hour }), /waiting: 8 at first, 22 at last/],
  [
    'a history that is not thinned',
    (hour: number) => ({ historyBytes: hour * 3e6 }),
    /history takes/,
  ],
  ['sums that do not add up', (hour: number) => ({ wrongSums: hour === 7 ? 1 : 0 }), /sums/],
  ['a world in which nothing happens', () => ({ alerts: 0 }), /nothing was tried/],
  ['trouble that was told', () => ({ troubles: ['the disk is full'] }), /the disk is full/],
])('%s is a fault', (_, change, fault) => {
  const faults = faultsOf(day(change), 1e6)
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatch(fault)
})

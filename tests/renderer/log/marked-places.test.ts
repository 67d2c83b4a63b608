import { expect, test } from 'vitest'
import {
  markByKey,
  markedIn,
  nearestMark,
  stripeCount,
  stripesOf,
} from '../../../src/renderer/log/marked-places.ts'
import type { LineMark } from '../../../src/shared/log-view.ts'

const rowsWith = (marks: Readonly<Record<number, LineMark>>, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    lineNumber: at + 1,
    text: '',
    mark: marks[at] ?? null,
  }))
const failure: LineMark = { kind: 'failure', class: 'mps-oom' }
const marked = markedIn(
  rowsWith({ 3: { kind: 'load' }, 4: { kind: 'work' }, 50: failure, 51: { kind: 'notice' } }, 100),
)

test('of all marks those are told that are worth going to', () => {
  expect(marked.map(({ place, mark }) => [place, mark.kind])).toEqual([
    [3, 'load'],
    [50, 'failure'],
    [51, 'notice'],
  ])
})

test('of marks on one stripe the gravest is drawn, and all stripes are on the strip', () => {
  const many = markedIn(rowsWith({ 0: { kind: 'load' }, 1: failure, 99_999: failure }, 100_000))
  expect(stripesOf(many, 100_000)).toEqual([
    { at: 0, kind: 'failure' },
    { at: stripeCount - 1, kind: 'failure' },
  ])
})

test.each([
  ['ArrowDown', null, 0],
  ['ArrowDown', 3, 1],
  ['ArrowDown', 60, 2],
  ['ArrowUp', 50, 0],
  ['ArrowUp', 3, 0],
  ['Home', 60, 0],
  ['End', 0, 2],
  ['x', 0, null],
] as const)('%s at row %s leads to mark %s', (key, place, index) => {
  expect(markByKey(key, marked, place)).toBe(index)
})

test('a click leads to the mark that is nearest', () => {
  expect(nearestMark(marked, 30)?.place).toBe(50)
  expect(nearestMark(marked, 0)?.place).toBe(3)
  expect(nearestMark([], 0)).toBeUndefined()
})

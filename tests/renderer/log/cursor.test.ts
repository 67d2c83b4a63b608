import { describe, expect, test } from 'vitest'
import { copiedFrom, placeByKey, selectedIn } from '../../../src/renderer/log/cursor.ts'

const rows = ['a', null, 'c', 'd'].map((text, at) => ({ lineNumber: at + 1, text, mark: null }))

describe('the keyboard in a log', () => {
  test.each([
    ['ArrowDown', null, 0],
    ['Home', null, 0],
    ['PageDown', null, 0],
    ['ArrowUp', null, 99],
    ['End', null, 99],
    ['ArrowDown', 5, 6],
    ['ArrowUp', 0, 0],
    ['PageDown', 90, 99],
    ['PageUp', 25, 5],
    ['Home', 50, 0],
    ['End', 50, 99],
    ['x', 50, null],
  ] as const)('%s at %s leads to %s', (key, at, to) => {
    expect(placeByKey(key, at, { count: 100, rowsInSight: 20 })).toBe(to)
  })

  test('leads nowhere where there is nothing', () => {
    expect(placeByKey('Home', null, { count: 0, rowsInSight: 20 })).toBeNull()
  })
})

test('what is selected goes from where it began to where one is, either way', () => {
  expect(selectedIn(rows, { lineNumber: 4, from: 2 })).toEqual([1, 3])
  expect(selectedIn(rows, { lineNumber: 1, from: 3 })).toEqual([0, 2])
  expect(selectedIn(rows, null)).toBeNull()
})

test('of what is selected only what is shown is copied', () => {
  expect(copiedFrom(rows, { lineNumber: 3, from: 1 })).toBe('a\nc')
  expect(copiedFrom(rows, null)).toBe('')
})

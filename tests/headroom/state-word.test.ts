import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StateWord } from '../../src/shared/snapshot.ts'
import { causeOfState, stepStateWord, type StateSigns } from '../../src/main/headroom/state-word.ts'

const fine: StateSigns = { roomRatio: 0.5, pressure: 'normal', swappedOutBytesPerSecond: 0 }

const walk = (ratios: readonly (number | null)[]): readonly StateWord[] => {
  const words: StateWord[] = []
  for (const roomRatio of ratios)
    words.push(stepStateWord(words.at(-1) ?? 'unknown', { ...fine, roomRatio }))
  return words
}

test('the word follows the room down and up again, leaving each word at a wider line', () => {
  expect(walk([0.5, 0.15, 0.149, 0.17, 0.18])).toEqual([
    'plenty',
    'plenty',
    'tight',
    'tight',
    'plenty',
  ])
  expect(walk([0.1, 0.03, 0.029, 0.039, 0.04, 0.031])).toEqual([
    'tight',
    'tight',
    'full',
    'full',
    'tight',
    'tight',
  ])
})

test('a room that trembles at a line changes the word once', () => {
  expect(new Set(walk([0.149, 0.151, 0.148, 0.152, 0.149, 0.155]))).toEqual(new Set(['tight']))
})

test('from full to plenty in one step is possible', () => {
  expect(walk([0.01, 0.6])).toEqual(['full', 'plenty'])
})

test('a room that is not known makes the word unknown, and what comes after begins afresh', () => {
  expect(walk([0.1, null, 0.16])).toEqual(['tight', 'unknown', 'plenty'])
  const signs: StateSigns = { roomRatio: null, pressure: 'critical', swappedOutBytesPerSecond: 5e9 }
  expect(stepStateWord('plenty', signs)).toBe('unknown')
})

test.each([
  ['warn', 'tight'],
  ['critical', 'full'],
  ['normal', 'plenty'],
] as const)('with much room a pressure of %s is %s', (pressure, word) => {
  expect(stepStateWord('plenty', { ...fine, pressure })).toBe(word)
})

test('swapping out a megabyte a second is tight, slower swapping is tidying up', () => {
  expect(stepStateWord('plenty', { ...fine, swappedOutBytesPerSecond: 1e6 })).toBe('tight')
  expect(stepStateWord('plenty', { ...fine, swappedOutBytesPerSecond: 999_999 })).toBe('plenty')
})

test('pressure and swapping that are not known do not change the word of the room', () => {
  const signs: StateSigns = { roomRatio: 0.1, pressure: null, swappedOutBytesPerSecond: null }
  expect(stepStateWord('plenty', signs)).toBe('tight')
  expect(stepStateWord('plenty', { ...signs, roomRatio: 0.5 })).toBe('plenty')
})

test('no sign that is fine makes the word better than another sign does', () => {
  const rank = { plenty: 0, tight: 1, full: 2, unknown: 3 }
  const word = fc.constantFrom<StateWord>('plenty', 'tight', 'full', 'unknown')
  const signs = fc.record({
    roomRatio: fc.double({ min: 0, max: 1, noNaN: true }),
    pressure: fc.constantFrom('normal', 'warn', 'critical', null),
    swappedOutBytesPerSecond: fc.option(fc.nat(3_000_000), { nil: null }),
  })
  fc.assert(
    fc.property(word, signs, (before, now) => {
      const whole = rank[stepStateWord(before, now)]
      const roomOnly = { ...fine, roomRatio: now.roomRatio }
      const pressureOnly = { ...fine, pressure: now.pressure }
      const swapOnly = { ...fine, swappedOutBytesPerSecond: now.swappedOutBytesPerSecond }
      const each = [roomOnly, pressureOnly, swapOnly].map((one) => rank[stepStateWord(before, one)])
      expect(whole).toBe(Math.max(...each))
    }),
  )
})

test('the cause of a word is the first of room, pressure and swapping that explains it', () => {
  const noRoom = { ...fine, roomRatio: 0.01 }
  expect(causeOfState('full', noRoom)).toBe('room')
  expect(causeOfState('full', { ...noRoom, pressure: 'critical' })).toBe('room')
  expect(causeOfState('full', { ...fine, pressure: 'critical' })).toBe('pressure')
  expect(causeOfState('tight', { ...fine, pressure: 'warn' })).toBe('pressure')
  expect(causeOfState('tight', { ...fine, swappedOutBytesPerSecond: 2e6 })).toBe('swapping')
  expect(causeOfState('plenty', fine)).toBe(null)
  expect(causeOfState('unknown', noRoom)).toBe(null)
})

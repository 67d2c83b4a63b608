import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StateWord } from '../../src/shared/snapshot.ts'
import {
  createStateWord,
  stepRoomWord,
  stepSwapping,
  type KnownWord,
  type State,
  type StateSigns,
} from '../../src/main/headroom/state-word.ts'

const fine: StateSigns = { roomRatio: 0.5, pressure: 'normal', swappedOutBytesPerSecond: 0 }

const walk = (steps: readonly Partial<StateSigns>[]): readonly State[] => {
  const stateOf = createStateWord()
  return steps.map((step) => stateOf({ ...fine, ...step }))
}
const wordsOf = (ratios: readonly (number | null)[]): readonly StateWord[] =>
  walk(ratios.map((roomRatio) => ({ roomRatio }))).map(({ state }) => state)
const first = (signs: Partial<StateSigns>): State | undefined => walk([signs])[0]

test('the word follows the room down and up again, leaving each word at a wider line', () => {
  expect(wordsOf([0.5, 0.15, 0.149, 0.17, 0.18])).toEqual([
    'plenty',
    'plenty',
    'tight',
    'tight',
    'plenty',
  ])
  expect(wordsOf([0.1, 0.03, 0.029, 0.039, 0.04, 0.031])).toEqual([
    'tight',
    'tight',
    'full',
    'full',
    'tight',
    'tight',
  ])
})

test('a room that trembles at a line changes the word once', () => {
  expect(new Set(wordsOf([0.149, 0.151, 0.148, 0.152, 0.149, 0.155]))).toEqual(new Set(['tight']))
})

test('from full to plenty in one step is possible', () => {
  expect(wordsOf([0.01, 0.6])).toEqual(['full', 'plenty'])
})

test('a room that is not known makes the word unknown, whatever else is known', () => {
  expect(wordsOf([0.1, null, 0.16])).toEqual(['tight', 'unknown', 'tight'])
  const signs: StateSigns = { roomRatio: null, pressure: 'critical', swappedOutBytesPerSecond: 5e9 }
  expect(first(signs)).toEqual({ state: 'unknown', stateCause: null })
})

test.each([
  ['warn', 'tight', 'pressure'],
  ['critical', 'full', 'pressure'],
  ['normal', 'plenty', null],
] as const)('with much room a pressure of %s is %s', (pressure, state, stateCause) => {
  expect(first({ pressure })).toEqual({ state, stateCause })
})

test('pressure that has passed leaves nothing behind: the room was never short', () => {
  const states = walk([{ roomRatio: 0.17, pressure: 'warn' }, { roomRatio: 0.17 }])
  expect(states).toEqual([
    { state: 'tight', stateCause: 'pressure' },
    { state: 'plenty', stateCause: null },
  ])
})

test('swapping out a megabyte a second is tight, and stays so until it has all but stopped', () => {
  const rates = [999_999, 1e6, 300_000, 1.1e6, 249_999, 900_000]
  const states = walk(rates.map((swappedOutBytesPerSecond) => ({ swappedOutBytesPerSecond })))
  expect(states.map(({ state }) => state)).toEqual([
    'plenty',
    'tight',
    'tight',
    'tight',
    'plenty',
    'plenty',
  ])
  expect(states[1]?.stateCause).toBe('swapping')
})

test('pressure and swapping that are not known do not change the word of the room', () => {
  const signs = { pressure: null, swappedOutBytesPerSecond: null }
  expect(first({ ...signs, roomRatio: 0.1 })).toEqual({ state: 'tight', stateCause: 'room' })
  expect(first({ ...signs, roomRatio: 0.5 })).toEqual({ state: 'plenty', stateCause: null })
})

test('the cause is the worst sign, and of equals the first of room, pressure and swapping', () => {
  expect(first({ roomRatio: 0.01, pressure: 'critical' })?.stateCause).toBe('room')
  expect(first({ roomRatio: 0.1, pressure: 'critical' })?.stateCause).toBe('pressure')
  expect(first({ pressure: 'warn', swappedOutBytesPerSecond: 2e6 })?.stateCause).toBe('pressure')
})

test('over any walk the state is the worst of what each sign says for itself', () => {
  const rank = { plenty: 0, tight: 1, full: 2, unknown: 3 }
  const ofPressure = { normal: 0, warn: 1, critical: 2 }
  const signs = fc.record({
    roomRatio: fc.double({ min: 0, max: 1, noNaN: true }),
    pressure: fc.constantFrom('normal', 'warn', 'critical'),
    swappedOutBytesPerSecond: fc.nat(3_000_000),
  })
  fc.assert(
    fc.property(fc.array(signs, { minLength: 1, maxLength: 30 }), (steps) => {
      let room: KnownWord = 'plenty'
      let isSwapping = false
      const states = walk(steps)
      steps.forEach((step, index) => {
        room = stepRoomWord(room, step.roomRatio)
        isSwapping = stepSwapping(isSwapping, step.swappedOutBytesPerSecond)
        const worst = Math.max(rank[room], ofPressure[step.pressure], isSwapping ? 1 : 0)
        expect(rank[states[index]?.state ?? 'unknown']).toBe(worst)
      })
    }),
  )
})

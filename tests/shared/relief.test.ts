import { expect, test } from 'vitest'
import { modelId } from '../../src/shared/ids.ts'
import { untilOf, type ReliefHave, type ReliefWant } from '../../src/shared/relief.ts'
import { reliefOf, sdxl, suggestionOf } from './relieving.ts'

const have = (gpuGapBytes: number, ramGapBytes: number): ReliefHave => ({
  line: 'ram',
  roomBytes: 1e9,
  gapBytes: Math.max(gpuGapBytes, ramGapBytes),
  gpuGapBytes,
  ramGapBytes,
})
const onRam: ReliefWant = { kind: 'room', needBytes: 11.5e9, on: 'ram' }

test('the steps for a load are all done: what it takes meanwhile eats the room', () => {
  const { cause, relief } = suggestionOf(sdxl)
  expect(cause.kind).toBe('load')
  expect(untilOf({ cause, relief })).toBeNull()
  expect(untilOf({ cause, relief: { want: onRam, have: have(0, 9e9) } })).toBeNull()
})

test('others are done until what is wanted is there, on the line that lacks it', () => {
  const relief = { want: onRam, have: have(0, 9e9) }
  expect(untilOf({ cause: { kind: 'room' }, relief })).toEqual(onRam)
  expect(untilOf({ relief })).toEqual(onRam)
  const time: ReliefWant = { kind: 'gpu-time', needRatio: 0.3 }
  const cause = { kind: 'gpu-time', modelId: modelId('m'), name: 'm' } as const
  expect(untilOf({ cause, relief: { want: time, have: null } })).toEqual(time)
})

test('where both lines lack room each has a need of its own: all steps are done', () => {
  expect(
    untilOf({ cause: { kind: 'room' }, relief: { want: onRam, have: have(1, 9e9) } }),
  ).toBeNull()
})

test('what was asked for in all is held against both lines', () => {
  const { want } = reliefOf([])
  expect(untilOf({ relief: { want, have: have(1, 9e9) } })).toEqual(want)
})

import { expect, test } from 'vitest'
import { needSegments } from '../../../src/renderer/fit/need-segments.ts'
import type { FitShown } from '../../../src/shared/fit-shown.ts'
import { fitAnswer } from '../../shared/shelf.ts'

const shown = (contextTokens: number): FitShown =>
  fitAnswer({ model: 'm', engine: null, contextTokens, kvType: null, parallel: null })
const mac = { isUnified: true, ramBytes: 34.4e9 }

const figures = (found: ReturnType<typeof needSegments>) =>
  found?.segments.map(({ part, bytes }) => [part, Math.round(bytes / 1e8) / 10])

test('what is taken, each part, and what is left come to the limit', () => {
  const found = needSegments(shown(8_192), mac)
  expect(found?.title).toBe('metal')
  expect(found?.beyondBytes).toBe(0)
  expect(figures(found)).toEqual([
    ['taken', 5.5],
    ['weightsBytes', 9],
    ['kvBytes', 1.3],
    ['computeBytes', 0.4],
    ['rest', 0],
    ['left', 6.7],
  ])
})

test('beyond the room nothing is left, and what is too much is told', () => {
  const found = needSegments(shown(131_072), mac)
  expect(found?.segments.at(-1)?.bytes).toBe(0)
  expect(found?.beyondBytes).toBeCloseTo(30.87e9 - 17.4e9, -7)
})

test('the line that is shorter decides: of a Mac all of it is in RAM', () => {
  const { fit, room, ...others } = shown(8_192)
  const found = needSegments({ ...others, fit, room: { ...room, ramRoomBytes: 4e9 } }, mac)
  expect(found?.title).toBe('ram')
  expect(figures(found)?.slice(0, 2)).toEqual([
    ['taken', 30.4],
    ['weightsBytes', 9],
  ])
  expect(found?.beyondBytes).toBeCloseTo(fit.needRamBytes - 4e9, -3)
})

test('beside a card of its own only the rest is in RAM', () => {
  const { fit, room, ...others } = shown(8_192)
  const found = needSegments(
    { ...others, fit, room: { ...room, ramRoomBytes: 0.1e9, limitBytes: null } },
    { isUnified: false, ramBytes: null },
  )
  expect(found?.title).toBe('ramRoom')
  expect(figures(found)).toEqual([
    ['taken', 0],
    ['overheadBytes', 0.5],
    ['rest', 0],
    ['left', 0],
  ])
})

test('without a GPU all of it is in RAM, and without any room there is no bar', () => {
  const { room, ...others } = shown(8_192)
  const onCpu = { ...others, room: { ...room, gpuRoomBytes: null, limitBytes: null } }
  expect(needSegments(onCpu, { isUnified: false, ramBytes: 64e9 })?.title).toBe('ram')
  const nowhere = { ...onCpu, room: { ...onCpu.room, ramRoomBytes: null, roomBytes: null } }
  expect(needSegments(nowhere, mac)).toBeNull()
})

test('parts that nobody would see are one together', () => {
  const { fit, ...others } = shown(8_192)
  const onGpu = { ...fit.onGpu, projectorBytes: 5e6, outputBytes: 4e6 }
  const found = needSegments({ ...others, fit: { ...fit, onGpu } }, mac)
  expect(found?.segments.map(({ part }) => part)).not.toContain('projectorBytes')
  expect(found?.segments.find(({ part }) => part === 'rest')?.bytes).toBe(9e6)
})

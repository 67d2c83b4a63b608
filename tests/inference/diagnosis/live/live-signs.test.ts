import { expect, test } from 'vitest'
import { createLiveSigns } from '../../../../src/main/inference/diagnosis/live/live-signs.ts'
import {
  aMinute,
  app,
  gpuAt,
  model,
  moment,
  reported,
  roomIn,
  signsAfter,
  swapAt,
} from './moments.ts'

const signatures = (one: ReturnType<typeof moment>): readonly string[] =>
  signsAfter(createLiveSigns(), one, aMinute).map(({ signature }) => signature)

test('a machine that is well shows no sign', () => {
  expect(signatures(moment())).toEqual([])
})

test('nothing is said of a machine of which nothing is known', () => {
  const waiting = { kind: 'waiting', reason: 'the first answer has not come yet' } as const
  expect(
    signatures({
      ...moment({ machine: waiting, gpu: waiting, limit: waiting, swap: waiting }),
      thermal: waiting,
      battery: waiting,
      room: { ...waiting, state: 'unknown' },
    }),
  ).toEqual([])
})

test('each sign is said beside the others', () => {
  const slow = moment({
    models: [model({ tokensPerSecond: 1 })],
    swap: swapAt(50e6),
    room: roomIn('full'),
    apps: [app({ gpuRatio: 0.4 })],
  })
  expect(signatures(slow)).toEqual(['live-gpu-held', 'live-slow-generation'])
})

test('that a model works on the CPU is said once, and is why it is slow', () => {
  const memory = { ...model().memory, onGpu: reported(0) }
  const models = [model({ memory, tokensPerSecond: 1 })]
  expect(signatures(moment({ models, gpu: gpuAt(0) }))).toEqual(['live-zero-on-gpu'])
  const untold = [model({ tokensPerSecond: 1 })]
  expect(signatures(moment({ models: untold, gpu: gpuAt(0) }))).toEqual(['live-gpu-flat'])
})

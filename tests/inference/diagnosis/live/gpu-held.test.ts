import { describe, expect, test } from 'vitest'
import { createGpuHeld } from '../../../../src/main/inference/diagnosis/live/gpu-held.ts'
import { appId, pid } from '../../../../src/shared/ids.ts'
import {
  aMinute,
  absent,
  app,
  gpu,
  later,
  model,
  moment,
  process,
  roomIn,
  server,
  signsAfter,
} from './moments.ts'

const finalCut = app({ gpuRatio: 0.38 })
const windowServer = (gpuRatio: number) =>
  app({
    id: appId('WindowServer'),
    name: 'WindowServer',
    iconName: 'system',
    gpuRatio,
    memoryBytes: 1.1e9,
    memoryKind: 'rss',
    processes: [process({ pid: pid(200), name: 'WindowServer' })],
  })
const held = (more: Parameters<typeof moment>[0] = {}) =>
  moment({ room: roomIn('tight'), apps: [windowServer(0.08), finalCut], ...more })
const after = (one: ReturnType<typeof moment>, seconds = aMinute) =>
  signsAfter(createGpuHeld(), one, seconds)

describe('other programs on the GPU while room is short', () => {
  test('are named with their shares, and with what is known of their memory', () => {
    expect(after(held(), 14)).toEqual([])
    expect(after(held(), 15)).toMatchObject([
      {
        class: 'gpu-held',
        signature: 'live-gpu-held',
        sentence:
          'Little room is left for models, and programs that run no models use the GPU: Final Cut Pro 38 % of its time (9.2 GB of memory in all) and the window server 8.0 % of its time (a display takes less than 300 MB). Memory in all is more than what a program has on the GPU',
        facts: { allocatedBytes: 24e9, limitBytes: 40e9 },
        serverId: null,
        program: null,
      },
    ])
  })

  test('of which no footprint is known are named without one', () => {
    const apps = [app({ gpuRatio: 0.38, memoryKind: 'rss' })]
    expect(after(held({ apps, room: roomIn('full') }))[0]?.sentence).toBe(
      'No room is left for models, and programs that run no models use the GPU: Final Cut Pro 38 % of its time. How much of the GPU’s memory each has is not told',
    )
  })

  test('are none that are workers of a server', () => {
    const worker = app({ gpuRatio: 0.38, serves: [server().id] })
    expect(after(held({ apps: [worker], servers: [server({ pid: pid(9_999) })] }))).toEqual([])
  })

  test('may be the window server alone, where it has much of it', () => {
    expect(after(held({ apps: [windowServer(0.3)] }))).toHaveLength(1)
    expect(after(held({ apps: [windowServer(0.12)] }))).toEqual([])
  })

  test('are said by readings: one that is seen again and again is one', () => {
    const watch = createGpuHeld()
    const read = { ...gpu, atMs: held().atMs }
    const seen = Array.from({ length: 60 }, (_, second) =>
      watch({ ...later(held(), second * 1_000), gpu: read }),
    )
    expect(seen.flat()).toEqual([])
  })

  test('are said also while a model loads', () => {
    expect(after(held({ models: [model({ state: 'loading' })] }))).toHaveLength(1)
  })
})

describe('nothing is said', () => {
  test.each([
    ['where there is room', held({ room: roomIn('plenty') })],
    ['where the room is not known', held({ room: { ...absent, state: 'unknown' } })],
    ['where the room is of before', held({ room: staleRoom() })],
    ['where the GPU is not known', held({ gpu: absent })],
    ['where the GPU was read long ago', held({ gpu: { ...gpu, isStale: true } })],
    ['where no model is there', held({ models: [] })],
    ['where the only one is remote', held({ models: [model({ isRemote: true })] })],
    ['where the only one is asleep', held({ models: [model({ state: 'sleeping' })] })],
    ['of a little use', held({ apps: [app({ gpuRatio: 0.04 })] })],
    ['where no share is told', held({ apps: [app({ gpuRatio: null })] })],
    ['of engines', held({ apps: [app({ gpuRatio: 0.9, iconName: 'engine' })] })],
    [
      'of the app of a server',
      held({ apps: [app({ gpuRatio: 0.9, processes: [process({ pid: pid(100) })] })] }),
    ],
  ])('%s', (_, one) => {
    expect(after(one)).toEqual([])
  })
})

function staleRoom() {
  const room = roomIn('tight')
  return room.kind === 'ok' ? { ...room, isStale: true } : room
}

test('it stays while a little is left of it, and goes some time after', () => {
  const watch = createGpuHeld()
  expect(signsAfter(watch, held(), 15)).toHaveLength(1)
  expect(signsAfter(watch, held({ apps: [app({ gpuRatio: 0.03 })] }), 30, 16)).toHaveLength(1)
  expect(signsAfter(watch, held({ room: roomIn('plenty') }), 19, 47)).toHaveLength(1)
  expect(signsAfter(watch, held({ room: roomIn('plenty') }), 2, 67)).toEqual([])
})

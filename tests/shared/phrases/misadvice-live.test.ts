import { expect, test } from 'vitest'
import { createGpuFlat } from '../../../src/main/inference/diagnosis/live/gpu-flat.ts'
import { createGpuHeld } from '../../../src/main/inference/diagnosis/live/gpu-held.ts'
import type { LiveMoment, WatchSign } from '../../../src/main/inference/diagnosis/live/live-sign.ts'
import { createRosetta } from '../../../src/main/inference/diagnosis/live/rosetta.ts'
import { createSlowGeneration } from '../../../src/main/inference/diagnosis/live/slow-generation.ts'
import { createTwoEngines } from '../../../src/main/inference/diagnosis/live/two-engines.ts'
import { createZeroOnGpu } from '../../../src/main/inference/diagnosis/live/zero-on-gpu.ts'
import { appId, modelId, pid, serverId } from '../../../src/shared/ids.ts'
import {
  aMinute,
  app,
  fresh,
  gpu,
  gpuAt,
  gpuInUse,
  limitThatIs,
  model,
  moment,
  ollamaId,
  process,
  reported,
  roomIn,
  server,
  signsAfter,
  swapAt,
} from '../../inference/diagnosis/live/moments.ts'
import { unknownOf } from './books.ts'

/** What is said in all of these moments; in each of them something is. */
function saidIn(create: () => WatchSign, all: readonly Partial<LiveMoment>[]): readonly string[] {
  const said = all.map((more) => signsAfter(create(), moment(more), aMinute))
  expect(said.filter((signs) => signs.length === 0)).toEqual([])
  return said.flatMap((signs) => signs.map(({ sentence }) => sentence))
}

const second = server({ id: serverId('ollama:101:1'), pid: pid(101), port: 11_435 })
const studio = server({
  id: serverId('lmstudio:102:1'),
  kind: 'lmstudio',
  title: 'LM Studio',
  pid: pid(102),
  port: 1_234,
})
/** One server, two that are called the same, and one that is not known. */
const placesOf = (more: Parameters<typeof model>[0]): readonly Partial<LiveMoment>[] => [
  { models: [model(more)] },
  { models: [model(more)], servers: [server(), second] },
]

test('that a model has nothing on the GPU is known in every language', () => {
  const memory = { ...model().memory, onGpu: reported(0) }
  expect(unknownOf(saidIn(createZeroOnGpu, placesOf({ memory })))).toEqual([])
})

test('that a model generates while the GPU rests is known', () => {
  const onCpu = { ...model().memory, onGpu: reported(0) }
  const said = [{}, { memory: onCpu }]
    .flatMap((more) => placesOf(more))
    .flatMap((one) => [one, { ...one, logFacts: new Map([[ollamaId, { offloadedLayers: 0 }]]) }])
    .map((one) => ({ ...one, gpu: gpuAt(0.01) }))
  expect(unknownOf(saidIn(createGpuFlat, said))).toEqual([])
})

test('that a model is slow is known, by each reason and by several at once', () => {
  const slow = { tokensPerSecond: 2.1 }
  const partly = { ...model().memory, onGpu: reported(11e9) }
  const none = { ...model().memory, onGpu: reported(0) }
  const hot = { ...fresh, hottestCelsius: null, zones: [], level: 'heavy' } as const
  const reasons: readonly Partial<LiveMoment>[] = [
    {},
    { models: [model({ ...slow, memory: partly })] },
    { models: [model({ ...slow, memory: none })] },
    { logFacts: new Map([[ollamaId, { offloadedLayers: 0 }]]) },
    { logFacts: new Map([[ollamaId, { offloadedLayers: 20, totalLayers: 65 }]]) },
    { gpu: gpuAt(0.01) },
    { gpu: { ...gpu, beyondLimitBytes: 1.3e9 } },
    { swap: swapAt(40e6) },
    { thermal: { ...hot, speedLimitRatio: null } },
    { thermal: { ...hot, speedLimitRatio: 0.6 } },
    { apps: [app({ gpuRatio: 0.38 })] },
    { battery: { ...fresh, isOnBattery: true, levelRatio: 0.4 } },
  ]
  const joined = reasons.map((_, index) => Object.assign({}, ...reasons.slice(index)))
  const all = [...reasons, ...joined].flatMap((one) =>
    placesOf(slow).map((place) => ({ ...place, ...one })),
  )
  expect(unknownOf(saidIn(createSlowGeneration, all))).toEqual([])
})

const windows = app({
  id: appId('WindowServer'),
  name: 'WindowServer',
  gpuRatio: 0.31,
  processes: [process({ pid: pid(200), name: 'WindowServer' })],
})
const named = (name: string, more = {}) => app({ id: appId(name), name, gpuRatio: 0.2, ...more })

test('that programs use the GPU while room is short is known', () => {
  const apps = [
    [app({ gpuRatio: 0.38 })],
    [windows],
    [app({ gpuRatio: 0.38, memoryKind: 'rss' as const })],
    [app({ gpuRatio: 0.38 }), windows],
    [app({ gpuRatio: 0.38 }), windows, named('Weft and Warp', { memoryKind: 'rss' })],
    [named('Blender'), named('Room 3D (beta)'), named('Chrome'), named('Loom')],
  ]
  const all = apps.flatMap((some) => [
    { apps: some, room: roomIn('tight') },
    { apps: some, room: roomIn('full') },
  ])
  expect(unknownOf(saidIn(createGpuHeld, all))).toEqual([])
})

test('that programs hold models at the same time, beyond the limit, is known', () => {
  const held = (id: typeof ollamaId, name: string) =>
    model({ id: modelId(`${id}/${name}`), serverId: id, name, state: 'idle' })
  const third = server({ id: serverId('jan:103:1'), kind: 'jan', title: 'Jan', pid: pid(103) })
  const worlds = [
    [server(), studio],
    [server(), second],
    [server(), second, studio],
    [server(), second, studio, third],
  ]
  const all = worlds.flatMap((servers) =>
    [false, true].map((isEstimated) => ({
      servers,
      models: servers.map(({ id }) => held(id, 'm')),
      gpu: gpuInUse(52e9),
      limit: limitThatIs(isEstimated),
    })),
  )
  expect(unknownOf(saidIn(createTwoEngines, all))).toEqual([])
})

test('that programs run under Rosetta is known', () => {
  const child = server({
    id: serverId('llama:110:1'),
    kind: 'llama-server',
    title: 'llama-server',
    pid: pid(110),
    parentId: ollamaId,
  })
  const other = server({ ...child, id: serverId('llama:111:1'), pid: pid(111), parentId: null })
  const translated = (id: number) => process({ pid: pid(id), isTranslated: true })
  const of = (id: number, more = {}) =>
    app({ id: appId(`a${id}`), name: 'Loom', processes: [translated(id)], ...more })
  const all = [
    { servers: [server(), child], apps: [of(110)] },
    { servers: [server(), child, other], apps: [of(110), of(111)] },
    { servers: [studio], apps: [of(102)] },
    { servers: [], apps: [of(120, { name: 'llama-cli', iconName: 'engine' })] },
  ]
  expect(unknownOf(saidIn(createRosetta, all))).toEqual([])
})

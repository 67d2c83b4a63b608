import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createSizer } from '../../../src/main/fit/create-sizer.ts'
import { noFitOptions } from '../../../src/main/fit/fit-options.ts'
import { roomOfMac, type FitRoom } from '../../../src/main/fit/fit-room.ts'
import { fitOf } from '../../../src/main/fit/fit.ts'
import { loadModel, type LoadedModel } from '../../../src/main/fit/load-model.ts'
import { heldAgainst } from '../../../src/main/fit/shelf/held-against.ts'
import { needOn } from '../../../src/main/fit/shelf/need-curve.ts'
import { outlineOf } from '../../../src/main/fit/shelf/outline-of.ts'
import { needBytesOf, needRamBytesOf } from '../../../src/main/inference/estimate/need.ts'
import { localHost } from '../../host/local-host.ts'
import { tempFolder } from '../../processes.ts'
import { gib, placesAt, wide, writeFolder, writePlan } from '../fitted.ts'
import { languageModel, mlxConfig, mlxTensors } from '../model-plans.ts'

const window = (architecture: string, tokens: number) =>
  [[`${architecture}.attention.sliding_window`, { u32: tokens }]] as const

const plans = {
  dense: languageModel({ trainedTokens: 131_072 }),
  'of experts': languageModel({ experts: 8, trainedTokens: 40_960 }),
  'with a window': languageModel({
    architecture: 'gemma3',
    layers: 12,
    trainedTokens: 131_072,
    metadata: window('gemma3', 1_024),
  }),
  'with a wide window': languageModel({
    architecture: 'gemma2',
    layers: 12,
    metadata: window('gemma2', 4_096),
  }),
  'of an unknown kind': languageModel({ architecture: 'frobnicator', trainedTokens: 100_000 }),
  'for few tokens': languageModel({ trainedTokens: 700 }),
}

const read = (path: string): Promise<LoadedModel> =>
  loadModel(localHost(), path, placesAt(tempFolder()), noFitOptions)

type Parameters = NonNullable<Extract<LoadedModel, { kind: 'llama' }>['ollama']>['parameters']
const none: Parameters = {
  contextTokens: null,
  batchTokens: null,
  gpuLayers: null,
  isMapped: null,
}

const byOllama = (model: LoadedModel, parameters: Partial<Parameters> = {}): LoadedModel =>
  model.kind === 'llama'
    ? { ...model, ollama: { name: 'x', parameters: { ...none, ...parameters } } }
    : model

const models: readonly (readonly [string, () => Promise<LoadedModel>])[] = [
  ...Object.entries(plans).flatMap(([name, plan]) => {
    const path = (): string => writePlan(join(tempFolder(), 'model.gguf'), plan)
    return [
      [`${name}, llama.cpp`, () => read(path())] as const,
      [`${name}, Ollama`, async () => byOllama(await read(path()))] as const,
    ]
  }),
  [
    'with parameters of its own, Ollama',
    async () =>
      byOllama(await read(writePlan(join(tempFolder(), 'm.gguf'), plans.dense)), {
        contextTokens: 5_000,
        batchTokens: 256,
      }),
  ],
  ['MLX', () => read(writeFolder(join(tempFolder(), 'mlx'), mlxConfig, mlxTensors))],
]

const reckoning = (device: FitRoom['device'] = 'metal') => ({
  device,
  pause: async () => undefined,
  shared: new Map(),
})

/** From no room at all to more than enough, with limits on both sides of those by which Ollama chooses. */
function roomsAround(bytes: number): readonly FitRoom[] {
  const rooms = [0.4, 0.7, 1, 1.2].map((ratio) => Math.round(bytes * ratio))
  return rooms.flatMap((roomBytes) =>
    [8, 64].map((limitGib): FitRoom => ({
      ...roomOfMac({ ramBytes: limitGib * gib, era: null, words: '' }),
      roomBytes,
      gpuRoomBytes: roomBytes,
      ramRoomBytes: Math.round(roomBytes * 1.1),
      limitBytes: limitGib * gib,
    })),
  )
}

describe.each(models)('what is kept of a model: %s', (_, load) => {
  test('says the same in any room as its files do, but for a context that is a little too short', async () => {
    const model = await load()
    const outline = await outlineOf(model, reckoning())
    const { needBytes } = fitOf(model.identity, createSizer(model, noFitOptions, wide), wide)
    for (const room of roomsAround(needBytes)) {
      const sizer = createSizer(model, noFitOptions, room)
      const fit = fitOf(model.identity, sizer, room, 'without advice')
      const held = heldAgainst(outline, room)
      expect([held.verdict, held.contextTokens, held.needBytes, held.needRamBytes]).toEqual([
        fit.verdict,
        fit.contextTokens,
        fit.needBytes,
        fit.needRamBytes,
      ])
      const [longest, real] = [held.longestContextTokens ?? 0, fit.maxContextThatFits ?? 0]
      expect(longest).toBeLessThanOrEqual(real)
      // of short ones only every second is told
      expect(longest).toBeGreaterThanOrEqual(real > 2_048 ? 0.9 * real - 512 : real / 2 - 256)
    }
  })

  test('is never less than its files say, at any context', async () => {
    const model = await load()
    const { range, curves } = await outlineOf(model, reckoning())
    const knots = curves.at(-1)?.knots ?? []
    const batch = curves.length > 1 ? { batchTokens: 512 } : {}
    const sizer = createSizer(model, { ...noFitOptions, ...batch }, wide)
    const [step, most] = [range?.stepTokens ?? 0, range?.mostTokens ?? 0]
    for (let tokens = step; tokens <= most; tokens += step * 13) {
      const real = sizer.need({ contextTokens: tokens })
      const told = needOn(knots, tokens)
      expect([tokens, told.onGpuBytes >= needBytesOf(real)]).toEqual([tokens, true])
      expect([tokens, told.allBytes >= needRamBytesOf(real)]).toEqual([tokens, true])
    }
  })
})

test('quantizations of one model share what does not depend on their weights', async () => {
  const shared = new Map()
  const own = { ...reckoning(), shared }
  const folder = tempFolder()
  const [one, other] = [
    await read(writePlan(join(folder, 'a.gguf'), plans.dense)),
    await read(writePlan(join(folder, 'b.gguf'), widened(plans.dense))),
  ]
  const first = await outlineOf(one, own)
  const second = await outlineOf(other, own)
  expect(shared.size).toBe(1)
  expect(second).toEqual(await outlineOf(other, reckoning()))
  expect(second.curves).not.toEqual(first.curves)
})

/** Its feed-forward in another type. */
const widened = (plan: ReturnType<typeof languageModel>): ReturnType<typeof languageModel> => ({
  ...plan,
  tensors: (plan.tensors ?? []).map((tensor) =>
    tensor.name.includes('ffn_up') ? { ...tensor, typeId: 8 } : tensor,
  ),
})

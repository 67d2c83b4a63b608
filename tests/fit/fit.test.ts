import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { roomGiven, type FitRoom } from '../../src/main/fit/fit-room.ts'
import type { Fit } from '../../src/shared/fit.ts'
import { tempFolder } from '../processes.ts'
import { applied } from './advice/applied.ts'
import {
  gib,
  loaded,
  loadedPlan,
  wide,
  writeFolder,
  writePlan,
  type Asked,
  type Loaded,
} from './fitted.ts'
import { languageModel, mlxConfig, mlxTensors, projector } from './model-plans.ts'

const plans = {
  dense: languageModel(),
  'of experts': languageModel({ experts: 8 }),
  'with a sliding window': languageModel({
    architecture: 'gemma3',
    layers: 12,
    metadata: [['gemma3.attention.sliding_window', { u32: 1_024 }]],
  }),
  unknown: languageModel({ architecture: 'frobnicator' }),
}
const mlx = (): Promise<Loaded> =>
  loaded(writeFolder(join(tempFolder(), 'mlx'), mlxConfig, mlxTensors))
const models: readonly (readonly [string, Asked, () => Promise<Loaded>])[] = [
  ...Object.entries(plans).map(
    ([name, plan]) => [`${name}, llama.cpp`, {}, () => loadedPlan(plan)] as const,
  ),
  ['dense, Ollama', { engine: 'ollama' }, () => loadedPlan(plans.dense)],
  ['dense, Ollama, two', { engine: 'ollama', parallel: 2 }, () => loadedPlan(plans.dense)],
  ['of experts, Ollama', { engine: 'ollama' }, () => loadedPlan(plans['of experts'])],
  ['dense, three at once', { parallel: 3 }, () => loadedPlan(plans.dense)],
  ['dense, an old build', { build: 4_400 }, () => loadedPlan(plans.dense)],
  ['dense, without flash attention', { flashAttention: 'off' }, () => loadedPlan(plans.dense)],
  ['MLX', {}, mlx],
  ['MLX, two at once', { parallel: 2 }, mlx],
]

const sum = (parts: object): number =>
  Object.values(parts).reduce((total: number, bytes) => total + Number(bytes), 0)

/** Rooms from far too small to more than enough. */
const roomsFor = (fit: Fit): readonly number[] =>
  [0.05, 0.3, 0.5, 0.7, 0.8, 0.9, 0.97].map((share) => Math.round(share * fit.needBytes))

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap((one) => numbersIn(one))
    : []
}

describe.each(models)('a model: %s', (_name, asked, read) => {
  test('needs the sum of its parts, in whole bytes', async () => {
    const model = await read()
    const whole = model.fit(asked)
    for (const roomBytes of [0, ...roomsFor(whole)]) {
      const fit = model.fit(asked, roomGiven(roomBytes))
      expect(fit.schema).toBe('headroom/fit/1')
      expect(fit.needBytes).toBe(sum(fit.onGpu))
      expect(fit.needRamBytes).toBe(sum(fit.parts))
      expect(fit.needBytes).toBeLessThanOrEqual(fit.needRamBytes)
      expect(fit.errorBand.lowBytes).toBeLessThanOrEqual(fit.needBytes)
      expect(fit.errorBand.highBytes).toBeGreaterThanOrEqual(fit.needBytes)
      const numbers = numbersIn(fit)
      expect(numbers.length).toBeGreaterThan(30)
      expect(numbers.filter((one) => !Number.isSafeInteger(one) || one < 0)).toEqual([])
    }
  })

  test('is advised what fits when it is asked for', async () => {
    const model = await read()
    const kinds = new Set<string>()
    for (const roomBytes of roomsFor(model.fit(asked))) {
      // with what goes to the CPU held against as much again, so that moving it is advised
      const room = { ...roomGiven(roomBytes), ramRoomBytes: wide.roomBytes }
      const { advice, needBytes } = model.fit(asked, room)
      for (const one of advice) {
        const written = applied(one)
        if (written === null) continue
        kinds.add(one.kind)
        const then = model.fit({ ...asked, ...written }, room, 'without advice')
        const saves = [one.savesBytes, one.text]
        expect([needBytes - then.needBytes, one.text]).toEqual(saves)
        expect([then.verdict !== 'no', one.text]).toEqual([one.isEnough, one.text])
      }
    }
    expect(kinds.size).toBeGreaterThan(0)
  })
})

describe.each(models)('the longest context of a model: %s', (_name, asked, read) => {
  test('fits when it is asked for, and one step more does not', async () => {
    const model = await read()
    const whole = model.fit(asked)
    const isLlama = whole.model.engine === 'llama.cpp'
    const slots = whole.model.engine === 'ollama' ? (whole.parallel ?? 1) : 1
    const stepTokens = isLlama ? 256 * (asked.parallel ?? 1) : 256 * slots
    let found = 0
    for (const roomBytes of roomsFor(whole)) {
      const room = roomGiven(roomBytes)
      const fit = model.fit(asked, room, 'without advice')
      // every change of a setting that is asked for is checked the same way
      const all = [
        { context: fit.maxContextThatFits, own: {} },
        ...fit.longestContexts.map(({ kvType, contextTokens }) => ({
          context: contextTokens,
          own: {
            keyType: kvType,
            valueType: kvType,
            // as its advice has it (`-fa on`)
            ...(kvType.startsWith('q') ? { flashAttention: 'on' as const } : {}),
          },
        })),
      ]
      for (const { context, own } of all) {
        if (context === null) continue
        found++
        const at = (tokens: number): string =>
          model.fit({ ...asked, ...own, contextTokens: tokens / slots }, room, 'without advice')
            .verdict
        expect(at(context)).not.toBe('no')
        if (context + stepTokens <= (whole.contextTokens ?? 0)) {
          expect(at(context + stepTokens)).toBe('no')
        }
      }
    }
    expect(found).toBeGreaterThan(3)
  })
})

describe('the verdict', () => {
  const needOf = (model: Loaded): number => model.fit().needBytes

  test('goes by nine tenths of the room, and by all of it', async () => {
    const model = await loadedPlan(plans.dense)
    const needBytes = needOf(model)
    const tenthMore = Math.ceil(needBytes / 0.9)
    const at = (roomBytes: number): readonly unknown[] => {
      const { verdict, gapBytes, advice } = model.fit({}, roomGiven(roomBytes))
      return [verdict, gapBytes, advice.length > 0]
    }
    expect(at(tenthMore)).toEqual(['fits', null, false])
    expect(at(tenthMore - 2)).toEqual(['tight', null, false])
    expect(at(needBytes)).toEqual(['tight', null, false])
    expect(at(needBytes - 1)).toEqual(['no', 1, true])
    expect(at(0)).toEqual(['no', needBytes, true])
  })
})

describe('the verdict of GPU and RAM', () => {
  test('holds what lies in RAM against the room in RAM', async () => {
    const model = await loadedPlan(plans.dense)
    const { needBytes, needRamBytes } = model.fit()
    const room = (
      gpuRoomBytes: number | null,
      ramRoomBytes: number,
      device: FitRoom['device'] = 'metal',
    ): FitRoom => ({
      ...wide,
      device,
      roomBytes: Math.min(gpuRoomBytes ?? Infinity, ramRoomBytes),
      gpuRoomBytes,
      ramRoomBytes,
    })
    const at = (of: FitRoom): readonly unknown[] => {
      const { verdict, gapBytes } = model.fit({}, of)
      return [verdict, gapBytes]
    }
    expect(at(room(needBytes, needRamBytes * 2))).toEqual(['tight', null])
    expect(at(room(needBytes * 2, needRamBytes - 5))).toEqual(['no', 5])
    expect(at(room(needBytes - 7, needRamBytes - 5))).toEqual(['no', 7])
    // a GPU whose room is not known may refuse what RAM has room for, but never has what RAM has not
    expect(at(room(null, needRamBytes))).toEqual(['unknown', null])
    expect(at(room(null, needRamBytes - 3))).toEqual(['no', 3])
    // a card has a memory of its own
    const card = model.fit({}, room(2 ** 40, 2 ** 40, 'cuda'))
    const beside = card.needRamBytes - card.needBytes
    expect(at(room(card.needBytes, beside, 'cuda'))).toEqual(['tight', null])
    expect(at(room(card.needBytes, beside - 1, 'cuda'))).toEqual(['no', 1])
  })

  test('without a GPU is that of RAM alone', async () => {
    const model = await loadedPlan(plans.dense)
    const room = (ramRoomBytes: number): FitRoom => ({
      ...wide,
      device: 'cpu',
      roomBytes: ramRoomBytes,
      gpuRoomBytes: null,
      ramRoomBytes,
    })
    const { needBytes, needRamBytes } = model.fit({}, room(2 ** 40))
    expect(needBytes).toBe(0)
    const at = (ramRoomBytes: number): readonly unknown[] => {
      const { verdict, gapBytes } = model.fit({}, room(ramRoomBytes))
      return [verdict, gapBytes]
    }
    expect(at(needRamBytes)).toEqual(['tight', null])
    expect(at(needRamBytes - 3)).toEqual(['no', 3])
  })

  test('of another Mac is held against all of its RAM too, whatever is left to the CPU', async () => {
    const model = await loadedPlan(plans.dense)
    const { needRamBytes } = model.fit({ gpuLayers: 0 })
    const room = { ...wide, ramRoomBytes: needRamBytes - 1 }
    const { verdict, needBytes, gapBytes } = model.fit({ gpuLayers: 0 }, room)
    expect([verdict, needBytes, gapBytes]).toEqual(['no', 0, 1])
  })
})

describe('a verdict', () => {
  test('cannot be told where no room is known, nor is anything advised', async () => {
    const model = await loadedPlan(plans.dense)
    const fit = model.fit({}, { ...wide, roomBytes: null, gpuRoomBytes: null })
    expect([fit.verdict, fit.roomBytes, fit.gapBytes, fit.maxContextThatFits]).toEqual([
      'unknown',
      null,
      null,
      null,
    ])
    expect(fit.advice).toEqual([])
    expect(fit.longestContexts.map(({ contextTokens }) => contextTokens)).toEqual([
      null,
      null,
      null,
    ])
  })
})

test('a header that claims thousands of layers and an endless context is held against the room too', async () => {
  const metadata = (trainedTokens: number): ReturnType<typeof languageModel> => {
    const plan = languageModel({ layers: 1, trainedTokens })
    return {
      ...plan,
      metadata: (plan.metadata ?? []).map(
        ([key, value]) => [key, key === 'llama.block_count' ? { u32: 4_000 } : value] as const,
      ),
    }
  }
  const { verdict, maxContextThatFits, advice } = (await loadedPlan(metadata(2 ** 20))).fit(
    {},
    { ...roomGiven(12 * gib), ramRoomBytes: 100 * gib },
  )
  expect([verdict, maxContextThatFits]).toEqual(['no', 3_072])
  expect(advice.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['context', 'combination']))
  // beyond what any model was made for, what is claimed is not believed
  const endless = await loadedPlan(metadata(2 ** 32 - 1))
  expect(endless.fit().contextTokens).toBeLessThan(2 ** 20)
})

test('a header whose windows slide in every layer, and that claims an endless context, is no endless work', async () => {
  const architecture = 'gemma3'
  const model = await loadedPlan(
    languageModel({
      architecture,
      trainedTokens: 2 ** 32 - 1,
      metadata: [
        ['gemma3.attention.sliding_window', { u32: 1_024 }],
        [
          'gemma3.attention.sliding_window_pattern',
          { list: 'bool', items: Array.from({ length: 8 }, () => true) },
        ],
      ],
    }),
  )
  const { verdict, maxContextThatFits } = model.fit({}, roomGiven(100_000_000))
  expect(verdict).toBe('no')
  expect(maxContextThatFits ?? Infinity).toBeLessThanOrEqual(1_024)
})

test('a projector of a model is reckoned with it, whatever is changed', async () => {
  const folder = tempFolder()
  const mmprojPath = writePlan(join(folder, 'mmproj.gguf'), projector)
  const model = await loaded(writePlan(join(folder, 'model.gguf')), { mmprojPath })
  const room = { ...roomGiven(300_000_000), ramRoomBytes: gib }
  const { advice, parts } = model.fit({}, room)
  expect(parts.projectorBytes).toBeGreaterThan(2 ** 22)
  const kinds = advice.map(({ kind }) => kind)
  expect(kinds).toEqual(expect.arrayContaining(['context', 'kv-type', 'gpu-layers', 'ubatch']))
})

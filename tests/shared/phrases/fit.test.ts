import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { roomNow, type FitRoom } from '../../../src/main/fit/fit-room.ts'
import type { Advised } from '../../../src/main/fit/fit.ts'
import { withHolders } from '../../../src/main/fit/room-holders.ts'
import { certaintyText, growthText, partTitles } from '../../../src/shared/fit-text.ts'
import type { FitBasis, FitEngine } from '../../../src/shared/fit.ts'
import { modelId, pid, serverId } from '../../../src/shared/ids.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { UsageError } from '../../../src/shared/exit-code.ts'
import type { Room, Snapshot } from '../../../src/shared/snapshot.ts'
import {
  createChance,
  randomMlx,
  randomModel,
  type Chance,
} from '../../fit/advice/random-models.ts'
import { randomQuestion, randomRoom } from '../../fit/advice/random-questions.ts'
import {
  gib,
  loaded,
  loadedPlan,
  wide,
  writeFolder,
  writePlan,
  type Asked,
  type Loaded,
} from '../../fit/fitted.ts'
import {
  checkpointTensors,
  imageModel,
  languageModel,
  mlxConfig,
  mlxTensors,
  projector,
} from '../../fit/model-plans.ts'
import { app, limitThatIs, model, roomIn, server } from '../../inference/diagnosis/live/moments.ts'
import { tempFolder } from '../../processes.ts'
import { nothingKnown } from '../../web/fake-core.ts'
import { sayingIn, unknownOf } from './books.ts'
import { saidOfFit } from './fit-said.ts'

/** Screens ask of nothing else. */
const here = { isNow: true, of: 'this machine now' } as const
const open: FitRoom = { ...wide, ...here }

const modelCount = 12
const roomsOfEach = 5

function randomLoaded(chance: Chance, engine: FitEngine, path: string): Promise<Loaded> {
  if (engine !== 'mlx') return loaded(writePlan(`${path}.gguf`, randomModel(chance)))
  const { config, tensors } = randomMlx(chance)
  return loaded(writeFolder(path, config, tensors))
}

/** What an engine does not start like this is refused in a sentence. */
function said(
  one: Loaded,
  asked: Asked,
  room: FitRoom,
  advised: Advised = 'with advice',
): readonly string[] {
  try {
    return saidOfFit(one.fit(asked, room, advised))
  } catch (error) {
    if (error instanceof UsageError || error instanceof ParseError) return [error.message]
    throw error
  }
}

test('what any model would take in any room, and what would make it fit, is said in every language', async () => {
  const chance = createChance(11)
  const folder = tempFolder()
  const texts: string[] = []
  for (let index = 0; index < modelCount; index++) {
    const engine: FitEngine = chance.of(['llama.cpp', 'llama.cpp', 'ollama', 'mlx'])
    const one = await randomLoaded(chance, engine, join(folder, String(index)))
    for (let each = 0; each < roomsOfEach; each++) {
      const { asked } = randomQuestion(chance, engine)
      const studio: Asked = chance.of([false, false, true]) ? { program: 'lm-studio' } : {}
      const needBytes = one.fit({}, wide, 'without advice').needRamBytes
      const room = { ...randomRoom(chance, needBytes), ...here }
      texts.push(
        ...said(one, engine === 'ollama' ? asked : { ...asked, build: null, ...studio }, room),
      )
    }
  }
  expect(texts.length).toBeGreaterThan(modelCount * roomsOfEach)
  expect(unknownOf(texts)).toEqual([])
})

const atMs = 1_000_000_000
const idle = { state: 'idle', idleSinceMs: atMs - 720_000 } as const
const unload = { kind: 'unload', takesAll: false } as const

/** A machine on which much can be let go. */
const busy: Snapshot = {
  ...nothingKnown,
  atMs,
  room: roomIn('tight'),
  limit: limitThatIs(false),
  servers: [
    server({ title: 'Ollama' }),
    server({ id: serverId('llama'), kind: 'llama-server', title: 'llama-server', pid: pid(700) }),
  ],
  models: [
    model({ ...idle, name: 'qwen3:8b', eject: unload }),
    model({ ...idle, id: modelId('b'), name: 'gemma3:4b', eject: unload }),
    model({ ...idle, id: modelId('c'), name: 'Phi-4.gguf', serverId: serverId('llama') }),
  ],
  apps: [app({}), app({ name: 'Docker', quitEnds: 'everything that runs in it' })],
}

const roomsBeside = [1, 20, 80].map((share): FitRoom => {
  const roomBytes = (share / 100) * gib
  const room = withHolders(roomNow(busy, 'darwin'), busy)
  return { ...room, roomBytes, gpuRoomBytes: roomBytes, ramRoomBytes: roomBytes }
})

describe('what would make room for it is said in every language', () => {
  test.each<[string, Asked]>([
    ['llama.cpp', {}],
    ['llama.cpp with several requests', { parallel: 4, contextTokens: 65_536 }],
    ['Ollama', { engine: 'ollama', parallel: 4, contextTokens: 32_768 }],
    ['LM Studio', { program: 'lm-studio', contextTokens: 32_768 }],
  ])('by %s', async (_, asked) => {
    const models = [languageModel(), languageModel({ experts: 8, trainedTokens: 131_072 })]
    const all = await Promise.all(models.map(loadedPlan))
    const devices = ['metal', 'cuda'] as const
    const fits = all.flatMap((one) =>
      roomsBeside.flatMap((room) => devices.map((device) => one.fit(asked, { ...room, device }))),
    )
    const texts = fits.flatMap(saidOfFit)
    expect(texts.some((text) => /^(Unload|Quit) .*: then it/.test(text))).toBe(true)
    expect(unknownOf(texts)).toEqual([])
  })
})

test('what is let go is said word for word, with the names as they are', () => {
  const text =
    'Unload a (b), c (5.2 GB, idle 12 min), quit Loom (up to 2.1 GB), and take a context of 8192 tokens: then it fits'
  expect(sayingIn('de').say(text)).toBe(
    'a (b), c entladen (5,2 GB, 12 min untätig), Loom beenden (bis zu 2,1 GB), und einen Kontext von 8192 Token wählen: dann passt es',
  )
  const server = 'Quit llama-server (5.2 GB, it holds a + b, idle 12 min): then it fits'
  expect(sayingIn('de').say(server)).toBe(
    'llama-server beenden (5,2 GB, darin a + b, 12 min untätig): dann passt es',
  )
})

test('the parts of a need are said in every language', () => {
  expect(unknownOf(Object.values(partTitles))).toEqual([])
  expect(unknownOf([roomNow(busy, 'darwin').of, roomNow(lowered, 'darwin').of])).toEqual([])
})

const heldBack = (room: Room): Room =>
  room.kind === 'ok' ? { ...room, gpuHeldBackBytes: 1 } : room
const lowered: Snapshot = { ...busy, room: heldBack(roomIn('tight')) }

const headsOf = (length: number) =>
  [
    ['llama.attention.key_length', { u32: length }],
    ['llama.attention.value_length', { u32: length }],
  ] as const

test('what else is good to know of a GGUF file is said in every language', async () => {
  const folder = tempFolder()
  const beside = writePlan(join(folder, 'm', 'm.gguf'))
  const mmprojPath = writePlan(join(folder, 'm', 'mmproj-m.gguf'), projector)
  const models = [
    await loaded(beside),
    await loaded(beside, { mmprojPath }),
    await loadedPlan(languageModel({ metadata: headsOf(80) })),
    await loadedPlan(languageModel({ metadata: headsOf(100) })),
    await loadedPlan(languageModel({ architecture: 'deepseek4' })),
    await loadedPlan(languageModel({ architecture: 'of-tomorrow' })),
    await loadedPlan({ ...languageModel({ layers: 2 }), ...unknownTypes }),
    await loadedPlan(imageModel),
  ]
  const questions: readonly Asked[] = [
    {},
    { contextTokens: 1_000_000 },
    { keyType: 'q8_0', valueType: 'q8_0' },
    { keyType: 'q8_0', valueType: 'q4_0' },
    { keyType: 'q4_1', valueType: 'q4_1' },
    { keyType: 'bf16', valueType: 'bf16' },
    { keyType: 'q9', valueType: 'q9' },
    { engine: 'ollama' },
    { engine: 'mlx' },
  ]
  const rooms = [open, { ...open, ramRoomBytes: gib }, { ...open, ramRoomBytes: 1 }]
  const texts = models.flatMap((one) =>
    questions.flatMap((asked) => rooms.flatMap((room) => said(one, asked, room, 'without advice'))),
  )
  expect(texts.some((text) => /lies beside it/.test(text))).toBe(true)
  expect(texts.some((text) => /in use it may grow/.test(text))).toBe(true)
  expect(unknownOf(texts)).toEqual([])
})

test('what else is good to know of a folder for MLX, and of images, is said in every language', async () => {
  const folder = tempFolder()
  const models = await Promise.all(
    mlxModels.map(([more, tensors], index) =>
      loaded(writeFolder(join(folder, String(index)), { ...mlxConfig, ...more }, tensors)),
    ),
  )
  const questions: readonly Asked[] = [
    {},
    { contextTokens: 4_096, keyType: '8bit', valueType: '8bit' },
    { contextTokens: 32_768, keyType: '4bit', valueType: '4bit' },
    { contextTokens: 500_000 },
    { keyType: 'q9', valueType: 'q9' },
    { engine: 'ollama' },
  ]
  const rooms = [open, { ...open, ramRoomBytes: gib / 4 }, { ...open, limitBytes: 40e9 }]
  const texts = models.flatMap((one) =>
    questions.flatMap((asked) => rooms.flatMap((room) => said(one, asked, room, 'without advice'))),
  )
  expect(unknownOf(texts)).toEqual([])
})

/** Five types of tensors that no program has yet. */
const unknownTypes = {
  tensors: [...(languageModel({ layers: 2 }).tensors ?? [])].map((one, index) => ({
    ...one,
    typeId: index < 5 ? 200 + index : one.typeId,
  })),
  dataBytes: 2 ** 28,
}

type Tensors = Parameters<typeof writeFolder>[2]
const wholeHeads = { kv_lora_rank: 64, qk_nope_head_dim: 32, qk_rope_head_dim: 16, v_head_dim: 32 }

const mlxModels: readonly (readonly [Readonly<Record<string, unknown>>, Tensors])[] = [
  [{}, mlxTensors],
  [{ model_type: undefined }, mlxTensors],
  [{ model_type: 'of-tomorrow' }, mlxTensors],
  [{ quantization: null, quantization_config: { quant_method: 'bitsandbytes' } }, mlxTensors],
  [{ head_dim: 80 }, mlxTensors],
  [{ model_type: 'gemma3_text', sliding_window: 512, sliding_window_pattern: 6 }, mlxTensors],
  [{ model_type: 'deepseek_v3', ...wholeHeads }, mlxTensors],
  [{ model_type: 'mamba', state_size: 16, conv_kernel: 4, intermediate_size: 64 }, mlxTensors],
  [{}, { ...mlxTensors, 'vision_tower.a.weight': ['BF16', [64, 64], 8_192] }],
  [{}, { ...mlxTensors, 'model.layers.77.a.weight': ['BF16', [64, 64], 8_192] }],
  [{}, { 'model.layers.0.mlp.up_proj.weight': ['F8_E4M3', [64, 64], 4_096] }],
  [{ model_type: undefined }, checkpointTensors],
  [{ _class_name: 'UNet2DConditionModel', model_type: undefined }, checkpointTensors],
  [{}, { 'a.lora_A.weight': ['F16', [64, 64], 8_192] }],
]

const bases: readonly FitBasis[] = ['exact', 'approximate', 'upper bound', 'guess', 'unknown']
const growths: readonly string[] = [
  "llama-server's prompt cache (--cache-ram)",
  "llama-server's prompt cache (--cache-ram) and checkpoints of its context",
]

test('how sure a figure is, and what may grow, is said in every language', () => {
  const errorBand = { lowBytes: 18.9e9, highBytes: 19.6e9 }
  const sure = bases.map((basis) => certaintyText({ basis, errorBand }))
  const grown = [null, 8.6e9].flatMap((bytes) =>
    growths.map((what) => growthText({ growth: { bytes, what } }) ?? ''),
  )
  expect(unknownOf([...sure, ...grown])).toEqual([])
  expect(sure.map(sayingIn('zh-Hans').say)[1]).toMatch(/18\.9 至 19\.6 GB$/)
})

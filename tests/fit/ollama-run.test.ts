import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createSizer, guessSizer } from '../../src/main/fit/create-sizer.ts'
import { noFitOptions } from '../../src/main/fit/fit-options.ts'
import { parseMac, roomGiven, roomOfMac } from '../../src/main/fit/fit-room.ts'
import { fitOf } from '../../src/main/fit/fit.ts'
import { loadModel } from '../../src/main/fit/load-model.ts'
import type { Fit } from '../../src/shared/fit.ts'
import { localHost } from '../host/local-host.ts'
import { tempFolder } from '../processes.ts'
import {
  loadedPlan,
  placesAt,
  refusal,
  wide,
  writePlan,
  writeText,
  type Asked,
  type Loaded,
} from './fitted.ts'
import { languageModel, projector } from './model-plans.ts'

const macOf = (text: string): ReturnType<typeof roomOfMac> => roomOfMac(parseMac(text))
const long = (trainedTokens: number): Promise<Loaded> =>
  loadedPlan(languageModel({ layers: 1, trainedTokens }))

describe('what Ollama chooses by itself', () => {
  test.each([
    ['32GB', 4_096],
    ['32GB,macos26', 32_768],
    ['36GB,macos15', 32_768],
    ['64GB', 262_144],
    ['128GB,macos26', 262_144],
    ['8GB', 4_096],
  ])('is a context by the limit of the GPU: of %s %i', async (mac, tokens) => {
    const model = await long(2 ** 20)
    const { contextTokens, parallel } = model.fit({ engine: 'ollama' }, macOf(mac))
    expect([contextTokens, parallel]).toEqual([tokens, 1])
  })

  test('is never more context than the model was made for, whoever asks for it', async () => {
    const model = await long(8_192)
    const engine = 'ollama'
    expect(model.fit({ engine }, macOf('64GB')).contextTokens).toBe(8_192)
    expect(model.fit({ engine, contextTokens: 65_536 }, macOf('64GB')).contextTokens).toBe(8_192)
    expect(model.fit({ engine, contextTokens: 65_536 }, macOf('64GB')).parts.kvBytes).toBe(
      8_192 * 1_024,
    )
  })

  test('is the context of each request: as many times as there are at once', async () => {
    const model = await long(2 ** 20)
    const { contextTokens, parallel, parts } = model.fit(
      { engine: 'ollama', parallel: 3, contextTokens: 4_096 },
      wide,
    )
    expect([contextTokens, parallel, parts.kvBytes]).toEqual([12_288, 3, 12_288 * 1_024])
  })

  test('is a greater batch for a longer context, as far as there is room for it', async () => {
    const model = await long(2 ** 20)
    const computeOf = (asked: Asked, room = wide): number =>
      model.fit({ engine: 'ollama', ...asked }, room).parts.computeBytes
    const cases = [
      [4_096, 512],
      [4_352, 1_024],
      [32_768, 1_024],
      [33_024, 2_048],
    ] as const
    for (const [contextTokens, ubatchTokens] of cases)
      expect(computeOf({ contextTokens })).toBe(computeOf({ contextTokens, ubatchTokens }))
    const all = { engine: 'ollama', contextTokens: 65_536 } as const
    const needAt = (ubatchTokens: number): number => model.fit({ ...all, ubatchTokens }).needBytes
    const fitted = (roomBytes: number): number => model.fit(all, roomGiven(roomBytes)).needBytes
    expect(fitted(needAt(2_048))).toBe(needAt(2_048))
    expect(fitted(needAt(2_048) - 1)).toBe(needAt(1_024))
    expect(fitted(needAt(1_024) - 1)).toBe(needAt(512))
    expect(fitted(1)).toBe(needAt(512))
  })
})

describe('what Ollama is advised', () => {
  test('is told by its settings, and with one request at a time there is one context', async () => {
    const model = await loadedPlan(languageModel({ experts: 8 }))
    const asked = { engine: 'ollama', parallel: 2, contextTokens: 16_384 } as const
    const { advice } = model.fit(asked, { ...roomGiven(1), ramRoomBytes: 2 ** 30 })
    // the experts alone it cannot leave to the CPU
    expect(advice.map(({ kind, flag }) => [kind, flag])).toEqual([
      ['parallel', 'OLLAMA_NUM_PARALLEL=1'],
      ['ubatch', '/set parameter num_batch 128'],
      ['context', '/set parameter num_ctx 8192'],
      ['kv-type', 'OLLAMA_FLASH_ATTENTION=1 OLLAMA_KV_CACHE_TYPE=q4_0'],
      ['other-engine', null],
      ['smaller-quant', null],
      ['bigger-mac', null],
    ])
    const one = advice.find(({ kind }) => kind === 'parallel')
    expect(one?.savesBytes).toBeGreaterThanOrEqual(16_384 * 8 * 1_024)
  })

  test('is a context of each request, and llama.cpp one of all together', async () => {
    const model = await loadedPlan(languageModel())
    const room = roomGiven(300_000_000)
    const flagOf = (asked: Asked): string | null =>
      model.fit(asked, room).advice.find(({ kind }) => kind === 'context')?.flag ?? null
    expect(flagOf({ parallel: 2 })).toBe('-c 18432')
    expect(model.fit({ parallel: 2, contextTokens: 18_432 }, room).verdict).toBe('fits')
    expect(model.fit({ parallel: 2, contextTokens: 18_944 }, room).verdict).toBe('tight')
    const ollama = { engine: 'ollama', parallel: 2, contextTokens: 32_768 } as const
    const each = Number(/^\/set parameter num_ctx (\d+)$/.exec(flagOf(ollama) ?? '')?.[1])
    expect(model.fit({ ...ollama, contextTokens: each }, room).verdict).toBe('fits')
    expect(model.fit({ ...ollama, contextTokens: each + 256 }, room).verdict).toBe('tight')
  })
})

test('a build of llama.cpp that does not choose flash attention itself is told to', async () => {
  const model = await loadedPlan(languageModel())
  const flagOf = (build: number): string | null =>
    model
      .fit({ build, contextTokens: 32_768 }, roomGiven(1))
      .advice.find(({ kind }) => kind === 'kv-type')?.flag ?? null
  expect(flagOf(4_400)).toBe('-fa -ctk q4_0 -ctv q4_0')
  expect(flagOf(9_400)).toBe('-fa on -ctk q4_0 -ctv q4_0')
})

const digest = (letter: string): string => `sha256-${letter.repeat(64)}`

/** A store with one model, and what its Modelfile sets. */
async function pulled(parameters: unknown, asked: Asked = {}): Promise<Fit> {
  const home = tempFolder()
  const store = join(home, '.ollama', 'models')
  writePlan(join(store, 'blobs', digest('a')), languageModel({ trainedTokens: 2 ** 20 }))
  writePlan(join(store, 'blobs', digest('b')), projector)
  writeText(join(store, 'blobs', digest('c')), JSON.stringify(parameters))
  const layers = [
    ['model', 'a'],
    ['projector', 'b'],
    ['params', 'c'],
  ].map(([type, letter = '']) => ({
    mediaType: `application/vnd.ollama.image.${type}`,
    digest: `sha256:${letter.repeat(64)}`,
  }))
  writeText(
    join(store, 'manifests/registry.ollama.ai/library/tiny/7b'),
    JSON.stringify({ schemaVersion: 2, layers }),
  )
  const options = { ...noFitOptions, ...asked }
  const model = await loadModel(localHost(), 'tiny:7b', placesAt(home), options)
  return fitOf(model.identity, createSizer(model, options, wide), wide)
}

describe('a model of Ollama', () => {
  test('is run by Ollama with its projector, unless it is asked for otherwise', async () => {
    const fit = await pulled({})
    expect(fit.model).toMatchObject({ name: 'tiny:7b', engine: 'ollama' })
    expect(fit.parts.projectorBytes).toBeGreaterThan(4 * 2 ** 20)
    expect((await pulled({}, { engine: 'llama.cpp' })).model.engine).toBe('llama.cpp')
  })

  test('has the context, the layers and the batch that its file sets', async () => {
    const parameters = { num_ctx: 8_192, num_gpu: 5, num_batch: 128, use_mmap: false }
    const fit = await pulled(parameters)
    const asked = { contextTokens: 8_192, gpuLayers: 5, ubatchTokens: 128, usesMmap: false }
    expect(fit).toEqual(await pulled({}, asked).then(at(fit)))
    expect(fit.contextTokens).toBe(8_192)
    // as many of the layers' caches lie with the CPU
    expect(fit.onGpu.kvBytes).toBe(fit.parts.kvBytes / 2)
  })

  test('has those that are asked for instead', async () => {
    const fit = await pulled({ num_ctx: 8_192, num_gpu: 2 }, { contextTokens: 4_096, gpuLayers: 9 })
    expect([fit.contextTokens, fit.onGpu.kvBytes]).toEqual([4_096, 4_096 * 8 * 1_024])
  })
})

/** The same but for where its files lie. */
const at =
  ({ model }: Fit) =>
  (fit: Fit): Fit => ({ ...fit, model: { ...fit.model, path: model.path } })

describe('a guess by size', () => {
  const guess = (parameterCount: number, quantization: string, asked: Asked = {}): Fit => {
    const options = { ...noFitOptions, ...asked }
    const { identity, sizer } = guessSizer({ parameterCount, quantization }, options, wide)
    return fitOf(identity, sizer, wide)
  }

  test('is told as one, with the weights by their bits', () => {
    const { model, basis, parts, remarks } = guess(32e9, 'q8_0')
    expect(model).toEqual({
      path: null,
      name: 'a model of 32B',
      engine: 'llama.cpp',
      architecture: null,
      quantization: 'q8_0',
      fileBytes: null,
      layers: null,
    })
    expect([basis, parts.weightsBytes]).toEqual(['guess', (32e9 * 8.5) / 8])
    expect(remarks[0]).toMatch(/^This is a guess by the size of its family/)
  })

  test('is made for llama.cpp and Ollama alone', async () => {
    expect(guess(8e9, '4bit', { engine: 'ollama' }).model.engine).toBe('ollama')
    expect(await refusal(() => guess(8e9, '4bit', { engine: 'mlx' }))).toBe(
      'UsageError: a guess by size is made for llama.cpp and Ollama: name a folder for MLX',
    )
    expect(await refusal(() => guess(8e9, '4bit', { mmprojPath: '/x' }))).toMatch(
      /^UsageError: --mm/,
    )
  })
})

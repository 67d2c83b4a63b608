import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSizer } from '../../src/main/fit/create-sizer.ts'
import { noFitOptions, type FitOptions } from '../../src/main/fit/fit-options.ts'
import { fitOf } from '../../src/main/fit/fit.ts'
import { questionOfLaunch } from '../../src/main/fit/launch-question.ts'
import { loadModel } from '../../src/main/fit/load-model.ts'
import { modelPlacesOf } from '../../src/main/inference/models/find/model-places.ts'
import { ollamaSettings } from '../../src/main/inference/programs/launch/ollama-launch.ts'
import type { Fit } from '../../src/shared/fit.ts'
import { localHost } from '../host/local-host.ts'
import { launched } from '../inference/programs/launch/launched.ts'
import { tempFolder } from '../processes.ts'
import { wide, writeFolder, writePlan, writeText } from './fitted.ts'
import { languageModel, mlxConfig, mlxTensors, projector } from './model-plans.ts'

async function fitIn(home: string, wanted: string, options: FitOptions): Promise<Fit> {
  const model = await loadModel(
    localHost(),
    wanted,
    modelPlacesOf({}, home, home, 'linux'),
    options,
  )
  return fitOf(model.identity, createSizer(model, options, wide), wide)
}

/** What a command line comes to, in a folder of models. */
async function launchedIn(
  home: string,
  line: string,
  server: Record<string, string> | null = null,
) {
  const launch = launched(line)
  if (launch === null) throw new Error(`nothing is known of ${line}`)
  const places = modelPlacesOf({}, home, home, 'linux')
  const ollama = server === null ? null : ollamaSettings(server)
  const question = questionOfLaunch(launch, { places, build: 10_470, ollama })
  if (question.kind === 'none') throw new Error(question.reason)
  return fitIn(home, question.wanted, question.options)
}

const atBuild = { ...noFitOptions, build: 10_470 }

test('a command line comes to what the same options of headroom fit come to', async () => {
  const home = tempFolder()
  const path = writePlan(join(home, 'a.gguf'))
  const line = 'llama-server -m a.gguf -c 8192 -np 2 -ctk q8_0 -ctv q8_0 -ub 256 -ngl 4'
  const { parts, onGpu, contextTokens, parallel, sharing } = await launchedIn(home, line)
  const told = await fitIn(home, path, {
    ...atBuild,
    contextTokens: 8_192,
    parallel: 2,
    keyType: 'q8_0',
    valueType: 'q8_0',
    ubatchTokens: 256,
    gpuLayers: 4,
  })
  expect({ parts, onGpu }).toEqual({ parts: told.parts, onGpu: told.onGpu })
  expect([contextTokens, parallel, sharing]).toEqual([8_192, 2, 'split'])
})

test('a server has four slots where it is not told, and a tool one', async () => {
  const home = tempFolder()
  writePlan(join(home, 'a.gguf'))
  const slotsOf = async (line: string) => (await launchedIn(home, line)).parallel
  expect(await slotsOf('llama-server -m a.gguf -c 8192')).toBe(4)
  expect(await slotsOf('llama-cli -m a.gguf -c 8192')).toBe(1)
})

const commit = '0c'.repeat(20)

test('the projector beside a model of the Hub comes along, unless it is forbidden', async () => {
  const home = tempFolder()
  const hub = join(home, '.cache/huggingface/hub/models--org--seeing')
  writeText(join(hub, 'refs/main'), commit)
  const snapshot = join(hub, 'snapshots', commit)
  mkdirSync(snapshot, { recursive: true })
  const model = writePlan(join(snapshot, 'seeing-Q4_K_M.gguf'))
  writePlan(join(snapshot, 'mmproj-F16.gguf'), projector)
  const bytesOf = async (line: string) => (await launchedIn(home, line)).parts.projectorBytes
  expect(await bytesOf('llama-server -hf org/seeing:Q4_K_M -c 512')).toBeGreaterThan(0)
  expect(await bytesOf('llama-server -hf org/seeing -c 512 --no-mmproj')).toBe(0)
  expect(await bytesOf(`llama-server -m ${model} -c 512`)).toBe(0)
})

test('a draft model is run as its own options say it', async () => {
  const home = tempFolder()
  writePlan(join(home, 'a.gguf'))
  writePlan(join(home, 'd.gguf'), languageModel({ layers: 2 }))
  const draftOf = async (options: string) => {
    const fit = await launchedIn(home, `llama-server -m a.gguf -md d.gguf -c 8192 -np 1 ${options}`)
    const detail = fit.details.find(({ part }) => part === 'draftBytes')
    return { onGpuBytes: fit.onGpu.draftBytes, kv: / kv (\d+) /.exec(detail?.formula ?? '')?.[1] }
  }
  const whole = await draftOf('')
  // two layers, four heads of 64, K and V
  expect(whole.kv).toBe(`${8_192 * 2 * 512 * 2}`)
  expect((await draftOf('-ctk q8_0 -ctv q8_0 -fa on')).kv).toBe(whole.kv)
  expect((await draftOf('-ctkd q8_0 -ctvd q8_0')).kv).toBe(`${(8_192 * 2 * 512 * 34) / 32}`)
  expect((await draftOf('-cd 1024')).kv).toBe(`${1_024 * 2 * 512 * 2}`)
  expect((await draftOf('-ngld 0')).onGpuBytes).toBeLessThan(whole.onGpuBytes / 2)
})

test("Ollama's usual context counts where the model's own file sets none", async () => {
  const home = tempFolder()
  const store = join(home, '.ollama', 'models')
  const digest = (letter: string): string => `sha256-${letter.repeat(64)}`
  writePlan(join(store, 'blobs', digest('a')), languageModel({ trainedTokens: 2 ** 20 }))
  writeText(join(store, 'blobs', digest('c')), JSON.stringify({ num_ctx: 2_048 }))
  const layer = (type: string, letter: string) => ({
    mediaType: `application/vnd.ollama.image.${type}`,
    digest: `sha256:${letter.repeat(64)}`,
  })
  const pull = (name: string, layers: readonly unknown[]): string =>
    writeText(
      join(store, 'manifests/registry.ollama.ai/library', name, 'latest'),
      JSON.stringify({ schemaVersion: 2, layers }),
    )
  pull('plain', [layer('model', 'a')])
  pull('told', [layer('model', 'a'), layer('params', 'c')])
  const server = {
    OLLAMA_CONTEXT_LENGTH: '16384',
    OLLAMA_NUM_PARALLEL: '2',
    OLLAMA_KV_CACHE_TYPE: 'q8_0',
  }
  const plain = await launchedIn(home, 'ollama run plain', server)
  expect([plain.contextTokens, plain.parallel]).toEqual([32_768, 2])
  expect(plain.parts.kvBytes).toBe((32_768 * 8 * 512 * 34) / 32)
  expect((await launchedIn(home, 'ollama run told', server)).contextTokens).toBe(4_096)
  expect((await launchedIn(home, 'ollama run plain')).contextTokens).toBe(4_096)
})

test('what a program of MLX is told of its cache is heeded', async () => {
  const home = tempFolder()
  // models that make caches of their own pass --max-kv-size over: llama is one
  writeFolder(join(home, 'm'), { ...mlxConfig, model_type: 'qwen2' }, mlxTensors)
  const kvOf = async (options: string) =>
    (await launchedIn(home, `mlx_lm.chat --model ./m ${options}`)).parts.kvBytes
  const whole = await kvOf('')
  expect(await kvOf('--max-kv-size 512')).toBeLessThan(whole)
  // in 16 bits until so many tokens are there
  const late = await kvOf('--kv-bits 4 --quantized-kv-start 1000000')
  expect(late).toBe(whole)
  expect(await kvOf('--kv-bits 4 --quantized-kv-start 0')).toBeLessThan(whole / 3)
})

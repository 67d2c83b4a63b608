import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { roomGiven, type FitRoom, type RoomHolder } from '../../../src/main/fit/fit-room.ts'
import type { AdviceKind, Fit, FitAdvice } from '../../../src/shared/fit.ts'
import { tempFolder } from '../../processes.ts'
import { gib, loaded, loadedPlan, writeFolder, type Asked, type Loaded } from '../fitted.ts'
import { languageModel, mlxConfig, mlxTensors } from '../model-plans.ts'

const dense = (): Promise<Loaded> => loadedPlan(languageModel())
const small: FitRoom = { ...roomGiven(300_000_000), ramRoomBytes: 10 * gib }

function adviceIn({ advice }: Fit, kind: AdviceKind): FitAdvice {
  const one = advice.find((other) => other.kind === kind)
  if (one === undefined)
    throw new Error(`no ${kind} in ${advice.map((other) => other.kind).join()}`)
  return one
}

describe('how it is done', () => {
  test('is an option of llama.cpp', async () => {
    const { how, costs } = adviceIn((await dense()).fit({}, small), 'kv-type')
    expect(how).toEqual({ kind: 'flag', text: '-fa on -ctk q8_0 -ctv q8_0' })
    expect(costs).toBe('answers hardly change')
  })

  test('is a variable of Ollama’s server, and how that gets it, on a Mac and elsewhere', async () => {
    const model = await dense()
    const asked: Asked = { engine: 'ollama', contextTokens: 32_768 }
    const text = 'OLLAMA_FLASH_ATTENTION=1 OLLAMA_KV_CACHE_TYPE=q8_0'
    expect(adviceIn(model.fit(asked, small), 'kv-type').how).toEqual({
      kind: 'variable',
      text,
      where:
        'launchctl setenv OLLAMA_FLASH_ATTENTION 1 && launchctl setenv OLLAMA_KV_CACHE_TYPE q8_0, then quit and reopen the Ollama app',
    })
    const onCard = model.fit(asked, { ...small, device: 'cuda' })
    expect(adviceIn(onCard, 'kv-type').how).toMatchObject({
      text,
      where: expect.stringMatching(/^sudo systemctl edit ollama, below \[Service\] Environment=/),
    })
  })

  test('is a parameter of Ollama’s model, in a chat or in its file', async () => {
    const asked: Asked = { engine: 'ollama', contextTokens: 32_768 }
    const { how, flag } = adviceIn((await dense()).fit(asked, small), 'context')
    const tokens = /^\/set parameter num_ctx (\d+)$/.exec(flag ?? '')?.[1]
    expect(how).toEqual({
      kind: 'request',
      text: `/set parameter num_ctx ${tokens}`,
      modelfile: `PARAMETER num_ctx ${tokens}`,
    })
  })

  test('is a setting of LM Studio, which has none for experts', async () => {
    const model = await loadedPlan(languageModel({ experts: 8 }))
    const fit = model.fit(
      { program: 'lm-studio', contextTokens: 32_768 },
      { ...small, roomBytes: 1, gpuRoomBytes: 1 },
    )
    const texts = fit.advice.flatMap(({ how }) => (how.kind === 'menu' ? [how.text] : []))
    expect(texts).toContain(
      'in the settings of the load: Flash Attention: on, K and V Cache Quantization Type: q4_0',
    )
    expect(texts).toContain('in the settings of the load: Context Length: 8192')
    expect(fit.advice.map(({ flag }) => flag)).toEqual(fit.advice.map(() => null))
    expect(fit.advice.map(({ kind }) => kind)).not.toContain('cpu-moe')
  })

  test('is a matter of the text with MLX, whose cache grows with it', async () => {
    const model = await loaded(writeFolder(join(tempFolder(), 'm'), mlxConfig, mlxTensors))
    const whole = model.fit({ contextTokens: 65_536 })
    const fit = model.fit({ contextTokens: 65_536 }, roomGiven(0.8 * whole.needBytes))
    expect(adviceIn(fit, 'context').how).toEqual({
      kind: 'act',
      text: expect.stringMatching(/^keep prompts and answers together below \d+ tokens$/),
    })
  })
})

test('a mixture that Ollama runs can leave its experts to the CPU by llama.cpp itself', async () => {
  const model = await loadedPlan(languageModel({ experts: 32 }))
  const asked: Asked = { engine: 'ollama', contextTokens: 4_096, parallel: 2 }
  const whole = model.fit(asked)
  const room = { ...small, roomBytes: 0.6 * whole.needBytes, gpuRoomBytes: 0.6 * whole.needBytes }
  const { how, text, flag, isEnough } = adviceIn(model.fit(asked, room), 'other-engine')
  expect(text).toMatch(
    /^run it by llama\.cpp itself, and leave the experts of \d layers to the CPU$/,
  )
  expect(how.kind === 'command' ? how.text : '').toMatch(
    /^llama-server -m \S+model\.gguf -c 8192 -np 2 --n-cpu-moe \d$/,
  )
  expect([flag, isEnough]).toEqual([null, true])
  // a dense one has nothing of the kind
  const other = (await dense()).fit({ engine: 'ollama' }, small)
  expect(other.advice.map(({ kind }) => kind)).not.toContain('other-engine')
})

test('an option that is so already, or is more than is asked for, is not advised', async () => {
  const model = await loadedPlan(languageModel({ experts: 8 }))
  const asked: Asked = {
    keyType: 'q4_0',
    valueType: 'q4_0',
    ubatchTokens: 64,
    cpuMoeLayers: 8,
    parallel: 1,
    contextTokens: 1_024,
  }
  const kinds = model
    .fit(asked, { ...small, roomBytes: 1, gpuRoomBytes: 1 })
    .advice.map(({ kind }) => kind)
  expect(kinds).toEqual(['smaller-quant', 'bigger-mac'])
})

const holder = (more: Partial<RoomHolder>): RoomHolder => ({
  kind: 'unload',
  name: 'qwen3:8b',
  words: 'idle 12 min',
  gpuBytes: 200_000_000,
  ramBytes: 200_000_000,
  isSure: true,
  command: 'headroom unload qwen3:8b',
  costs: 'it is loaded again when it is asked next',
  ...more,
})

describe('a model that holds the room', () => {
  test('is unloaded: the smallest that suffices, else as few as do', async () => {
    const model = await dense()
    const needBytes = model.fit().needBytes
    const room = { ...small, roomBytes: needBytes - 1e8, gpuRoomBytes: needBytes - 1e8 }
    const advised = (...holders: readonly RoomHolder[]): FitAdvice =>
      adviceIn(model.fit({}, { ...room, holders }), 'unload')
    const [little, enough, much] = [
      holder({ name: 'little', gpuBytes: 5e7 }),
      holder({ gpuBytes: 1.2e8 }),
      holder({ name: 'much', gpuBytes: 9e8 }),
    ]
    expect(advised(little, enough, much)).toMatchObject({
      text: 'unload much (900 MB, idle 12 min)',
      verdict: 'fits',
      flag: 'headroom unload qwen3:8b',
      savesBytes: 9e8,
    })
    expect(advised(enough)).toMatchObject({ verdict: 'tight', savesBytes: 1.2e8 })
    // together they fit well
    expect(advised(little, enough)).toMatchObject({ verdict: 'fits', savesBytes: 1.7e8 })
    const both = advised(little, { ...little, name: 'other', gpuBytes: 6e7 })
    expect(both).toMatchObject({ verdict: 'tight', savesBytes: 1.1e8 })
    expect(both.text).toBe(
      'unload other (200 MB, idle 12 min), unload little (200 MB, idle 12 min)',
    )
  })

  test('makes no room with what lies beyond the limit', async () => {
    const model = await dense()
    const room = { ...small, holders: [holder({ gpuBytes: 3e8 })], gpuBeyondBytes: 2e8 }
    expect(adviceIn(model.fit({}, room), 'unload').savesBytes).toBe(1e8)
  })
})

test('an app is quit where RAM is short, and how much comes back is not promised', async () => {
  const model = await dense()
  const slack = holder({
    kind: 'quit',
    name: 'Slack',
    words: '',
    gpuBytes: 0,
    ramBytes: 3e9,
    isSure: false,
    command: null,
  })
  const short = { ...roomGiven(100 * gib), ramRoomBytes: 1e8, holders: [slack] }
  expect(adviceIn(model.fit({}, short), 'quit')).toMatchObject({
    text: 'quit Slack (up to 3.0 GB), which may be enough',
    isEnough: false,
    verdict: 'unknown',
    flag: null,
    how: { kind: 'act', text: 'quit Slack' },
  })
  // the limit of the GPU is not raised by it
  const onGpu = model.fit({}, { ...small, holders: [slack] })
  expect(onGpu.advice.map(({ kind }) => kind)).not.toContain('quit')
})

test('nothing is left to the CPU where what it takes there is held against nothing', async () => {
  const model = await loadedPlan(languageModel({ experts: 8 }))
  const whole = model.fit()
  const half = Math.round(0.5 * whole.needBytes)
  const kindsIn = (room: FitRoom): readonly AdviceKind[] =>
    model.fit({}, room).advice.map(({ kind }) => kind)
  expect(kindsIn({ ...roomGiven(half), ramRoomBytes: 10 * gib })).toContain('cpu-moe')
  const onCpu = {
    ...roomGiven(half),
    device: 'cpu',
    gpuRoomBytes: null,
    ramRoomBytes: half,
  } as const
  const texts = [roomGiven(half), onCpu].flatMap((room) =>
    model.fit({}, room).advice.map(({ text }) => text),
  )
  expect(texts.filter((text) => /to the CPU/.test(text))).toEqual([])
  expect(texts.length).toBeGreaterThan(2)
})

import { describe, expect, test } from 'vitest'
import { noFitOptions } from '../../src/main/fit/fit-options.ts'
import type { FitLaunch, LaunchQuestion, LaunchWorld } from '../../src/main/fit/launch-fit.ts'
import { questionOfLaunch } from '../../src/main/fit/launch-question.ts'
import { modelPlacesOf } from '../../src/main/inference/models/find/model-places.ts'
import { launched } from '../inference/programs/launch/launched.ts'

const world: LaunchWorld = {
  places: modelPlacesOf({}, '/Users/u', '/srv/work', 'darwin'),
  build: null,
  ollama: null,
}

function asked(line: string, given: Partial<LaunchWorld> = {}): LaunchQuestion {
  const launch = launched(line)
  if (launch === null) throw new Error(`nothing is known of ${line}`)
  return questionOfLaunch(launch, { ...world, ...given })
}

function fitAsked(line: string, given: Partial<LaunchWorld> = {}): FitLaunch {
  const question = asked(line, given)
  if (question.kind !== 'fit') throw new Error(question.reason)
  return question
}

describe('what a program of llama.cpp asks', () => {
  test('is all that its command line says, with paths that hold anywhere', () => {
    const { wanted, options, isFitted } = fitAsked(
      'llama-server -m m/a.gguf -c 8192 -ngl 20 -ncmoe 3 --no-mmap --mmproj p.gguf -md ../d.gguf --lora a.gguf,/b.gguf:0.5',
      { build: 9_400 },
    )
    expect(wanted).toBe('/srv/work/m/a.gguf')
    expect(isFitted).toBe(false)
    expect(options).toMatchObject({
      engine: 'llama.cpp',
      build: 9_400,
      mmprojPath: '/srv/work/p.gguf',
      draftPath: '/srv/work/../d.gguf',
      loraPaths: ['/srv/work/a.gguf', '/b.gguf'],
      gpuLayers: 20,
      cpuMoeLayers: 3,
      usesMmap: false,
      given: { program: 'server', takesProjectorBeside: false, options: { contextTokens: 8_192 } },
    })
  })

  test('is a name that only files of the Hub have, where it names a repository', () => {
    const wantedOf = (line: string) => {
      const { wanted, orElse } = fitAsked(line)
      return [wanted, orElse]
    }
    expect(wantedOf('llama-server -hf org/m:Q8_0')).toEqual(['org/m:Q8_0', null])
    expect(wantedOf('llama-server -hf org/m')).toEqual(['org/m', 'org/m:Q4_K_M'])
    expect(wantedOf('llama-server -hf org/m:Q8_0 -hff x/m.gguf')).toEqual(['org/m/x/m.gguf', null])
    expect(wantedOf("llama-server -mu 'https://h.org/x/m.gguf?download=1'")).toEqual([
      'm.gguf',
      null,
    ])
    expect(wantedOf('llama-server -mu https://huggingface.co/org/m/resolve/main/q/m.gguf')).toEqual(
      ['org/m/q/m.gguf', null],
    )
    expect(wantedOf('llama-server -m qwen3')).toEqual(['/srv/work/qwen3', null])
  })
})

describe('what a program of llama.cpp asks beside its options', () => {
  test('is what fits, where it makes itself fit', () => {
    const line = 'llama-server -m a.gguf'
    // the fit itself says what it chooses
    expect(fitAsked(line)).toMatchObject({ isFitted: true, remarks: [] })
    expect(fitAsked(line, { build: 7_399 })).toMatchObject({ isFitted: false, remarks: [] })
    expect(fitAsked(`${line} -c 1`)).toMatchObject({ isFitted: false, remarks: [] })
  })

  test('is the shorter usual context of older builds', () => {
    const tokensAt = (build: number, options = '') =>
      fitAsked(`llama-server -m a.gguf ${options}`, { build }).options.given?.options.contextTokens
    expect(tokensAt(6_200)).toBe(4_096)
    expect(tokensAt(6_200, '-c 512')).toBe(512)
    expect(tokensAt(7_400)).toBeNull()
  })

  test('says what is left out', () => {
    expect(
      fitAsked('llama-server -m a.gguf -c 1 -hfd org/d --mmproj-url https://h/p.gguf -ot x=CPU')
        .remarks,
    ).toEqual([
      'The draft model org/d is not counted: it is named by its repository.',
      'The projector p.gguf is not counted: it is named by its address.',
      '--override-tensor is not reckoned with.',
    ])
  })

  test('may be less than is reckoned, by options that put something elsewhere', () => {
    const line =
      'llama-server -m a.gguf -c 1 -ot x=CPU --rpc h:1 --control-vector v.gguf --control-vector-scaled w.gguf:1'
    expect(fitAsked(line).mayTakeLess).toEqual(['--override-tensor', '--rpc'])
    expect(fitAsked(line).remarks).toHaveLength(4)
    expect(fitAsked('llama-server -m a.gguf').mayTakeLess).toEqual([])
  })

  test('is nothing where it loads nothing', () => {
    expect(asked('llama-server --version')).toEqual({
      kind: 'none',
      reason: 'It only prints something.',
    })
  })
})

describe('what Ollama asks', () => {
  test('is its model, and it is said that its server is not known', () => {
    const { wanted, options, remarks } = fitAsked('ollama run qwen3:8b')
    expect([wanted, options]).toEqual(['qwen3:8b', { ...noFitOptions, engine: 'ollama' }])
    expect(remarks).toHaveLength(1)
    expect(remarks[0]).toMatch(/^Reckoned with the model's own parameters and Ollama's defaults/)
  })

  test('is asked by the settings of its server, where they are known', () => {
    const settings = { contextTokens: 16_384, kvType: 'q8_0', parallel: 2, flashAttention: true }
    const { options, remarks } = fitAsked('ollama run qwen3:8b', { ollama: settings })
    expect(remarks).toEqual([])
    expect(options).toMatchObject({
      contextTokens: null,
      usualContextTokens: 16_384,
      parallel: 2,
      keyType: 'q8_0',
      valueType: 'q8_0',
      flashAttention: 'on',
    })
    const off = { ...settings, flashAttention: false }
    expect(fitAsked('ollama run x', { ollama: off }).options).toMatchObject({
      keyType: null,
      flashAttention: 'off',
    })
  })

  test('of a child is the context of each request', () => {
    const blob = `/b/sha256-${'0c'.repeat(32)}`
    const line = `ollama runner --model ${blob} --ctx-size 8192 --parallel 2 --kv-cache-type q8_0`
    expect(fitAsked(line)).toMatchObject({
      wanted: blob,
      options: { engine: 'ollama', contextTokens: 4_096, parallel: 2, keyType: 'q8_0' },
    })
  })

  test('is nothing where nothing is loaded', () => {
    expect(asked('ollama serve')).toMatchObject({ kind: 'none' })
    expect(asked('ollama pull x')).toEqual({
      kind: 'none',
      reason: '"ollama pull" loads nothing.',
    })
  })
})

describe('what MLX asks', () => {
  test('is its model by a path or by a name', () => {
    expect(fitAsked('mlx_lm.chat --model org/m').wanted).toBe('org/m')
    expect(fitAsked('mlx_lm.chat --model ./m').wanted).toBe('/srv/work/m')
    expect(fitAsked('mlx_lm.chat --model ~/m').wanted).toBe('/Users/u/m')
    expect(asked('mlx_lm.server')).toEqual({
      kind: 'none',
      reason: 'No model is named: it loads the one that a request names.',
    })
  })

  test('is asked by the options of its program', () => {
    const { options, remarks } = fitAsked(
      'mlx_lm.generate --model org/m --prompt hello --max-tokens 83 --kv-bits 6 --max-kv-size 4096 --quantized-kv-start 0',
    )
    expect(options).toMatchObject({
      engine: 'mlx',
      contextTokens: 600,
      keyType: '8bit',
      valueType: '8bit',
      givenMlx: { maxKvTokens: 4_096, quantizedKvStartTokens: 0 },
    })
    expect(remarks).toEqual(['Keys and values of 6 bits are reckoned as 8bit.'])
    const server = fitAsked(
      'mlx_lm.server --model org/m --decode-concurrency 4 --draft-model org/d',
    )
    expect([server.options.program, options.program]).toEqual(['mlx_lm.server', null])
    expect(server.remarks).toEqual([
      'Reckoned for one request: it works at up to 4 at once, each with keys and values of its own.',
      'The draft model org/d is not counted.',
    ])
  })
})

test('what is only watched says why it is not reckoned', () => {
  expect(asked('vllm serve org/m')).toEqual({
    kind: 'none',
    reason: 'It reserves a share of the memory, whatever its model needs.',
  })
})

test('no name can bring a terminal escape into a sentence', () => {
  const launch = launched("ollama $'x'".replace("$'x'", "'\u001b[31m'"))
  const question = launch === null ? null : questionOfLaunch(launch, world)
  expect(JSON.stringify(question)).not.toContain('u001b')
})

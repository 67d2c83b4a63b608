import { join } from 'node:path'
import { expect, test } from 'vitest'
import { roomGiven } from '../../../src/main/fit/fit-room.ts'
import {
  hasLlamaOption,
  hasMlxOption,
  hasOllamaOption,
  llamaOptionSince,
  mlxOptionSince,
  ollamaOptionSince,
  type LlamaOption,
  type Version,
} from '../../../src/main/inference/engine-options.ts'
import type { AdviceHow, Fit } from '../../../src/shared/fit.ts'
import { tempFolder } from '../../processes.ts'
import { gib, loaded, loadedPlan, writeFolder, type Asked, type Loaded } from '../fitted.ts'
import { languageModel, mlxConfig, mlxTensors } from '../model-plans.ts'

const small = { ...roomGiven(200_000_000), ramRoomBytes: 100 * gib }

/** Every word that some advice has one write. */
const wordsOf = ({ advice }: Fit): readonly string[] => advice.flatMap(({ how }) => wordsIn(how))

function wordsIn(how: AdviceHow): readonly string[] {
  switch (how.kind) {
    case 'flag':
      return [how.text]
    case 'variable':
      return how.text.split(' ')
    case 'request':
      return how.text.split('\n')
    case 'several':
      return how.each.flatMap(wordsIn)
    case 'command':
    case 'menu':
    case 'act':
      return []
  }
}

/** Each sequence has a state of its own: fewer of them take less. */
const recurrent = languageModel({
  architecture: 'mamba',
  metadata: [
    ['mamba.ssm.conv_kernel', { u32: 4 }],
    ['mamba.ssm.inner_size', { u32: 4_096 }],
    ['mamba.ssm.state_size', { u32: 128 }],
    ['mamba.ssm.time_step_rank', { u32: 32 }],
  ],
})

const llamaWords: readonly (readonly [RegExp, LlamaOption])[] = [
  [/(?:^| )-c \d+/, 'contextTokens'],
  [/-np \d+/, 'parallel'],
  [/-kvu/, 'unified'],
  [/-ub \d+/, 'ubatch'],
  [/-fa(?: |$)/, 'flash'],
  [/-fa on/, 'flashWord'],
  [/-ctk \w+ -ctv \w+/, 'kvType'],
  [/--n-cpu-moe \d+/, 'cpuMoe'],
  [/-ngl \d+/, 'gpuLayers'],
]

function llamaOptionsAdvised(model: Loaded, asked: Asked): ReadonlySet<LlamaOption> {
  const flags = wordsOf(model.fit({ ...asked, contextTokens: 32_768 }, small))
  const all = flags.flatMap((flag) =>
    llamaWords.flatMap(([form, option]) => (form.test(flag) ? [option] : [])),
  )
  return new Set(all)
}

test('llama.cpp is told nothing that its build lacks, at every build at which an option came', async () => {
  const models = await Promise.all(
    [languageModel(), languageModel({ experts: 8 }), recurrent].map((plan) => loadedPlan(plan)),
  )
  const builds = Object.values(llamaOptionSince).flatMap((since) => [since - 1, since])
  const seen = new Set<LlamaOption>()
  for (const build of builds.filter((one) => one > 0))
    for (const model of models)
      for (const parallel of [1, 64]) {
        const advised = llamaOptionsAdvised(model, { build, parallel })
        expect([...advised].filter((option) => !hasLlamaOption(option, build))).toEqual([])
        // a bare -fa would take the next word with it
        const isBare = advised.has('flash') && !advised.has('flashWord')
        expect(isBare && hasLlamaOption('flashWord', build)).toBe(false)
        advised.forEach((option) => seen.add(option))
      }
  // nothing advises those two
  const advised = Object.keys(llamaOptionSince).filter((option) => !/^(cacheRam|fit)$/.test(option))
  expect([...seen].toSorted()).toEqual(advised.toSorted())
})

const textOf = (version: Version): string => version.join('.')
const before = ([major, minor, patch]: Version): string =>
  patch > 0 ? textOf([major, minor, patch - 1]) : textOf([major, minor - 1, 99])
const around = (since: Readonly<Record<string, Version>>): readonly string[] =>
  Object.values(since).flatMap((version) => [before(version), textOf(version)])

test('Ollama is told nothing that its version lacks', async () => {
  const model = await loadedPlan(languageModel({ experts: 8 }))
  const seen = new Set<string>()
  for (const engineVersion of around(ollamaOptionSince)) {
    const asked = { engine: 'ollama', engineVersion, parallel: 2, contextTokens: 16_384 } as const
    const words = wordsOf(model.fit(asked, small))
    const has = (form: RegExp): boolean => words.some((word) => form.test(word))
    const options = [
      ['OLLAMA_NUM_PARALLEL', 'parallel'],
      ['OLLAMA_FLASH_ATTENTION', 'flash'],
      ['OLLAMA_KV_CACHE_TYPE', 'kvType'],
      ['/set parameter num_(?:batch|gpu)', 'parameter'],
    ] as const
    for (const [form, option] of options) {
      if (!hasOllamaOption(option, engineVersion)) expect(has(new RegExp(form))).toBe(false)
      if (has(new RegExp(form))) seen.add(option)
    }
  }
  expect(seen.size).toBe(4)
})

test('mlx-lm is told nothing that its version or its program lacks', async () => {
  const model = await loaded(writeFolder(join(tempFolder(), 'm'), mlxConfig, mlxTensors))
  const room = roomGiven(100_000_000)
  for (const engineVersion of around(mlxOptionSince)) {
    const words = (asked: Asked): string =>
      wordsOf(model.fit({ engineVersion, ...asked }, room)).join(' ')
    expect(/--kv-bits/.test(words({}))).toBe(hasMlxOption('kvBits', engineVersion))
    expect(words({ program: 'mlx_lm.server' })).not.toMatch(/--kv-bits/)
    const several = words({ parallel: 4 })
    expect(/--decode-concurrency/.test(several)).toBe(
      hasMlxOption('decodeConcurrency', engineVersion),
    )
    // no program has both
    expect(several).not.toMatch(/--kv-bits/)
  }
})

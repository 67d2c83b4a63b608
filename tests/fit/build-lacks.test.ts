import { describe, expect, test } from 'vitest'
import { roomGiven } from '../../src/main/fit/fit-room.ts'
import { loadedPlan, refusal, type Asked } from './fitted.ts'
import { languageModel } from './model-plans.ts'

describe('what a build of llama.cpp has not', () => {
  test('is refused where it is asked for, and taken from the build on with which it came', async () => {
    const model = await loadedPlan(languageModel({ experts: 8 }))
    const cases: readonly (readonly [Asked, number, string])[] = [
      [{ keyType: 'q8_0', valueType: 'q8_0', flashAttention: 'on' }, 4_060, 'quantised keys and'],
      [{ keyType: 'q4_0' }, 4_060, 'quantised keys and values'],
      [{ cpuMoeLayers: 2 }, 6_089, '--n-cpu-moe'],
      [{ flashAttention: 'on' }, 2_800, '--flash-attn'],
    ]
    for (const [asked, since, words] of cases) {
      const told = await refusal(() => model.fit({ ...asked, build: since - 1 }))
      expect(told).toContain(`UsageError: b${since - 1} of llama.cpp has no ${words}`)
      expect(told).toMatch(new RegExp(`: that came with b${since}$`))
      expect(await refusal(() => model.fit({ ...asked, build: since }))).toMatch(/^done: /)
    }
    // what every build has is refused of none
    const usual = { keyType: 'bf16', valueType: 'f16', build: 1_000 }
    expect(await refusal(() => model.fit(usual))).toMatch(/^done: /)
  })

  test('is in no table of what would fit', async () => {
    const model = await loadedPlan(languageModel())
    const typesAt = (build: number): readonly string[] =>
      model.fit({ build }, roomGiven(300_000_000)).longestContexts.map(({ kvType }) => kvType)
    expect(typesAt(4_059)).toEqual(['f16'])
    expect(typesAt(4_060)).toEqual(['f16', 'q8_0', 'q4_0'])
    const ollama = { engine: 'ollama', engineVersion: '0.4.7' } as const
    expect(model.fit(ollama).longestContexts.map(({ kvType }) => kvType)).toEqual(['f16'])
  })
})

describe('a context beyond what the model was made for', () => {
  const remark =
    'It was made for 32768 tokens; beyond that answers get worse unless it is stretched (RoPE scaling).'

  test('is told once, with however many sequences', async () => {
    const model = await loadedPlan(languageModel())
    const told = (asked: Asked): number =>
      model.fit(asked).remarks.filter((one) => one === remark).length
    expect(told({ contextTokens: 32_768 })).toBe(0)
    expect(told({ contextTokens: 32_769 })).toBe(1)
    // a part for each
    expect(told({ contextTokens: 65_536, parallel: 2 })).toBe(0)
    expect(told({ contextTokens: 65_538, parallel: 2 })).toBe(1)
    expect(told({})).toBe(0)
    // it takes no more than that by itself
    expect(told({ engine: 'ollama', contextTokens: 65_536 })).toBe(0)
  })
})

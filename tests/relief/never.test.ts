import { describe, expect, test } from 'vitest'
import { modelId } from '../../src/shared/ids.ts'
import type { Model } from '../../src/shared/server.ts'
import { appOf, GB } from '../alerts/moments.ts'
import { idle, ofMac, processOf } from './held.ts'

describe('what the user never wants to be suggested is none', () => {
  const apps = [
    appOf('Slack', 3 * GB, { bundleId: 'com.tinyspeck.slackmacgap' }),
    appOf('blender', 3 * GB, { processes: [processOf(5)] }),
  ]
  const models = [
    idle({ id: modelId('a'), name: 'gemma3:latest' }),
    idle({ id: modelId('b'), name: 'mlx/qwen3' }),
  ]
  const without = (...never: readonly string[]): readonly string[] =>
    ofMac({ apps, models }, { never }).map(({ name }) => name)
  const all = ['gemma3:latest', 'mlx/qwen3', 'Slack', 'blender']

  test.each([
    ['Slack', ' slack '],
    ['Slack', 'COM.tinyspeck.SlackMacGap'],
    ['blender', 'HELPER'],
    ['gemma3:latest', 'Gemma3'],
    ['gemma3:latest', 'gemma3:LATEST'],
    ['mlx/qwen3', 'qwen3'],
    ['mlx/qwen3', 'MLX/Qwen3'],
  ])('%s by "%s"', (name, word) => {
    expect(without(word)).toEqual(all.filter((one) => one !== name))
  })

  test('and nothing else is kept by a part of a word, or by nothing', () => {
    expect(without('Sla', '', '  ', 'gemma')).toEqual(all)
  })

  test('a model of such a server is not let go by ending it, and goes with no others', () => {
    const quits = idle({ eject: { kind: 'quit' } })
    const of = (model: Model, never: readonly string[]) => ofMac({ models: [model] }, { never })
    expect(of(quits, ['ollama'])).toEqual([])
    expect(of(idle(), ['ollama'])).toHaveLength(1)
    const every = { kind: 'unload', takesAll: true } as const
    const pair = [idle({ eject: every }), idle({ id: modelId('x'), name: 'x', eject: every })]
    expect(ofMac({ models: pair }, { never: ['x'] })).toEqual([])
  })
})

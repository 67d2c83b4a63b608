import { describe, expect, test } from 'vitest'
import {
  hasLlamaOption,
  hasMlxOption,
  hasOllamaOption,
  isVersionBefore,
  llamaOptionSince,
  mlxOptionSince,
  needsUnified,
  ollamaOptionSince,
  oneSlotWords,
  versionIn,
  type LlamaOption,
  type MlxOption,
  type OllamaOption,
} from '../../src/main/inference/engine-options.ts'

/** Written again, from the sources that the table cites. */
const llamaBuilds: readonly (readonly [LlamaOption, number])[] = [
  ['flashWord', 6_325],
  ['cpuMoe', 6_089],
  ['unified', 5_920],
  ['cacheRam', 6_730],
  ['fit', 7_407],
]

test('options of llama.cpp begin at the build that is known for them, and are there in one that is not known', () => {
  for (const [option, build] of llamaBuilds) expect(llamaOptionSince[option]).toBe(build)
  const all = Object.entries(llamaOptionSince)
  expect(all).toHaveLength(11)
  for (const [option, build] of llamaBuilds) {
    expect([hasLlamaOption(option, build - 1), hasLlamaOption(option, build)]).toEqual([
      false,
      true,
    ])
    expect(hasLlamaOption(option, null)).toBe(true)
  }
})

test('options of Ollama and mlx-lm begin at a version, and are there where none is told', () => {
  const ollama: readonly (readonly [OllamaOption, string, string])[] = [
    ['parallel', '0.1.32', '0.1.33'],
    ['flash', '0.1.38', '0.1.39'],
    ['kvType', '0.4.7', '0.5.0'],
    ['contextLength', '0.5.12', 'v0.5.13-rc1'],
  ]
  for (const [option, before, since] of ollama) {
    expect([hasOllamaOption(option, before), hasOllamaOption(option, since)]).toEqual([false, true])
    for (const unknown of [null, '0.0.0', 'main', ''])
      expect(hasOllamaOption(option, unknown)).toBe(true)
  }
  const mlx: readonly (readonly [MlxOption, string, string])[] = [
    ['kvBits', '0.19.3', '0.20.0'],
    ['decodeConcurrency', '0.29.1', '0.30.0'],
  ]
  for (const [option, before, since] of mlx)
    expect([hasMlxOption(option, before), hasMlxOption(option, since)]).toEqual([false, true])
  expect([Object.keys(ollamaOptionSince).length, Object.keys(mlxOptionSince).length]).toEqual([
    5, 2,
  ])
})

describe('a version', () => {
  test('is read as it is printed', () => {
    expect(versionIn('0.24.0')).toEqual([0, 24, 0])
    expect(versionIn('v0.5.12-rc1')).toEqual([0, 5, 12])
    expect(versionIn(' 1.2.3 ')).toEqual([1, 2, 3])
    for (const text of ['', 'main', '0.0.0', '1.2', '99999.1.1', 'x1.2.3'])
      expect(versionIn(text)).toBeNull()
  })

  test('comes before another by its first number that differs', () => {
    expect(isVersionBefore([0, 5, 12], [0, 5, 13])).toBe(true)
    expect(isVersionBefore([0, 24, 0], [0, 5, 13])).toBe(false)
    expect(isVersionBefore([1, 0, 0], [0, 9, 9])).toBe(false)
    expect(isVersionBefore([0, 5, 13], [0, 5, 13])).toBe(false)
  })
})

test('one slot wants one cache for all, in builds that take four slots for one', () => {
  const told = [6_939, 6_940, 7_409, 7_410, null].map((build) => [
    needsUnified(build),
    oneSlotWords(build).join(' '),
  ])
  expect(told).toEqual([
    [false, '-np 1'],
    [true, '-np 1 -kvu'],
    [true, '-np 1 -kvu'],
    [false, '-np 1'],
    [false, '-np 1'],
  ])
})

import { expect, test } from 'vitest'
import { isIdleModelCounted, shownEngineLines } from '../../src/shared/engine-lines.ts'
import type { Gpu, Limit } from '../../src/shared/snapshot.ts'

const limit: Limit = {
  limitBytes: 22.9e9,
  source: 'metal',
  isEstimated: false,
  overrideBytes: null,
  maxBufferBytes: null,
  engineLines: [
    { engine: 'llama.cpp', lineBytes: 22.9e9, beyond: 'fails' },
    { engine: 'Ollama', lineBytes: 22.9e9, beyond: 'fails' },
    { engine: 'MLX', lineBytes: 32.6e9, beyond: 'refuses' },
  ],
}
const gpu = (inUseBytes: number, inUseNowBytes: number): Gpu => ({
  inUseBytes,
  inUseNowBytes,
  beyondLimitBytes: 0,
  isUnified: true,
  devices: [],
})

test('engines that do the same at the same figure share a line', () => {
  expect(shownEngineLines(limit).map(({ text }) => text)).toEqual([
    'llama.cpp, Ollama likely fail past 22.9 GB',
    'MLX refuses past 32.6 GB',
  ])
})

test('each line has a meaning, and where there are no lines nothing is said', () => {
  const meanings = shownEngineLines(limit).map(({ meaning }) => meaning)
  expect(new Set(meanings).size).toBe(2)
  expect(shownEngineLines({ ...limit, engineLines: [] })).toEqual([])
})

test('a model counts as idle where a noticeable share of the limit has dropped out', () => {
  expect(isIdleModelCounted(gpu(12e9, 1e9), limit)).toBe(true)
  expect(isIdleModelCounted(gpu(12e9, 11.5e9), limit)).toBe(false)
  expect(isIdleModelCounted(gpu(12e9, 12e9), limit)).toBe(false)
})

import { describe, expect, test } from 'vitest'
import { fittedRun } from '../../src/main/fit/fitted-run.ts'
import { defaultRun, type LlamaRun } from '../../src/main/inference/estimate/run.ts'

const gib = 2 ** 30
const trainedTokens = 131_072
/** 2 GiB of weights over 20 layers, and 64 KiB for each token of context. */
const gpuBytesOf = ({ contextTokens, gpuLayers }: LlamaRun): number =>
  ((gpuLayers ?? 20) / 20) * 2 * gib + (contextTokens ?? trainedTokens) * 65_536
const of = { gpuBytesOf, trainedTokens, layerCount: 20 }
const seen = (limitBytes: number | null, further = {}) => ({
  device: 'metal' as const,
  limitBytes,
  gpuRoomBytes: 1 * gib,
  ...further,
})

describe('what llama.cpp chooses where it is told neither a context nor layers', () => {
  test('is all of it where that leaves 1 GiB', () => {
    expect(fittedRun(defaultRun, seen(11 * gib), of)).toBe(defaultRun)
  })

  test('is the longest context that leaves 1 GiB of the limit, whatever others hold', () => {
    const { contextTokens, gpuLayers } = fittedRun(defaultRun, seen(7 * gib), of)
    expect([contextTokens, gpuLayers]).toEqual([(4 * gib) / 65_536, null])
  })

  test('is 4096 tokens, and fewer layers, where not even that fits', () => {
    const { contextTokens, gpuLayers } = fittedRun(defaultRun, seen(2.25 * gib), of)
    expect([contextTokens, gpuLayers]).toEqual([4_096, 10])
  })

  test("beside a card goes by what is left of the card's memory", () => {
    const card = seen(24 * gib, { device: 'cuda', gpuRoomBytes: 7 * gib })
    expect(fittedRun(defaultRun, card, of).contextTokens).toBe((4 * gib) / 65_536)
  })

  test('is what was asked for where there is no GPU, and where its memory is not known', () => {
    expect(fittedRun(defaultRun, seen(1 * gib, { device: 'cpu' }), of)).toBe(defaultRun)
    expect(fittedRun(defaultRun, seen(null), of)).toBe(defaultRun)
  })

  test('of a model that was made for less is fewer layers at once', () => {
    const short = { ...of, trainedTokens: 2_048 }
    const run = { ...defaultRun, contextTokens: 2_048 }
    expect(fittedRun(run, seen(2.125 * gib), short)).toMatchObject({
      contextTokens: 2_048,
      gpuLayers: 10,
    })
  })
})

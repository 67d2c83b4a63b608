import { describe, expect, it } from 'vitest'
import {
  asGuess,
  bitsOfQuantization,
  guessedModel,
  parseParameterCount,
} from '../../../src/main/inference/estimate/family-guess.ts'
import { basisOf } from '../../../src/main/inference/estimate/need.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { estimateOf, partOf } from './core-model.ts'

describe('a number of parameters', () => {
  it.each([
    ['32B', 32e9],
    ['1.5b', 1.5e9],
    ['350M', 350e6],
    ['1T', 1e12],
    [' 7 B ', 7e9],
    ['30B-A3B', 30e9],
    ['235b-a22b', 235e9],
  ])('%j is %i', (text, count) => {
    expect(parseParameterCount(text)).toBe(count)
  })

  it.each(['', 'B', '32', '32X', '-1B', '0B', '1e9B', 'NaNB', '1000T', '32B-', '9'.repeat(400)])(
    '%j is none, and what to write is said',
    (text) => {
      expect(() => parseParameterCount(text)).toThrow(ParseError)
      expect(() => parseParameterCount(text)).toThrow(/write 32B, 1\.5B or 350M$/)
    },
  )
})

describe('a quantisation', () => {
  it.each([
    ['F16', 16],
    ['q8_0', 8.5],
    ['Q4_K_M', 4.87],
    ['UD-IQ2-XXS', 2.15],
    ['UD-Q4_K_XL', 4.87],
    ['ud_q3_k_xl', 4.25],
    ['q6-k-xl', 6.57],
    ['4bit', 4.5],
    ['4-bit', 4.5],
    ['8_bit', 8.5],
  ])('%s has %d bits for each parameter', (name, bits) => {
    expect(bitsOfQuantization(name)).toBe(bits)
  })

  it.each(['', 'q9_0', 'ud-q8_k_xl', 'q4_0_xl_xl', '_xl', '16bit', 'toString', '__proto__'])(
    '%j is none that we know',
    (name) => {
      expect(() => bitsOfQuantization(name)).toThrow(ParseError)
    },
  )

  it('comes out at the size of published files within the error that is told', () => {
    // e024: 14.77 B as Q5_K_M is 9.78 GiB; e006: 8.95 B as Q4_K_S 5.01 GiB; e070: 34.66 B as Q8_0 34.36 GiB
    const published = [
      [14.77e9, 'q5_k_m', 9.78],
      [8.95e9, 'q4_k_s', 5.01],
      [34.66e9, 'q8_0', 34.36],
    ] as const
    for (const [parameterCount, quantization, gib] of published) {
      const { weights } = guessedModel({ parameterCount, quantization })
      if (weights.kind !== 'guess') throw new Error(weights.kind)
      expect(Math.abs(weights.bytes / (gib * 2 ** 30) - 1)).toBeLessThan(weights.errorRatio)
    }
  })
})

describe('a model of which only the size is known', () => {
  it('is of a family of about that size', () => {
    const { model } = guessedModel({ parameterCount: 7e9, quantization: 'q4_k_m' })
    expect(model).toMatchObject({ layerCount: 32, embeddingLength: 4_096, keyLength: 128 })
    expect(model.kvHeadCounts[0]).toBe(8)
    const large = guessedModel({ parameterCount: 1e12, quantization: 'q4_k_m' })
    expect(large.model.layerCount).toBe(126)
  })

  it('may be further off where it is small', () => {
    const ratioOf = (parameterCount: number) => {
      const { weights } = guessedModel({ parameterCount, quantization: 'q8_0' })
      return weights.kind === 'guess' ? weights.errorRatio : null
    }
    expect([ratioOf(1e9), ratioOf(3e9)]).toEqual([0.2, 0.08])
  })

  it('has a need of guesses, and says so', () => {
    const { model, weights } = guessedModel({ parameterCount: 8e9, quantization: 'q4_k_m' })
    const need = asGuess(estimateOf(model, { contextTokens: 4_096 }, { weights }).need)
    expect(basisOf(need)).toBe('guess')
    expect(need.remarks[0]).toMatch(
      /^This is a guess .* a quarter or twice as much is possible\. A mixture \(30B-A3B\) is /,
    )
    // 4096 tokens, 32 layers, eight heads of 128 for K and V, in F16
    const bytes = 4_096 * 32 * 2_048 * 2
    expect(partOf(need, 'kv')).toMatchObject({
      bytes,
      band: { lessBytes: 0.75 * bytes, moreBytes: bytes },
    })
    expect(partOf(need, 'weights').band).toEqual({
      lessBytes: Math.round(0.08 * 4.87e9),
      moreBytes: Math.round(0.08 * 4.87e9),
    })
    expect(partOf(need, 'overhead').basis).toBe('approximate')
  })
})

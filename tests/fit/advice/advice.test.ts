import { describe, expect, test } from 'vitest'
import { rankOf, rungs } from '../../../src/main/fit/advice/rungs.ts'
import { guessSizer } from '../../../src/main/fit/create-sizer.ts'
import { noFitOptions } from '../../../src/main/fit/fit-options.ts'
import { parseMac, roomGiven, roomOfMac, type FitRoom } from '../../../src/main/fit/fit-room.ts'
import { fitOf } from '../../../src/main/fit/fit.ts'
import type { Fit, FitAdvice } from '../../../src/shared/fit.ts'
import { gib, loadedPlan, type Asked } from '../fitted.ts'
import { imageModel } from '../model-plans.ts'

const macOf = (text: string): FitRoom => roomOfMac(parseMac(text))

function guess(parameterCount: number, quantization: string, asked: Asked, room: FitRoom): Fit {
  const options = { ...noFitOptions, ...asked }
  const { identity, sizer } = guessSizer({ parameterCount, quantization }, options, room)
  return fitOf(identity, sizer, room)
}

const kindsOf = ({ advice }: Fit): readonly string[] =>
  advice.map(({ kind, verdict }) => `${kind}: ${verdict}`)

/** 5.3 GB on the GPU at 4k, of which some is cache. */
const eightB = (asked: Asked, room: FitRoom): Fit => guess(8e9, 'q4_k_m', asked, room)

describe('the order of advice', () => {
  test('is what suffices alone, then several together, then the rest, each by what it costs', () => {
    const fit = guess(14e9, 'q4_k_m', { build: 4_400, contextTokens: 65_536 }, macOf('16GB'))
    expect(kindsOf(fit)).toEqual([
      'context: tight',
      'context: fits',
      'combination: fits',
      'ubatch: no',
      'kv-type: no',
      'smaller-quant: no',
    ])
    const [tight, wide, together] = fit.advice
    // what fits tightly leaves a longer context
    expect([tight?.flag, wide?.flag]).toEqual(['-c 11520', '-c 6912'])
    // the cheap things together leave the longest
    expect(together?.flag).toBe('-c 19456 -fa -ctk q8_0 -ctv q8_0 -ub 128')
  })

  test('has a rung for every cost, and the cheapest is the first', () => {
    expect(rankOf('one request at a time')).toBe(0)
    const order = [
      'cache in 8 bits',
      'shorter context',
      'cache in 4 bits',
      'layers on the CPU',
    ] as const
    expect(order.map(rankOf)).toEqual(order.map(rankOf).toSorted((a, b) => a - b))
    expect(new Set(rungs).size).toBe(rungs.length)
  })

  test('leaves out what costs more and does no more', () => {
    // half the cache is enough: a quarter of it is no advice
    const whole = eightB({ contextTokens: 32_768 }, roomGiven(100 * gib))
    const cacheBytes = whole.parts.kvBytes
    const { advice } = eightB(
      { contextTokens: 32_768 },
      roomGiven(whole.needBytes - 0.1 * cacheBytes),
    )
    const types = advice.filter(({ kind }) => kind === 'kv-type').map(({ flag }) => flag)
    expect(types).toEqual(['-fa on -ctk q8_0 -ctv q8_0'])
    // nor is there any need to do several things
    expect(advice.map(({ kind }) => kind)).not.toContain('combination')
  })
})

describe('several things together', () => {
  const fit = eightB({ contextTokens: 32_768 }, roomGiven(5_400_000_000))
  const together = fit.advice.filter(({ kind }) => kind === 'combination')

  test('are given where no cheap one suffices, as one tail of the command', () => {
    const [first] = together
    expect(first).toMatchObject({ flag: '-c 10752 -fa on -ctk q4_0 -ctv q4_0', verdict: 'tight' })
    expect(first?.how).toEqual({ kind: 'flag', text: first?.flag })
    expect(first?.costs).toBe(
      'longer conversations and documents have no place; answers change, long ones most',
    )
  })

  test('fit well where that can be had, with what nobody can write behind a command in words', () => {
    const last = together.at(-1)
    expect(last?.verdict).toBe('fits')
    expect(last?.how).toEqual({
      kind: 'several',
      each: [
        { kind: 'flag', text: last?.flag },
        { kind: 'act', text: 'download its files of IQ4_XS (about 4.3 GB)' },
      ],
    })
  })

  test('are a line each where they are many', () => {
    const texts = guess(30e9, 'q4_k_m', { contextTokens: 32_768, parallel: 4 }, macOf('18GB'))
      .advice.filter(({ kind }) => kind === 'combination')
      .map(({ text }) => text)
    const many = texts.filter((text) => text.includes('\n'))
    expect(many.length).toBeGreaterThan(0)
    for (const text of many) expect(text.split('\n').length).toBeGreaterThan(3)
    expect(many.at(-1)?.split('\n').at(-1)).toMatch(/^and /)
  })

  test('are as few as suffice', () => {
    for (const { text } of together) expect(text.split(', and ').length).toBeGreaterThan(1)
  })
})

describe('where nothing suffices', () => {
  test('it says what is needed, and the smallest Mac that holds it', () => {
    const last = (fit: Fit): FitAdvice | undefined => fit.advice.at(-1)
    const told = last(guess(405e9, 'q8_0', {}, macOf('36GB')))
    expect(told).toMatchObject({ kind: 'bigger-mac', isEnough: false, savesBytes: 0, flag: null })
    expect(told?.text).toMatch(
      /^does not fit there: it needs 4\d\d\.\d GB of GPU room and 4\d\d\.\d GB in all, and with all that can be done still 1\d\d\.\d GB where there are 38\.6 GB; a Mac with 512 GB holds it as it is$/,
    )
    const here = { ...macOf('8GB'), isNow: true }
    expect(last(guess(70e9, 'q4_k_m', { contextTokens: 4_096 }, here))?.text).toMatch(
      /^does not fit on this Mac: it needs 44\.\d GB .*; a Mac with 64 GB holds it as it is$/,
    )
    // nine tenths of its limit are less than that
    const close = eightB({ contextTokens: 4_096 }, roomGiven(1))
    expect(close.needBytes).toBeLessThan(macOf('8GB').roomBytes ?? 0)
    expect(last(close)?.text).toMatch(/; a Mac with 16 GB holds it as it is$/)
    const larger = last(guess(2e12, 'q8_0', {}, here))
    expect(larger?.text).toMatch(/; no Mac holds it as it is$/)
    const cpu = { ...here, device: 'cpu', gpuRoomBytes: null, ramRoomBytes: gib } as const
    expect(last(guess(70e9, 'q4_k_m', { contextTokens: 4_096 }, cpu))?.text).toMatch(
      /^does not fit on this machine: it needs \d+\.\d GB of RAM, and with all that can be done still \d+\.\d GB where there are 1\.0 GB$/,
    )
  })

  test('of a model for images too, of which only the weights are known', async () => {
    const fit = (await loadedPlan(imageModel)).fit({}, roomGiven(1_000_000))
    expect(kindsOf(fit)).toEqual(['bigger-mac: no'])
  })
})

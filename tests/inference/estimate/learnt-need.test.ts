import { describe, expect, test } from 'vitest'
import { learntNeed, type Correction } from '../../../src/main/inference/estimate/learnt-need.ts'
import {
  errorBandOf,
  needBytesOf,
  needRamBytesOf,
  type Need,
  type NeedPart,
} from '../../../src/main/inference/estimate/need.ts'

const part = (more: Partial<NeedPart> & Pick<NeedPart, 'name'>): NeedPart => ({
  bytes: 1_000,
  onGpuBytes: 800,
  band: { lessBytes: 10, moreBytes: 200 },
  basis: 'approximate',
  formula: 'nodes',
  ...more,
})
const needOf = (...parts: readonly NeedPart[]): Need => ({ parts, growth: null, remarks: [] })
const onMac = needOf(part({ name: 'weights', basis: 'exact' }), part({ name: 'compute' }))

const seen = (loads: number, ratio: number, low = ratio, high = ratio): Correction => ({
  loads,
  ratios: { computeBytes: ratio },
  seen: { computeBytes: { low, high } },
})

describe('a need of a model that was loaded here before', () => {
  test('is the estimate itself where nothing was learnt', () => {
    expect(learntNeed(onMac, null)).toBe(onMac)
    expect(learntNeed(onMac, { loads: 2, ratios: {}, seen: {} })).toBe(onMac)
    expect(learntNeed(onMac, seen(3, 1))).toBe(onMac)
  })

  test('is corrected in the parts that were reported, on the GPU and beside it', () => {
    const need = learntNeed(onMac, seen(3, 1.1))
    expect(needBytesOf(need)).toBe(800 + 880)
    expect(needRamBytesOf(need)).toBe(1_000 + 1_100)
    expect(need.parts[0]).toBe(onMac.parts[0])
    expect(need.parts[1]?.formula).toBe('nodes × 1.100')
  })

  test('keeps what it was thought to be, and what was seen, within its band', () => {
    const of = (one: Correction): readonly [number, number] => {
      const { lowBytes, highBytes } = errorBandOf(
        learntNeed(needOf(part({ name: 'compute' })), one),
      )
      return [lowBytes, highBytes]
    }
    // the band is of all of it, around what of it lies on the GPU: 880
    expect(of(seen(3, 1.1, 1.05, 1.2))).toEqual([780, 980])
    expect(of(seen(3, 0.95, 0.92, 0.97))).toEqual([730, 810])
  })

  test('has the band of the estimate as well until three loads have spoken', () => {
    const { band } = learntNeed(onMac, seen(1, 1.02)).parts[1] ?? {}
    expect(band).toEqual({ lessBytes: 30, moreBytes: 180 })
    expect(learntNeed(onMac, seen(3, 1.02)).parts[1]?.band).toEqual({ lessBytes: 20, moreBytes: 0 })
  })

  test('is no longer called exact where a load has shown otherwise', () => {
    const correction = {
      loads: 1,
      ratios: { weightsBytes: 1.01 },
      seen: { weightsBytes: { low: 1.02, high: 1.02 } },
    }
    expect(learntNeed(onMac, correction).parts[0]?.basis).toBe('approximate')
  })

  test('is left alone beside a draft model, and where nothing can be told', () => {
    const drafted = needOf(...onMac.parts, part({ name: 'draft' }))
    expect(learntNeed(drafted, seen(3, 1.1))).toBe(drafted)
    const unknown = needOf(part({ name: 'compute', basis: 'unknown' }))
    expect(learntNeed(unknown, seen(3, 1.1))).toBe(unknown)
    const guessed = needOf(part({ name: 'compute', basis: 'guess' }))
    expect(learntNeed(guessed, seen(3, 1.1))).toBe(guessed)
  })
})

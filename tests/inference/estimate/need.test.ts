import { describe, expect, it } from 'vitest'
import {
  basisOf,
  errorBandOf,
  exactly,
  needBytesOf,
  needRamBytesOf,
  type Need,
  type NeedPart,
} from '../../../src/main/inference/estimate/need.ts'

const part = (changes: Partial<NeedPart>): NeedPart => ({
  name: 'weights',
  bytes: 100,
  onGpuBytes: 100,
  band: exactly,
  basis: 'exact',
  formula: '',
  ...changes,
})
const needOf = (...parts: readonly Partial<NeedPart>[]): Need => ({
  parts: parts.map(part),
  growth: null,
  remarks: [],
})

describe('a need', () => {
  it('is on the GPU what its parts are there, and in RAM all of them', () => {
    const need = needOf({}, { bytes: 70, onGpuBytes: 0 }, { bytes: 30, onGpuBytes: 20 })
    expect(needBytesOf(need)).toBe(120)
    expect(needRamBytesOf(need)).toBe(200)
  })

  it('of no parts is nothing', () => {
    expect(needBytesOf(needOf())).toBe(0)
    expect(errorBandOf(needOf())).toEqual({ lowBytes: 0, highBytes: 0 })
  })
})

describe('how far off it may be', () => {
  it('is what its parts may be off together', () => {
    const need = needOf(
      { band: { lessBytes: 10, moreBytes: 20 } },
      { band: { lessBytes: 1, moreBytes: 2 } },
    )
    expect(errorBandOf(need)).toEqual({ lowBytes: 189, highBytes: 222 })
  })

  it('is not what parts are off that do not lie on the GPU', () => {
    const need = needOf({}, { onGpuBytes: 0, band: { lessBytes: 10, moreBytes: 20 } })
    expect(errorBandOf(need)).toEqual({ lowBytes: 100, highBytes: 100 })
  })

  it('says nothing of a part of which it cannot be told', () => {
    expect(errorBandOf(needOf({ band: null }))).toEqual({ lowBytes: 100, highBytes: 100 })
  })

  it('is never below nothing', () => {
    const need = needOf({ band: { lessBytes: 500, moreBytes: 0 } })
    expect(errorBandOf(need).lowBytes).toBe(0)
  })
})

describe('what a need rests on', () => {
  it('is the weakest of its parts', () => {
    expect(basisOf(needOf({}, {}))).toBe('exact')
    expect(basisOf(needOf({}, { basis: 'approximate' }))).toBe('approximate')
    expect(basisOf(needOf({ basis: 'upper bound' }, { basis: 'approximate' }))).toBe('upper bound')
    expect(basisOf(needOf({ basis: 'upper bound' }, { basis: 'guess' }))).toBe('guess')
    expect(basisOf(needOf({ basis: 'unknown' }, { basis: 'guess' }))).toBe('unknown')
  })

  it('is unknown where there are none', () => {
    expect(basisOf(needOf())).toBe('unknown')
  })
})

import { describe, expect, test } from 'vitest'
import {
  correctedChange,
  correctedNeed,
} from '../../../src/main/inference/estimate/corrected-need.ts'
import {
  errorBandOf,
  needBytesOf,
  needRamBytesOf,
  type Need,
  type NeedPart,
  type PartName,
} from '../../../src/main/inference/estimate/need.ts'

const part = (name: PartName, onGpuBytes: number, bytes: number): NeedPart => ({
  name,
  onGpuBytes,
  bytes,
  band: { lessBytes: 1, moreBytes: 2 },
  basis: 'approximate',
  formula: 'estimated',
})
const need = (...parts: readonly NeedPart[]): Need => ({ parts, growth: null, remarks: [] })
const onMac = need(part('weights', 100, 110), part('kv', 40, 40), part('compute', 10, 14))

describe('a need beside what the log of its load has said', () => {
  test('is the estimate itself where the log says nothing', () => {
    expect(correctedNeed(onMac, null)).toBe(onMac)
    expect(correctedNeed(onMac, { contextTokens: 4_096 })).toBe(onMac)
  })

  test('has the parts that the log tells, and the others as they were', () => {
    const told = correctedNeed(onMac, { gpuKvBytes: 48, gpuModelBytes: 101, cpuModelBytes: 9 })
    expect(needBytesOf(told)).toBe(101 + 48 + 10)
    expect(needRamBytesOf(told)).toBe(110 + 48 + 14)
  })

  test('is less and less uncertain', () => {
    const told = correctedNeed(onMac, { gpuKvBytes: 48 })
    expect(errorBandOf(onMac)).toEqual({ lowBytes: 147, highBytes: 156 })
    expect(errorBandOf(told)).toEqual({ lowBytes: 156, highBytes: 162 })
  })

  test("keeps the host's share of a part until its own line has come", () => {
    expect(needRamBytesOf(correctedNeed(onMac, { gpuComputeBytes: 12 }))).toBe(110 + 40 + 16)
  })

  test("waits for the GPU's line where the host's comes first", () => {
    expect(correctedNeed(onMac, { cpuModelBytes: 9 })).toBe(onMac)
  })

  test('takes the lines of the CPU where all is there', () => {
    const onCpu = need(part('weights', 0, 100), part('kv', 0, 40))
    expect(needRamBytesOf(correctedNeed(onCpu, { cpuModelBytes: 90, cpuKvBytes: 44 }))).toBe(134)
  })

  test('is the estimate beside a draft model, whose buffers are summed with its own', () => {
    const drafted = need(...onMac.parts, part('draft', 5, 5))
    expect(correctedNeed(drafted, { gpuKvBytes: 90 })).toBe(drafted)
  })
})

describe('a change of what its log has corrected', () => {
  const told = correctedNeed(onMac, { gpuKvBytes: 60, gpuModelBytes: 100, cpuModelBytes: 10 })

  test('is as far off as the estimate was: half of the cache is half of what the log says', () => {
    const half = need(part('weights', 100, 110), part('kv', 20, 20), part('compute', 10, 14))
    expect(needBytesOf(correctedChange(half, onMac, told))).toBe(100 + 30 + 10)
  })

  test('that changes nothing comes to what the log says', () => {
    expect(needRamBytesOf(correctedChange(onMac, onMac, told))).toBe(needRamBytesOf(told))
  })

  test('is the estimate where the log has said nothing', () => {
    expect(correctedChange(told, onMac, onMac)).toBe(told)
  })
})

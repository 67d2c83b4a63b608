import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  availableRatioOf,
  createKernelPressure,
  stepKernelLevel,
  type KernelMemory,
} from '../../src/main/headroom/kernel-pressure.ts'
import type { PressureLevel } from '../../src/shared/snapshot.ts'

const pageBytes = 16_384
const inPages = (
  free: number,
  active: number,
  inactive: number,
  speculative: number,
  compressor: number,
): KernelMemory => ({
  freeBytes: free * pageBytes,
  activeBytes: active * pageBytes,
  inactiveBytes: inactive * pageBytes,
  speculativeBytes: speculative * pageBytes,
  compressorBytes: compressor * pageBytes,
})

/** Recorded on Macs with 16 GB: corpus vm_stat m-16g-pressure and m-16g-heavy-swap. */
const pressed = inPages(4_229, 186_123, 184_925, 681, 436_782)
const swapping = inPages(3_860, 176_160, 175_255, 299, 389_264)

/** A Mac of which this share of a thousand pages is available. */
const withRatio = (availableRatio: number): KernelMemory => ({
  freeBytes: availableRatio * 1_000,
  activeBytes: 0,
  inactiveBytes: 0,
  speculativeBytes: 0,
  compressorBytes: 1_000 - availableRatio * 1_000,
})

describe('what is available', () => {
  test('is 46 % and 48 % on two recorded Macs under pressure', () => {
    expect(availableRatioOf(pressed)).toBeCloseTo(375_958 / 812_740, 12)
    expect(availableRatioOf(pressed)?.toFixed(2)).toBe('0.46')
    expect(availableRatioOf(swapping)).toBeCloseTo(355_574 / 744_838, 12)
    expect(availableRatioOf(swapping)?.toFixed(2)).toBe('0.48')
  })

  test('counts free, active, inactive and speculative memory alike', () => {
    expect(availableRatioOf(inPages(1, 2, 3, 4, 10))).toBe(0.5)
    expect(availableRatioOf(inPages(4, 3, 2, 1, 10))).toBe(0.5)
  })

  test('is all of it while the compressor is empty', () => {
    expect(availableRatioOf(inPages(1, 2, 3, 4, 0))).toBe(1)
  })

  test('cannot be said where the compressor is not told, nor of nothing', () => {
    expect(availableRatioOf({ ...pressed, compressorBytes: null })).toBe(null)
    expect(availableRatioOf(inPages(0, 0, 0, 0, 0))).toBe(null)
  })
})

const criticalEnters = 1.2 / 3.5 // 34.3 %
const walk = (...ratios: readonly number[]): readonly PressureLevel[] => {
  let level: PressureLevel = 'normal'
  return ratios.map((ratio) => (level = stepKernelLevel(level, ratio)))
}

describe("the kernel's own lines", () => {
  test('a warning begins below 50 % and is over above 60 %', () => {
    expect(walk(0.5, 0.499, 0.55, 0.6, 0.601, 0.55, 0.5)).toEqual([
      'normal',
      'warn',
      'warn',
      'warn',
      'normal',
      'normal',
      'normal',
    ])
  })

  test('critical begins below 34.3 % and is over above 40 %', () => {
    expect(walk(criticalEnters, 0.342, 0.36, 0.4, 0.401, 0.36)).toEqual([
      'warn',
      'critical',
      'critical',
      'critical',
      'warn',
      'warn',
    ])
  })

  test('from critical it may go back to normal at once', () => {
    expect(walk(0.2, 0.9)).toEqual(['critical', 'normal'])
  })

  const levels = fc.constantFrom<PressureLevel>('normal', 'warn', 'critical')
  const ratios = fc.double({ min: 0, max: 1, noNaN: true })
  const rank = { normal: 0, warn: 1, critical: 2 } as const

  test('asked twice for the same memory, the level stays', () => {
    fc.assert(
      fc.property(levels, ratios, (before, ratio) => {
        const level = stepKernelLevel(before, ratio)
        expect(stepKernelLevel(level, ratio)).toBe(level)
      }),
    )
  })

  test('less memory never makes the level better, nor does a worse level before', () => {
    fc.assert(
      fc.property(levels, levels, ratios, ratios, (one, other, ratio, less) => {
        const [better, worse] = rank[one] <= rank[other] ? [one, other] : [other, one]
        const [low, high] = [Math.min(ratio, less), Math.max(ratio, less)]
        expect(rank[stepKernelLevel(one, low)]).toBeGreaterThanOrEqual(
          rank[stepKernelLevel(one, high)],
        )
        expect(rank[stepKernelLevel(worse, ratio)]).toBeGreaterThanOrEqual(
          rank[stepKernelLevel(better, ratio)],
        )
      }),
    )
  })
})

describe('pressure on a Mac', () => {
  test('is told with how far both lines are away', () => {
    const pressure = createKernelPressure()('normal', withRatio(0.7))
    expect(pressure).toMatchObject({ level: 'normal', kernel: { level: 'normal' } })
    expect(pressure?.kernel.availableRatio).toBeCloseTo(0.7, 12)
    expect(pressure?.kernel.toWarnRatio).toBeCloseTo(0.2, 12)
    expect(pressure?.kernel.toCriticalRatio).toBeCloseTo(0.7 - criticalEnters, 12)
  })

  test('past a line the way to it is less than nothing', () => {
    const pressure = createKernelPressure()('warn', pressed)
    expect(pressure?.kernel.toWarnRatio).toBeCloseTo(375_958 / 812_740 - 0.5, 12)
    expect(pressure?.kernel.toCriticalRatio).toBeCloseTo(375_958 / 812_740 - criticalEnters, 12)
  })

  test('is the worse of what the kernel says and of what its rule gives', () => {
    expect(createKernelPressure()('normal', withRatio(0.3))?.level).toBe('critical')
    expect(createKernelPressure()('critical', withRatio(0.9))?.level).toBe('critical')
    expect(createKernelPressure()('warn', withRatio(0.9))?.level).toBe('warn')
    expect(createKernelPressure()('normal', pressed)?.level).toBe('warn')
  })

  test('keeps what the kernel itself says apart', () => {
    expect(createKernelPressure()('normal', pressed)?.kernel.level).toBe('normal')
    expect(createKernelPressure()(null, pressed)?.kernel.level).toBe(null)
  })
})

describe('pressure on a Mac that tells only a part', () => {
  test('is the word of the kernel where the compressor is not told', () => {
    const unknown: KernelMemory = { ...pressed, compressorBytes: null }
    const said = {
      level: 'warn',
      kernel: {
        level: 'warn',
        availableRatio: null,
        availableBytes: null,
        compressorBytes: null,
        toWarnRatio: null,
        toCriticalRatio: null,
      },
    }
    expect(createKernelPressure()('warn', unknown)).toEqual(said)
    expect(createKernelPressure()('warn', null)).toEqual(said)
  })

  test('is that of the rule where the kernel says nothing', () => {
    expect(createKernelPressure()(null, withRatio(0.45))?.level).toBe('warn')
    expect(createKernelPressure()(null, withRatio(0.55))?.level).toBe('normal')
  })

  test('is not known where neither is', () => {
    expect(createKernelPressure()(null, null)).toBe(null)
    expect(createKernelPressure()(null, { ...pressed, compressorBytes: null })).toBe(null)
  })

  test('between a line and its end it begins where the kernel says that it is', () => {
    expect(createKernelPressure()('warn', withRatio(0.55))?.level).toBe('warn')
    const later = createKernelPressure()
    later('warn', withRatio(0.55))
    expect(later(null, withRatio(0.55))?.level).toBe('warn')
    expect(later(null, withRatio(0.61))?.level).toBe('normal')
    expect(later(null, withRatio(0.55))?.level).toBe('normal')
  })

  test('after its memory was not told for a while it begins anew with the word of the kernel', () => {
    const step = createKernelPressure()
    step(null, withRatio(0.45))
    step(null, null)
    expect(step('normal', withRatio(0.55))?.level).toBe('normal')
  })
})

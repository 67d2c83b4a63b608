import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { engineLinesOf, limitOf, type LimitSigns } from '../../src/main/headroom/limit.ts'

const gib = 2 ** 30

/** A Mac with 32 GB of which nothing tells the limit. */
const silent: LimitSigns = {
  ramBytes: 32 * gib,
  metal: null,
  overrideBytes: null,
  engineLogBytes: null,
  era: null,
}
const metal = { limitBytes: 22e9, maxBufferBytes: 17e9 }

describe('the limit comes from', () => {
  const all: LimitSigns = {
    ...silent,
    metal,
    overrideBytes: 24e9,
    engineLogBytes: 21e9,
    era: 'from-26',
  }

  test('Metal, where it answers, whatever else is known', () => {
    expect(limitOf(all)).toMatchObject({
      limitBytes: 22e9,
      source: 'metal',
      isEstimated: false,
      overrideBytes: 24e9,
      maxBufferBytes: 17e9,
    })
  })

  test('the override, where Metal does not answer', () => {
    expect(limitOf({ ...all, metal: null })).toMatchObject({
      limitBytes: 24e9,
      source: 'wired-limit',
      isEstimated: false,
      overrideBytes: 24e9,
      maxBufferBytes: null,
    })
  })

  test("an engine's log, where macOS chooses", () => {
    expect(limitOf({ ...all, metal: null, overrideBytes: null })).toMatchObject({
      limitBytes: 21e9,
      source: 'engine-log',
      isEstimated: false,
      overrideBytes: null,
    })
  })

  test('the rule by RAM and macOS at last, and says that it is estimated', () => {
    const { limitBytes, source, isEstimated } = limitOf({ ...silent, era: 'from-26' })
    expect((limitBytes / 1e6).toFixed(2)).toBe('26800.60')
    expect([source, isEstimated]).toEqual(['rule', true])
  })

  test('the lower of both rules, where the macOS is not known', () => {
    const { limitBytes } = limitOf(silent)
    expect((limitBytes / 1e6).toFixed(2)).toBe('22906.50')
    expect(limitBytes).toBe(limitOf({ ...silent, era: 'up-to-15' }).limitBytes)
  })
})

test.each([
  ['Metal', { metal: { limitBytes: 64 * gib, maxBufferBytes: null } }, 'metal'],
  ['the override', { overrideBytes: 64 * gib }, 'wired-limit'],
  ["an engine's log", { engineLogBytes: 64 * gib }, 'engine-log'],
] as const)('a limit above RAM is the RAM: %s', (_, signs, source) => {
  expect(limitOf({ ...silent, ...signs })).toMatchObject({ limitBytes: 32 * gib, source })
})

test('an override of 0 decides nothing: macOS chooses', () => {
  expect(limitOf({ ...silent, overrideBytes: 0, engineLogBytes: 21e9 })).toMatchObject({
    limitBytes: 21e9,
    source: 'engine-log',
  })
})

test('an override is told as it was asked for, even where it is above RAM', () => {
  expect(limitOf({ ...silent, overrideBytes: 64 * gib }).overrideBytes).toBe(64 * gib)
})

test('Metal without a largest buffer leaves it unknown', () => {
  const answer = { limitBytes: 22e9, maxBufferBytes: null }
  expect(limitOf({ ...silent, metal: answer }).maxBufferBytes).toBe(null)
})

describe('the lines of engines', () => {
  test('of a Mac with 32 GB, whose limit two thirds of it are', () => {
    // RAM 34 359 738 368; 1.5 and 1.7 times the limit are above 0.95 RAM = 32 641 751 449 and above RAM
    const limitBytes = 22_906_503_168
    expect(engineLinesOf(limitBytes, 32 * gib)).toEqual([
      { engine: 'llama.cpp', lineBytes: limitBytes, beyond: 'fails' },
      { engine: 'Ollama', lineBytes: limitBytes, beyond: 'fails' },
      { engine: 'MLX', lineBytes: 32_641_751_449, beyond: 'refuses' },
    ])
  })

  test('of a Mac with 128 GB, at 84 % of it', () => {
    // RAM 137 438 953 472; 1.5 × the limit is 173 GB, so MLX stops at 0.95 RAM
    const limitBytes = 115_448_725_504
    expect(engineLinesOf(limitBytes, 128 * gib)).toEqual([
      { engine: 'llama.cpp', lineBytes: limitBytes, beyond: 'fails' },
      { engine: 'Ollama', lineBytes: limitBytes, beyond: 'fails' },
      { engine: 'MLX', lineBytes: 130_567_005_798, beyond: 'refuses' },
    ])
  })

  test('of a limit far below RAM: each at its own share, all of them shown', () => {
    expect(engineLinesOf(10e9, 32 * gib)).toEqual([
      { engine: 'llama.cpp', lineBytes: 10e9, beyond: 'fails' },
      { engine: 'Ollama', lineBytes: 10e9, beyond: 'fails' },
      { engine: 'MLX', lineBytes: 15e9, beyond: 'refuses' },
      { engine: 'PyTorch', lineBytes: 17e9, beyond: 'refuses' },
    ])
  })

  test('above a limit near RAM: MLX refuses before the limit, and is told first', () => {
    const [first, ...others] = engineLinesOf(32 * gib, 32 * gib)
    expect(first).toEqual({ engine: 'MLX', lineBytes: 32_641_751_449, beyond: 'refuses' })
    expect(others.map(({ engine }) => engine)).toEqual(['llama.cpp', 'Ollama'])
  })

  test('lie in their order and never above RAM, whatever the limit', () => {
    const bytes = fc.integer({ min: 1, max: 2 ** 40 })
    fc.assert(
      fc.property(bytes, bytes, (limitBytes, ramBytes) => {
        const lines = engineLinesOf(limitBytes, ramBytes).map(({ lineBytes }) => lineBytes)
        expect(lines).toEqual(lines.toSorted((a, b) => a - b))
        expect(lines.filter((line) => line > ramBytes || !Number.isInteger(line))).toEqual([])
        expect(lines.length).toBeGreaterThanOrEqual(1)
      }),
    )
  })

  test('stand in the limit that they belong to', () => {
    const limit = limitOf({ ...silent, metal })
    expect(limit.engineLines).toEqual(engineLinesOf(22e9, 32 * gib))
  })
})

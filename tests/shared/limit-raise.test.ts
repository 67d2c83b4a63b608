import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultLimitBytes } from '../../src/main/headroom/default-limit.ts'
import { mostLimitBytes, raiseBounds, wholeMib } from '../../src/shared/limit-raise.ts'
import { limitCommand, outsideText } from '../../src/shared/limit-text.ts'
import { parseSize } from '../../src/shared/parse.ts'

const mib = 2 ** 20
const gib = 2 ** 30
const ram = fc.oneof(
  fc.integer({ min: 0, max: 1_024 * gib }),
  fc.constantFrom(8, 16, 18, 24, 32, 36, 48, 64, 96, 128, 192, 256, 512).map((size) => size * gib),
)
const machine = fc.tuple(ram, fc.double({ min: 0, max: 1.2, noNaN: true }))

describe('the bounds of a raise, whatever the Mac', () => {
  test('leave macOS 8 GiB and an eighth, lie above what there is now, and are whole MiB', () => {
    fc.assert(
      fc.property(machine, ([ramBytes, share]) => {
        const nowBytes = Math.round(ramBytes * share)
        const bounds = raiseBounds(ramBytes, nowBytes)
        const hardBytes = Math.min(ramBytes - 8 * gib, (ramBytes * 7) / 8)
        if (bounds === null) {
          // no whole MiB lies between
          expect(Math.floor(hardBytes / mib)).toBeLessThanOrEqual(Math.floor(nowBytes / mib))
          return
        }
        const { leastBytes, mostBytes, calmBytes } = bounds
        expect(mostBytes).toBeLessThanOrEqual(hardBytes)
        expect(hardBytes - mostBytes).toBeLessThan(mib)
        expect(leastBytes).toBeGreaterThan(nowBytes)
        expect(leastBytes - nowBytes).toBeLessThanOrEqual(mib)
        expect(leastBytes).toBeLessThanOrEqual(mostBytes)
        for (const bytes of [leastBytes, mostBytes, calmBytes ?? 0]) expect(bytes % mib).toBe(0)
        if (calmBytes === null) return
        expect(calmBytes).toBeGreaterThanOrEqual(leastBytes)
        expect(calmBytes).toBeLessThanOrEqual(mostBytes)
        expect(ramBytes - calmBytes).toBeGreaterThanOrEqual(Math.max(8 * gib, ramBytes / 4))
      }),
      { numRuns: 2_000 },
    )
  })

  test.each([
    [32, 'up-to-15', 24, 24],
    [32, 'from-26', null, null],
    [36, 'up-to-15', 28, null],
    [48, 'up-to-15', 40, null],
    [64, 'up-to-15', 56, null],
    [64, 'from-26', 56, null],
    [128, 'from-26', 112, null],
    [256, 'up-to-15', 224, null],
    [16, 'up-to-15', null, null],
    [512, 'from-26', null, null],
  ] as const)('%i GiB, macOS %s: up to %s GiB, calm to %s', (ramGib, era, most, calm) => {
    const bounds = raiseBounds(ramGib * gib, defaultLimitBytes(ramGib * gib, era))
    const inGib = (bytes: number | null | undefined): number | null => (bytes ? bytes / gib : null)
    expect([inGib(bounds?.mostBytes), inGib(bounds?.calmBytes)]).toEqual([most, calm])
  })

  test('are none of what is no number', () => {
    expect(raiseBounds(Number.NaN, 1)).toBeNull()
    expect(raiseBounds(64 * gib, Number.NaN)).toBeNull()
    expect(mostLimitBytes(4 * gib)).toBe(0)
  })
})

test('a command has digits alone, whatever the number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 50 }), (bytes) => {
      expect(limitCommand(bytes)).toMatch(/^sudo sysctl iogpu\.wired_limit_mb=\d+$/)
      expect(limitCommand(bytes)).toBe(`sudo sysctl iogpu.wired_limit_mb=${wholeMib(bytes)}`)
    }),
  )
  expect(limitCommand(null)).toBe('sudo sysctl iogpu.wired_limit_mb=0')
})

test('the upper bound that a refusal tells is taken when it is typed', () => {
  fc.assert(
    fc.property(machine, fc.integer({ min: 1, max: 2 ** 41 }), ([ramBytes, share], moreBytes) => {
      const bounds = raiseBounds(ramBytes, Math.round(ramBytes * share))
      if (bounds === null) return
      const sentence = outsideText(bounds.mostBytes + moreBytes, bounds, false)
      const told = /no more than ([\d.]+ \w+)$/.exec(sentence)?.[1] ?? ''
      expect(parseSize(told)).toBeLessThanOrEqual(bounds.mostBytes)
      const asked = /^([\d.]+ \w+) would/.exec(sentence)?.[1] ?? ''
      if (moreBytes >= mib) expect(asked).not.toBe(told)
    }),
    { numRuns: 1_000 },
  )
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { harmOfApp, harmOfModels, isLastResort, weights } from '../../src/main/relief/harm.ts'
import type { App } from '../../src/shared/app.ts'
import type { Model } from '../../src/shared/server.ts'
import { appOf, modelOf, t0 } from '../alerts/moments.ts'

const minuteMs = 60_000
const idleFor = (minutes: number, rest: Partial<Model> = {}): Model =>
  modelOf('m', 4e9, { state: 'idle', idleSinceMs: t0 - minutes * minuteMs, ...rest })
const ofModel = (model: Model, endsServer = false): number =>
  harmOfModels([model], { atMs: t0, endsServer })

/** In the background, unused for hours, and nobody would miss it. */
const calm: Partial<App> = {
  hasWindows: false,
  unusedMs: 180 * minuteMs,
  quit: { kind: 'ask', isSafe: true, risk: null },
}
const ofApp = (rest: Partial<App> = {}): number => harmOfApp(appOf('a', 1e9, { ...calm, ...rest }))

describe('of models', () => {
  test('one that has idled for long is the least that can be let go', () => {
    expect(ofModel(idleFor(10))).toBe(weights.longIdle)
    expect(ofModel(idleFor(600))).toBe(1)
  })

  test('in order: idle for long, just idle, perhaps at work, at work', () => {
    const harms = [
      ofModel(idleFor(12)),
      ofModel(idleFor(5)),
      ofModel(idleFor(0)),
      ofModel(idleFor(0, { state: 'loaded', idleSinceMs: null })),
      ofModel(idleFor(0, { state: 'generating', idleSinceMs: null })),
    ]
    expect(harms).toEqual([1, 1.5, 2, 4, 20])
  })

  test('one whose server ends with it costs more; several together cost what each of them does', () => {
    expect(ofModel(idleFor(12), true)).toBe(3)
    expect(harmOfModels([idleFor(12), idleFor(0)], { atMs: t0, endsServer: false })).toBe(3)
  })
})

describe('of apps', () => {
  test('in order: unused in the background, perhaps at work, with windows, just used, a virtual machine, in front', () => {
    const harms = [
      ofApp(),
      ofApp({ quit: { kind: 'ask', isSafe: false, risk: 'the work it is doing' } }),
      ofApp({ hasWindows: true }),
      ofApp({ hasWindows: true, unusedMs: 0 }),
      ofApp({ kind: 'virtual-machine', quitEnds: 'its virtual machine' }),
      ofApp({ hasWindows: true, unusedMs: 0, isFront: true }),
    ]
    expect(harms).toEqual([3, 5, 6, 9, 15, 33])
  })

  test('what grows without a window is at work: a program that a person started by hand', () => {
    const unsafe = { quit: { kind: 'ask', isSafe: false, risk: null } } as const
    expect(ofApp({ ...unsafe, growthBytesPerMinute: 200e6 })).toBe(6.5)
    expect(ofApp({ ...unsafe, growthBytesPerMinute: 1e6 })).toBe(5)
  })

  test('only what ends others and what is in front is a last resort', () => {
    const isLast = (rest: Partial<App>): boolean => isLastResort({ harm: ofApp(rest) })
    expect(isLast({ quitEnds: 'every container in it' })).toBe(true)
    expect(isLast({ isFront: true })).toBe(true)
    const worst = {
      hasWindows: null,
      unusedMs: 0,
      growthBytesPerMinute: 1e9,
      quit: { kind: 'ask', isSafe: false, risk: 'x' },
    } as const
    expect(isLast(worst)).toBe(false)
    expect(isLast({ ...worst, hasWindows: true })).toBe(false)
  })
})

const someApp = fc.record({
  hasWindows: fc.constantFrom(true, false, null),
  isFront: fc.boolean(),
  unusedMs: fc.option(fc.nat(7_200_000)),
  isSafe: fc.boolean(),
  quitEnds: fc.option(fc.constant('its containers')),
  growthBytesPerMinute: fc.option(fc.integer({ min: -1e9, max: 1e9 })),
})

test('an app that is safer in any one way never weighs more', () => {
  fc.assert(
    fc.property(someApp, ({ isSafe, ...rest }) => {
      const with_ = (more: Partial<App>, safe = isSafe): number =>
        ofApp({ ...rest, quit: { kind: 'ask', isSafe: safe, risk: null }, ...more })
      const own = with_({})
      expect(own).toBeGreaterThanOrEqual(weights.app)
      expect(with_({ isFront: false })).toBeLessThanOrEqual(own)
      expect(with_({ quitEnds: null })).toBeLessThanOrEqual(own)
      expect(with_({ growthBytesPerMinute: 0 })).toBeLessThanOrEqual(own)
      expect(with_({}, true)).toBeLessThanOrEqual(own)
      expect(with_({ unusedMs: (rest.unusedMs ?? 0) + 3_600_000 })).toBeLessThanOrEqual(own)
      // no window and safe is the least of all
      expect(with_({ hasWindows: false }, true)).toBeLessThanOrEqual(own)
    }),
  )
})

test('the longer a model has idled the less it weighs, and never as much as one at work', () => {
  const times = fc.tuple(fc.nat(10_000_000), fc.nat(10_000_000))
  fc.assert(
    fc.property(times, ([first, more]) => {
      const at = (ms: number): number => ofModel(idleFor(0, { idleSinceMs: t0 - ms }))
      expect(at(first + more)).toBeLessThanOrEqual(at(first))
      expect(at(first)).toBeLessThan(weights.busy)
    }),
  )
})

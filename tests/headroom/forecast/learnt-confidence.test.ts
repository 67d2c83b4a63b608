import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withLearnt } from '../../../src/main/headroom/forecast/learnt-confidence.ts'
import type { RunsOut } from '../../../src/shared/forecast.ts'
import { modelId, serverId } from '../../../src/shared/ids.ts'

const MB = 1e6
/** 6 GB of room that shrink by 50 MB a second, 40 of them the model's. */
const found: RunsOut = {
  line: 'gpu',
  lineBytes: 22e9,
  roomBytes: 6e9,
  bytesPerSecond: 50 * MB,
  msLeft: 120_000,
  lowMsLeft: 70_000,
  highMsLeft: 400_000,
  by: 'trend',
  sureness: 'likely',
  toComeBytes: null,
  grower: {
    kind: 'model',
    modelId: modelId('m'),
    serverId: serverId('s'),
    name: 'm',
    bytesPerSecond: 40 * MB,
  },
}
const band = (low: number, high: number) => ({
  low: low * MB,
  middle: ((low + high) / 2) * MB,
  high: high * MB,
})

describe('a pace that was seen before', () => {
  test('is believed at once, in the range that was seen', () => {
    const told = withLearnt(found, band(30, 50))
    expect(told.sureness).toBe('sure')
    // others take 10 MB/s: 30/1.25 + 10 and 50 * 1.25 + 10
    expect(told.lowMsLeft).toBeCloseTo((6e9 / (72.5 * MB)) * 1000, 3)
    expect(told.highMsLeft).toBeCloseTo((6e9 / (34 * MB)) * 1000, 3)
  })

  test('has no wider range than its own readings gave', () => {
    const narrow = { ...found, lowMsLeft: 110_000, highMsLeft: 130_000 }
    expect(withLearnt(narrow, band(10, 100))).toMatchObject({
      lowMsLeft: 110_000,
      highMsLeft: 130_000,
    })
  })
})

describe('a pace that was never seen', () => {
  const sure: RunsOut = { ...found, sureness: 'sure', lowMsLeft: 110_000, highMsLeft: 130_000 }

  test('stays as sure as it is, in a range that has room for the usual one', () => {
    const told = withLearnt(sure, band(4, 6))
    expect(told).toMatchObject({ sureness: 'sure', lowMsLeft: 110_000 })
    expect(told.highMsLeft).toBeCloseTo((6e9 / (15 * MB)) * 1000, 3)
    const slower = withLearnt(sure, band(200, 300))
    expect(slower.lowMsLeft).toBeCloseTo((6e9 / (260 * MB)) * 1000, 3)
  })

  test('is told no later for it where it is uneven', () => {
    expect(withLearnt(found, band(4, 6))).toEqual(found)
  })
})

test.each([
  ['nothing is learnt of it', found, null],
  ['an app grows', { ...found, grower: null }, band(30, 50)],
  ['it is reckoned, and not seen', { ...found, by: 'known' as const }, band(30, 50)],
])('nothing changes where %s', (_, one, learnt) => {
  expect(withLearnt(one, learnt)).toBe(one)
})

test('when the room ends, how fast, on which line and of whom is never moved, and no sure forecast becomes less so', () => {
  const pace = fc.double({ min: 1e3, max: 1e11, noNaN: true })
  fc.assert(
    fc.property(pace, pace, pace, fc.constantFrom('sure', 'likely'), (a, b, own, sureness) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)]
      const { grower } = found
      if (grower === null) throw new Error('no grower')
      const one: RunsOut = { ...found, sureness, grower: { ...grower, bytesPerSecond: own } }
      const { lowMsLeft, highMsLeft, ...told } = withLearnt(one, { low, middle: low, high })
      const { lowMsLeft: _, highMsLeft: __, ...before } = one
      expect({ ...told, sureness: null }).toEqual({ ...before, sureness: null })
      if (sureness === 'sure') expect(told.sureness).toBe('sure')
      expect(lowMsLeft).toBeLessThanOrEqual(one.msLeft)
      expect(highMsLeft).toBeGreaterThanOrEqual(one.msLeft)
    }),
  )
})

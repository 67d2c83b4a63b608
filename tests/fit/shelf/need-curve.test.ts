import { describe, expect, test } from 'vitest'
import { curveOf, needOn, type Amount } from '../../../src/main/fit/shelf/need-curve.ts'

const step = 256
const mib = 2 ** 20
const weights = 16_000 * mib

interface Shape {
  /** MiB of so many tokens, before and behind the bend. */
  readonly before: number
  readonly behind: number
  readonly bend: number
  readonly hump?: { readonly from: number; readonly to: number; readonly bytes: number }
}

/** Straight in two pieces, with a hump somewhere. */
const needOf =
  ({ before, behind, bend, hump }: Shape) =>
  (tokens: number): Amount => {
    const straight = Math.min(tokens, bend) * before + Math.max(0, tokens - bend) * behind
    const isOnHump = hump !== undefined && tokens >= hump.from && tokens < hump.to
    const bytes = weights + Math.round((straight * mib) / 100) + (isOnHump ? hump.bytes : 0)
    return { onGpuBytes: bytes, allBytes: bytes + 100 * mib }
  }

const most = 131_072
const shapes: readonly (readonly [string, Shape])[] = [
  ['straight', { before: 12, behind: 12, bend: most }],
  ['level', { before: 0, behind: 0, bend: most }],
  ['steeper to the right', { before: 5, behind: 20, bend: 30_000 }],
  ['flatter to the right', { before: 50, behind: 8, bend: 4_608 }],
  ['flatter, bent between two steps', { before: 50, behind: 8, bend: 4_700 }],
  ['flatter, near its end', { before: 50, behind: 8, bend: 129_000 }],
  [
    'flatter, with a hump behind the bend',
    { before: 50, behind: 8, bend: 4_608, hump: { from: 4_864, to: 11_000, bytes: 20 * mib } },
  ],
  [
    'straight, with a hump',
    { before: 12, behind: 12, bend: most, hump: { from: 9_728, to: 11_264, bytes: 30 * mib } },
  ],
]

describe.each(shapes)('a need that is %s', (_, shape) => {
  test('is never too little between the knots, and hardly too much', async () => {
    const needAt = needOf(shape)
    const asked: number[] = []
    const counted = async (tokens: number): Promise<Amount> => {
      asked.push(tokens)
      return needAt(tokens)
    }
    const curve = await curveOf(counted, { stepTokens: step, mostTokens: most }, [40_960])
    for (let tokens = step; tokens <= most; tokens += step) {
      const [told, real] = [needOn(curve, tokens), needAt(tokens)]
      expect(told.onGpuBytes).toBeGreaterThanOrEqual(real.onGpuBytes)
      expect(told.allBytes).toBeGreaterThanOrEqual(real.allBytes)
      if (tokens > 2_048) expect(told.allBytes).toBeLessThan(real.allBytes * 1.015)
    }
    expect(needOn(curve, 40_960)).toMatchObject(needAt(40_960))
    expect(asked.length).toBeLessThan(60)
  })
})

test('a need that bends everywhere is never too little either, however few its knots are', async () => {
  const needAt = (tokens: number): Amount => {
    const bytes = Math.round(20 * mib * Math.sqrt(tokens))
    return { onGpuBytes: bytes, allBytes: bytes }
  }
  const range = { stepTokens: step, mostTokens: most }
  const curve = await curveOf(async (tokens) => needAt(tokens), range, [])
  for (let tokens = step; tokens <= most; tokens += step)
    expect(needOn(curve, tokens).allBytes).toBeGreaterThanOrEqual(needAt(tokens).allBytes)
})

test('a curve begins behind what it is for, and is level beyond its ends', async () => {
  const needAt = needOf({ before: 12, behind: 12, bend: most })
  const range = { stepTokens: step, mostTokens: 40_960, aboveTokens: 32_768 }
  const curve = await curveOf(async (tokens) => needAt(tokens), range, [])
  expect(curve[0]?.tokens).toBe(33_024)
  expect(needOn(curve, 256)).toMatchObject(needAt(33_024))
  expect(needOn(curve, 100_000)).toMatchObject(needAt(40_960))
})

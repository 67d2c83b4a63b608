import { describe, expect, test } from 'vitest'
import { createSwapGrowth, type Doing } from '../../../src/main/headroom/forecast/swap-growth.ts'
import { modelId } from '../../../src/shared/ids.ts'

const load: Doing = { id: 'load a', modelId: null, startedAtMs: null }
const works: Doing = { id: 'model a', modelId: modelId('a'), startedAtMs: null }

/** Swap used in MB at each second, and what is done then. */
function watch() {
  const growth = createSwapGrowth()
  return (second: number, usedMegabytes: number, ...doings: readonly Doing[]) =>
    growth({ atMs: second * 1_000, usedBytes: usedMegabytes * 1e6, outBytesPerSecond: 5 }, doings)
}

describe('what has gone to swap', () => {
  test('is nothing to tell where nothing is loaded and nothing generates', () => {
    const at = watch()
    expect([at(0, 9_000), at(10, 9_500)]).toEqual([null, null])
  })

  test('is counted from the beginning, not what was there before', () => {
    const at = watch()
    at(0, 9_000)
    expect(at(10, 9_000, load)).toEqual({
      sinceMs: 10_000,
      bytes: 0,
      bytesPerSecond: 5,
      modelId: null,
    })
    expect(at(20, 9_700, load)).toMatchObject({ sinceMs: 10_000, bytes: 700e6 })
  })

  test('is counted from when its process began, where that was seen later', () => {
    const at = watch()
    for (let second = 0; second <= 20; second += 5) at(second, 1_000 + second * 10)
    expect(at(25, 1_250, { ...load, startedAtMs: 12_000 })).toMatchObject({
      sinceMs: 12_000,
      bytes: 150e6,
    })
  })

  test('goes on for half a minute after the end, and is then no more', () => {
    const at = watch()
    at(0, 0)
    at(5, 0, works)
    at(10, 400, works)
    expect(at(40, 500)).toMatchObject({ sinceMs: 5_000, bytes: 500e6 })
    expect(at(41, 500)).toBeNull()
    expect(at(60, 500, works)).toMatchObject({ sinceMs: 60_000, bytes: 0 })
  })

  test('names a model where only one began', () => {
    const at = watch()
    expect(at(0, 0, works)?.modelId).toBe('a')
    expect(at(1, 0, works, { ...load, modelId: modelId('b') })?.modelId).toBeNull()
    expect(at(2, 0, works, { ...load, modelId: modelId('a') })?.modelId).toBe('a')
  })

  test('is less by what has come back', () => {
    const at = watch()
    at(0, 5_000, works)
    at(5, 3_000, works)
    expect(at(10, 3_200, works)?.bytes).toBe(200e6)
  })

  test('is not known where swap is not, and begins anew after a sleep', () => {
    const growth = createSwapGrowth()
    expect(growth(null, [works])).toBeNull()
    const at = watch()
    at(0, 0, works)
    expect(at(100, 4_000, works)).toMatchObject({ sinceMs: 100_000, bytes: 0 })
  })
})

import { describe, expect, test } from 'vitest'
import { createCloserLook } from '../../src/main/monitor/closer-look.ts'
import type { RunsOut } from '../../src/shared/forecast.ts'
import { defaultSettings } from '../../src/shared/settings.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { nothingKnown } from '../web/fake-core.ts'

const roomAt = (atMs: number, roomBytes: number): Snapshot => ({
  ...nothingKnown,
  atMs,
  room: {
    kind: 'ok',
    atMs,
    isStale: false,
    state: 'plenty',
    stateCause: null,
    roomBytes,
    ramRoomBytes: roomBytes,
    gpuRoomBytes: null,
    isGpuUnknown: false,
    ramHeldBackBytes: 0,
    gpuHeldBackBytes: 0,
  },
})

const ending = (msLeft: number): RunsOut => ({
  line: 'ram',
  lineBytes: 16e9,
  roomBytes: 4e9,
  bytesPerSecond: 1e7,
  msLeft,
  lowMsLeft: msLeft,
  highMsLeft: msLeft,
  by: 'trend',
  sureness: 'sure',
  toComeBytes: null,
  grower: null,
})

describe('what is looked at closely while nobody looks', () => {
  test('is nothing where the room only breathes', () => {
    const looks = createCloserLook()
    const looked = [8e9, 7.9e9, 8.1e9, 7.9e9].map((bytes, index) =>
      looks(index * 5_000, roomAt(index * 5_000, bytes)),
    )
    expect(looked).toEqual([false, false, false, false])
  })

  test('is a room that falls from one reading to the next, for some seconds', () => {
    const looks = createCloserLook()
    looks(0, roomAt(0, 8e9))
    expect(looks(5_000, roomAt(5_000, 7.5e9))).toBe(true)
    expect(looks(19_000, roomAt(19_000, 7.5e9))).toBe(true)
    expect(looks(20_000, roomAt(20_000, 7.5e9))).toBe(false)
  })

  test('is not a fall over a gap, as after sleep', () => {
    const looks = createCloserLook()
    looks(0, roomAt(0, 8e9))
    expect(looks(600_000, roomAt(600_000, 2e9))).toBe(false)
  })

  test('is a room that ends soon, for as long as that is so', () => {
    const looks = createCloserLook()
    const at = (atMs: number, msLeft: number): boolean =>
      looks(atMs, {
        ...roomAt(atMs, 4e9),
        forecast: {
          kind: 'ok',
          atMs,
          isStale: false,
          runsOut: ending(msLeft),
          models: [],
          swapGrowth: null,
        },
      })
    expect([at(0, 300_000), at(3_600_000, 300_000), at(3_605_000, 3_000_000)]).toEqual([
      true,
      true,
      false,
    ])
  })

  test('is not, for a whole hour, an app that falls and rises by itself', () => {
    const looks = createCloserLook()
    let closely = 0
    for (let atMs = 0; atMs < 3_600_000; atMs += 5_000)
      if (looks(atMs, roomAt(atMs, (atMs / 5_000) % 2 === 0 ? 8e9 : 7e9))) closely++
    expect(closely / 720).toBeLessThan(0.15)
  })
})

test('a room falls also between readings that are as far apart as the clocks have them', () => {
  const slow = createCloserLook(() => ({ ...defaultSettings.clocks, aloneSeconds: 60 }))
  slow(0, roomAt(0, 8e9))
  expect(slow(60_000, roomAt(60_000, 7.5e9))).toBe(true)
  const usual = createCloserLook()
  usual(0, roomAt(0, 8e9))
  expect(usual(60_000, roomAt(60_000, 7.5e9))).toBe(false)
})

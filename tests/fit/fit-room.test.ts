import { describe, expect, test } from 'vitest'
import { parseMac, roomGiven, roomNow, roomOfMac } from '../../src/main/fit/fit-room.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { muchKnown, nothingKnown } from '../web/fake-core.ts'
import { gib } from './fitted.ts'

const limitOf = (mac: string): number | null => roomOfMac(parseMac(mac)).limitBytes
/** Metal's limit comes in pages. */
const pagesOf = (bytes: number): number => Math.ceil(bytes / 16_384) * 16_384

describe('--mac', () => {
  test('is RAM as it is sold, and macOS, in many writings', () => {
    for (const text of ['32GB', '32gb', '32', ' 32 GB ', '32GiB', '32gib'])
      expect(parseMac(text)).toEqual({ ramBytes: 32 * gib, era: null, words: 'a Mac with 32 GB' })
    for (const text of ['32GB,macos26', '32gb, macOS 26', '32,macos26.1'])
      expect(parseMac(text)).toMatchObject({ ramBytes: 32 * gib, era: 'from-26' })
    expect(parseMac('128GB,macos15.5')).toEqual({
      ramBytes: 128 * gib,
      era: 'up-to-15',
      words: 'a Mac with 128 GB and macOS 15.5',
    })
  })

  test.each([
    '',
    'x',
    '0GB',
    '2049GB',
    '32TB',
    '32.5GB',
    '-8GB',
    '32GB,',
    '32GB,macos',
    '32GB,linux',
    '32GB macos26',
    '1e2GB',
  ])('%j is none', (text) => {
    expect(() => parseMac(text)).toThrow(`"${text}" is not a Mac: write 32GB or 32GB,macos26`)
  })

  test('has the limit of its RAM and its macOS, with nothing loaded; the lower one where macOS is not said', () => {
    expect(limitOf('32GB,macos15')).toBe(pagesOf((32 * gib * 2) / 3))
    expect(limitOf('32GB,macos26')).toBe(pagesOf(32 * gib * 0.78))
    expect(limitOf('32GB')).toBe(limitOf('32GB,macos15'))
    expect(limitOf('64GB')).toBe(48 * gib)
    expect(limitOf('64GB,macos26')).toBe(pagesOf(64 * gib * 0.81))
    const room = roomOfMac(parseMac('64GB'))
    expect(room).toEqual({
      roomBytes: 48 * gib,
      gpuRoomBytes: 48 * gib,
      ramRoomBytes: 64 * gib,
      limitBytes: 48 * gib,
      device: 'metal',
      isNow: false,
      of: 'a Mac with 64 GB, with nothing else loaded',
    })
  })
})

test('a room that is given is that of the GPU', () => {
  expect(roomGiven(5)).toMatchObject({ roomBytes: 5, gpuRoomBytes: 5, ramRoomBytes: null })
  // what is left to the CPU takes of the same memory
  expect(roomGiven(5, true)).toMatchObject({ gpuRoomBytes: 5, ramRoomBytes: 5 })
  // it tells nothing of the Mac that it is the room of
  expect(roomGiven(5).limitBytes).toBeNull()
})

describe('the room of this machine', () => {
  const withRoom = (room: Partial<Extract<Snapshot['room'], { kind: 'ok' }>>): Snapshot => {
    if (muchKnown.room.kind !== 'ok') throw new Error('its room is known')
    return { ...muchKnown, room: { ...muchKnown.room, ...room } }
  }

  test('is that of its GPU and of its RAM', () => {
    expect(roomNow(muchKnown, 'darwin')).toEqual({
      roomBytes: 50,
      gpuRoomBytes: 50,
      ramRoomBytes: 60,
      limitBytes: 80,
      device: 'metal',
      isNow: true,
      of: 'this machine now',
    })
  })

  test('without a GPU is that of its RAM', () => {
    const room = roomNow(
      { ...withRoom({ roomBytes: 60, gpuRoomBytes: null }), limit: nothingKnown.limit },
      'linux',
    )
    expect(room).toMatchObject({
      device: 'cpu',
      roomBytes: 60,
      gpuRoomBytes: null,
      ramRoomBytes: 60,
      limitBytes: null,
    })
  })

  test('is not known where its GPU should have answered, or nothing did', () => {
    const silent = roomNow(
      withRoom({ roomBytes: 60, gpuRoomBytes: null, isGpuUnknown: true }),
      'linux',
    )
    expect([silent.roomBytes, silent.ramRoomBytes]).toEqual([null, 60])
    expect(roomNow(nothingKnown, 'linux')).toEqual({
      roomBytes: null,
      gpuRoomBytes: null,
      ramRoomBytes: null,
      limitBytes: null,
      device: 'cpu',
      isNow: true,
      of: 'this machine now',
    })
  })
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createHoldBack, createRoom, type RoomFigures } from '../../src/main/headroom/room.ts'

test('without a cap all that is left is room', () => {
  const holdBack = createHoldBack(null)
  expect(holdBack(500)).toEqual({ roomBytes: 500, heldBackBytes: 0 })
  expect(holdBack(900)).toEqual({ roomBytes: 900, heldBackBytes: 0 })
})

test('a cap sets aside what is above it at first, and from then on room moves as the machine does', () => {
  const holdBack = createHoldBack(200)
  expect(holdBack(500)).toEqual({ roomBytes: 200, heldBackBytes: 300 })
  expect(holdBack(450)).toEqual({ roomBytes: 150, heldBackBytes: 300 })
  expect(holdBack(600)).toEqual({ roomBytes: 300, heldBackBytes: 300 })
})

test('when less is left than was set aside there is no room', () => {
  const holdBack = createHoldBack(200)
  holdBack(500)
  expect(holdBack(120)).toEqual({ roomBytes: 0, heldBackBytes: 120 })
})

test('a cap above what is left sets nothing aside', () => {
  const holdBack = createHoldBack(800)
  expect(holdBack(500)).toEqual({ roomBytes: 500, heldBackBytes: 0 })
  expect(holdBack(900)).toEqual({ roomBytes: 900, heldBackBytes: 0 })
})

test('more in use than may be used is no room, never less than none', () => {
  expect(createHoldBack(null)(-300)).toEqual({ roomBytes: 0, heldBackBytes: 0 })
  expect(createHoldBack(100)(-300)).toEqual({ roomBytes: 0, heldBackBytes: 0 })
})

test('room and what is held back make up what is left, at every step', () => {
  const bytes = fc.integer({ min: -1_000_000, max: 1_000_000_000_000 })
  fc.assert(
    fc.property(fc.option(fc.maxSafeNat(), { nil: null }), fc.array(bytes), (cap, walk) => {
      const holdBack = createHoldBack(cap)
      walk.forEach((leftBytes, index) => {
        const { roomBytes, heldBackBytes } = holdBack(leftBytes)
        expect(roomBytes + heldBackBytes).toBe(Math.max(0, leftBytes))
        expect(Math.min(roomBytes, heldBackBytes)).toBeGreaterThanOrEqual(0)
        if (index === 0 && cap !== null) expect(roomBytes).toBeLessThanOrEqual(cap)
      })
    }),
  )
})

const figures: RoomFigures = {
  ram: { totalBytes: 1_000, availableBytes: 600 },
  gpu: null,
  isRamStale: false,
  isGpuUnknown: false,
  pressure: 'normal',
  swappedOutBytesPerSecond: null,
}

test('without a card the room is that of the RAM', () => {
  expect(createRoom(null)(figures)).toEqual({
    state: 'plenty',
    stateCause: null,
    roomBytes: 600,
    ramRoomBytes: 600,
    gpuRoomBytes: null,
    isGpuUnknown: false,
    ramHeldBackBytes: 0,
    gpuHeldBackBytes: 0,
  })
})

test('with a card the room is the smaller one, and the state is that of the scarcer one', () => {
  const ram = { totalBytes: 100_000, availableBytes: 10_000 }
  const roomOf = createRoom(null)
  const small = roomOf({ ...figures, ram, gpu: { limitBytes: 4_000, inUseBytes: 1_000 } })
  expect(small).toMatchObject({ roomBytes: 3_000, state: 'tight', stateCause: 'room' })
  const full = roomOf({ ...figures, ram, gpu: { limitBytes: 4_000, inUseBytes: 5_000 } })
  expect(full).toMatchObject({ roomBytes: 0, gpuRoomBytes: 0, state: 'full' })
})

test('an old or missing figure keeps the room, but nobody can tell the state', () => {
  const unknown = { roomBytes: 600, state: 'unknown', stateCause: null }
  expect(createRoom(null)({ ...figures, isRamStale: true })).toMatchObject(unknown)
  expect(createRoom(null)({ ...figures, isGpuUnknown: true })).toMatchObject({
    ...unknown,
    isGpuUnknown: true,
  })
})

test('the state remembers the word before', () => {
  const at = (availableBytes: number): RoomFigures => ({
    ...figures,
    ram: { totalBytes: 1_000, availableBytes },
  })
  const roomOf = createRoom(null)
  expect([160, 140, 160, 180].map((bytes) => roomOf(at(bytes)).state)).toEqual([
    'plenty',
    'tight',
    'tight',
    'plenty',
  ])
})

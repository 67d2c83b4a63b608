import { expect, test } from 'vitest'
import { roomMarkOf } from '../../../src/renderer/fit/use-room-mark.ts'
import { gemma, qwen } from '../../shared/loaded.ts'
import { muchKnown, nothingKnown } from '../../web/fake-core.ts'

const { room } = muchKnown
const withRoom = (gpuRoomBytes: number, ramRoomBytes: number) =>
  roomMarkOf({
    room: room.kind === 'ok' ? { ...room, gpuRoomBytes, ramRoomBytes } : room,
    models: [gemma],
  })

test('it stays where the room breathes, and changes with either room and with what is loaded', () => {
  expect(withRoom(10.01e9, 20e9)).toBe(withRoom(10.02e9, 20.05e9))
  expect(withRoom(10e9, 20e9)).not.toBe(withRoom(11e9, 20e9))
  expect(withRoom(10e9, 20e9)).not.toBe(withRoom(10e9, 21e9))
  expect(roomMarkOf({ room, models: [gemma] })).not.toBe(
    roomMarkOf({ room, models: [gemma, qwen] }),
  )
  expect(roomMarkOf({ room, models: [] })).not.toBe(roomMarkOf(nothingKnown))
})

import { expect, test } from 'vitest'
import {
  headlineOf,
  meaningOfState,
  nameOfPressure,
  sentenceOf,
} from '../../src/shared/sentence.ts'
import type { Gpu, Known, Room, Snapshot, Unknown } from '../../src/shared/snapshot.ts'

const nothing: Unknown = { kind: 'absent', reason: 'not asked in this test' }
const atMs = 1_795_200_000_000

const snapshotWith = (room: Room): Snapshot => ({
  schema: 'headroom/snapshot/1',
  atMs,
  mode: 'live',
  machine: nothing,
  memory: nothing,
  room,
  limit: nothing,
  gpu: nothing,
  pressure: nothing,
  swap: nothing,
  wired: nothing,
  disk: nothing,
  battery: nothing,
  power: nothing,
  thermal: nothing,
  apps: [],
  servers: [],
  models: [],
  loads: [],
  findings: [],
  notices: [],
  forecast: nothing,
  alerts: [],
  suggestion: null,
  acted: null,
  trail: { points: [], marks: [] },
  sources: [],
  cost: nothing,
})

type KnownRoom = Extract<Room, { kind: 'ok' }>
const roomOf = (roomBytes: number, ageMs: number, isStale: boolean): KnownRoom => ({
  kind: 'ok',
  atMs: atMs - ageMs,
  isStale,
  state: 'plenty',
  stateCause: null,
  roomBytes,
  ramRoomBytes: roomBytes,
  gpuRoomBytes: null,
  isGpuUnknown: false,
  ramHeldBackBytes: 0,
  gpuHeldBackBytes: 0,
})

test('the sentence promises no more room than there is', () => {
  expect(sentenceOf(snapshotWith(roomOf(24.39e9, 0, false)))).toBe('24.3 GB free for models')
})

test('without room the sentence says so', () => {
  expect(sentenceOf(snapshotWith(roomOf(0, 0, false)))).toBe('No room left for models')
})

test('an old room is told with its age', () => {
  expect(sentenceOf(snapshotWith(roomOf(2e9, 12_000, true)))).toBe(
    '2.0 GB free for models, 12 s ago',
  )
  expect(sentenceOf(snapshotWith(roomOf(0, 240_000, true)))).toBe(
    'No room left for models, 4 min ago',
  )
})

test('before the first answer the sentence promises nothing', () => {
  const room: Room = { kind: 'waiting', reason: 'no answer yet', state: 'unknown' }
  expect(sentenceOf(snapshotWith(room))).toBe('Looking at this machine')
})

test('a room that is not known comes with its reason', () => {
  const failed: Room = { kind: 'failed', reason: 'permission denied', state: 'unknown' }
  const absent: Room = { kind: 'absent', reason: 'no sources for plan9 yet', state: 'unknown' }
  expect(sentenceOf(snapshotWith(failed))).toBe('Room is not known: permission denied')
  expect(sentenceOf(snapshotWith(absent))).toBe('Room is not known: no sources for plan9 yet')
})

test('with a card of its own memory the sentence tells where the room is short', () => {
  const room = roomOf(2e9, 0, false)
  const onGpu: Room = { ...room, gpuRoomBytes: 2e9, ramRoomBytes: 9e9 }
  const inRam: Room = { ...room, gpuRoomBytes: 9e9 }
  expect(sentenceOf(snapshotWith(onGpu))).toBe('2.0 GB free for models in GPU memory')
  expect(sentenceOf(snapshotWith(inRam))).toBe('2.0 GB free for models in RAM')
  expect(sentenceOf(snapshotWith({ ...onGpu, roomBytes: 0, gpuRoomBytes: 0 }))).toBe(
    'No room left for models in GPU memory',
  )
})

test('a card that does not answer is told beside the place that the figure is of', () => {
  const room: KnownRoom = { ...roomOf(2e9, 0, false), isGpuUnknown: true }
  expect(sentenceOf(snapshotWith(room))).toBe(
    '2.0 GB free for models in RAM, but the GPU does not answer',
  )
  const old: Room = { ...room, gpuRoomBytes: 2e9, ramRoomBytes: 9e9 }
  expect(sentenceOf(snapshotWith(old))).toBe(
    '2.0 GB free for models in GPU memory, but the GPU does not answer',
  )
})

test('the sentence is its figure and its words', () => {
  expect(headlineOf(snapshotWith(roomOf(2e9, 0, false)))).toEqual({
    figure: '2.0 GB',
    words: 'free for models',
  })
  expect(headlineOf(snapshotWith(roomOf(0, 0, false)))).toEqual({
    figure: null,
    words: 'No room left for models',
  })
})

test('the state is explained by what it comes from', () => {
  const tight: KnownRoom = { ...roomOf(2e9, 0, false), state: 'tight' }
  expect(meaningOfState({ ...tight, stateCause: 'room' })).toBe('little room left')
  expect(meaningOfState({ ...tight, stateCause: 'pressure' })).toBe(
    'the system is under memory pressure',
  )
  expect(meaningOfState({ ...tight, stateCause: 'swapping' })).toBe('memory is moving to swap')
  expect(meaningOfState(roomOf(9e9, 0, false))).toBe('room to load and to grow')
  expect(meaningOfState({ ...nothing, state: 'unknown' })).toBe('cannot tell')
})

test('on a Mac the sentence tells whether Metal or the RAM is what is short', () => {
  const gpu: Known<Gpu> = {
    kind: 'ok',
    atMs,
    isStale: false,
    inUseBytes: 20e9,
    inUseNowBytes: 20e9,
    beyondLimitBytes: 0,
    isUnified: true,
    devices: [],
  }
  const onMac = (room: Room): string => sentenceOf({ ...snapshotWith(room), gpu })
  const short: Room = { ...roomOf(2e9, 0, false), gpuRoomBytes: 2e9, ramRoomBytes: 9e9 }
  expect(onMac(short)).toBe("2.0 GB free for models within Metal's limit")
  expect(onMac({ ...short, roomBytes: 0, gpuRoomBytes: 0 })).toBe(
    "No room left for models within Metal's limit",
  )
  expect(onMac({ ...short, ramRoomBytes: 2e9, gpuRoomBytes: 9e9 })).toBe(
    '2.0 GB free for models in RAM',
  )
})

test('pressure is called by what the kernel means with it', () => {
  expect([nameOfPressure('normal', 'linux'), nameOfPressure('normal', 'macos')]).toEqual([
    'normal',
    'normal',
  ])
  expect(nameOfPressure('warn', 'linux')).toBe('programs are waiting for memory')
  expect(nameOfPressure('critical', 'linux')).toBe('everything is waiting for memory')
  expect(nameOfPressure('warn', 'macos')).toBe('macOS is compressing memory')
  expect(nameOfPressure('critical', 'macos')).toBe('macOS is running out of memory')
})

import { describe, expect, test } from 'vitest'
import { createRoomPart } from '../../src/main/monitor/room-part.ts'
import type {
  Gpu,
  Known,
  Limit,
  Memory,
  Pressure,
  Snapshot,
  Swap,
  Unknown,
} from '../../src/shared/snapshot.ts'

const fresh = { kind: 'ok', atMs: 5_000, isStale: false } as const
const absent: Unknown = { kind: 'absent', reason: 'no such thing' }
const failed: Unknown = { kind: 'failed', reason: 'exit 9' }
const waiting: Unknown = { kind: 'waiting', reason: 'no answer yet' }

const memory: Known<Memory> = {
  ...fresh,
  totalBytes: 1_000,
  usedBytes: 400,
  availableBytes: 600,
  parts: [],
}
const gpu: Known<Gpu> = {
  ...fresh,
  inUseBytes: 200,
  inUseNowBytes: 50,
  beyondLimitBytes: 0,
  isUnified: true,
  devices: [],
}
const limit: Known<Limit> = {
  ...fresh,
  limitBytes: 700,
  source: 'metal',
  isEstimated: false,
  overrideBytes: null,
  maxBufferBytes: null,
  engineLines: [],
}
const pressure: Known<Pressure> = { ...fresh, level: 'critical', stalls: null, kernel: null }
const swap: Known<Swap> = {
  ...fresh,
  totalBytes: 10,
  usedBytes: 5,
  freeBytes: 5,
  inBytesPerSecond: 0,
  outBytesPerSecond: 5e6,
}

type Parts = Pick<Snapshot, 'memory' | 'gpu' | 'limit' | 'swap' | 'pressure'>
const roomOf = (parts: Partial<Parts>, roomCapBytes: number | null = null) =>
  createRoomPart({ roomCapBytes })({
    memory,
    gpu: absent,
    limit: absent,
    swap: absent,
    pressure: absent,
    ...parts,
  })

describe('room is not known', () => {
  test.each([absent, failed, waiting])('without memory, for its reason: $kind', (unknown) => {
    expect(roomOf({ memory: unknown, gpu, limit })).toEqual({ ...unknown, state: 'unknown' })
  })

  test('before the GPU has answered, so that nothing is promised', () => {
    expect(roomOf({ gpu: waiting })).toEqual({ ...waiting, state: 'unknown' })
  })
})

describe('room is', () => {
  test('that of the RAM where there is no GPU memory of its own', () => {
    expect(roomOf({})).toMatchObject({
      ...fresh,
      roomBytes: 600,
      gpuRoomBytes: null,
      isGpuUnknown: false,
      state: 'plenty',
    })
  })

  test('what is left to the limit beside the most that was in use lately', () => {
    expect(roomOf({ gpu, limit })).toMatchObject({
      roomBytes: 500,
      ramRoomBytes: 600,
      gpuRoomBytes: 500,
    })
  })

  test('none beyond the limit', () => {
    expect(roomOf({ gpu: { ...gpu, inUseBytes: 900 }, limit })).toMatchObject({
      roomBytes: 0,
      gpuRoomBytes: 0,
      state: 'full',
      stateCause: 'room',
    })
  })

  test('lowered for a trial, for both alike', () => {
    expect(roomOf({ gpu, limit }, 100)).toMatchObject({
      roomBytes: 100,
      ramHeldBackBytes: 500,
      gpuHeldBackBytes: 400,
    })
  })

  test('as old as the memory that it is worked out from', () => {
    const old = { ...memory, atMs: 1_000, isStale: true }
    expect(roomOf({ memory: old })).toMatchObject({
      atMs: 1_000,
      isStale: true,
      roomBytes: 600,
      state: 'unknown',
    })
  })

  test('told with an unknown state where the GPU failed, or is old', () => {
    const unknown = { kind: 'ok', state: 'unknown', stateCause: null, isGpuUnknown: true }
    expect(roomOf({ gpu: failed, limit })).toMatchObject({ ...unknown, gpuRoomBytes: null })
    expect(roomOf({ gpu: { ...gpu, isStale: true }, limit })).toMatchObject({
      ...unknown,
      gpuRoomBytes: 500,
    })
  })
})

describe('the state', () => {
  test('is that of the pressure or of the swap where they are worse', () => {
    expect(roomOf({ pressure })).toMatchObject({ state: 'full', stateCause: 'pressure' })
    expect(roomOf({ swap })).toMatchObject({ state: 'tight', stateCause: 'swapping' })
    expect(roomOf({ pressure, swap })).toMatchObject({ state: 'full', stateCause: 'pressure' })
  })

  test('does not believe an old pressure', () => {
    expect(roomOf({ pressure: { ...pressure, isStale: true } })).toMatchObject({ state: 'plenty' })
  })

  test('is that of the room alone where pressure and swap are not known', () => {
    expect(roomOf({ pressure: failed, swap: failed })).toMatchObject({ state: 'plenty' })
  })
})

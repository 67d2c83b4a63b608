import { describe, expect, test } from 'vitest'
import { limitGuideIn, macOsMajorIn } from '../../src/shared/limit-guide.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { nothingKnown } from '../web/fake-core.ts'

const gib = 2 ** 30
const ok = { kind: 'ok', atMs: 1, isStale: false } as const

const machine = {
  ...ok,
  platform: 'darwin',
  operatingSystem: 'macOS 15.6 (24G84)',
  processor: 'Apple M2 Max',
  coreCount: 12,
  model: null,
} as const
const limit = {
  ...ok,
  limitBytes: 48 * gib,
  source: 'metal',
  isEstimated: false,
  overrideBytes: null,
  maxBufferBytes: null,
  engineLines: [],
} as const
const mac: Snapshot = {
  ...nothingKnown,
  machine,
  memory: { ...ok, totalBytes: 64 * gib, usedBytes: 0, availableBytes: 64 * gib, parts: [] },
  gpu: {
    ...ok,
    inUseBytes: 0,
    inUseNowBytes: 0,
    beyondLimitBytes: 0,
    isUnified: true,
    devices: [],
  },
  limit,
}

const roomOf = (ramRoomBytes: number, gpuRoomBytes: number | null, isStale = false) => ({
  room: {
    ...ok,
    isStale,
    state: 'plenty' as const,
    stateCause: null,
    roomBytes: Math.min(ramRoomBytes, gpuRoomBytes ?? ramRoomBytes),
    ramRoomBytes,
    gpuRoomBytes,
    isGpuUnknown: false,
    ramHeldBackBytes: 0,
    gpuHeldBackBytes: 0,
  },
})
const ramLacks = 'Now RAM is what lacks: a higher limit gives no more room.'

describe('what a raise would bring now', () => {
  // from 48 GiB it may be raised by 8 GiB
  test.each<[string, Partial<Snapshot>, string | null]>([
    ['nothing, as the RAM has less room', roomOf(4.1e9, 5.3e9), ramLacks],
    ['nothing, as both have the same', roomOf(5e9, 5e9), ramLacks],
    ['nothing that the setting could count', roomOf(5e9 + 2 ** 20 - 1, 5e9), ramLacks],
    [
      'less than it is high',
      roomOf(7e9, 5e9),
      'Now a higher limit gives 2.0 GB more room at most: beyond that, RAM is what lacks.',
    ],
    ['all of it', roomOf(5e9 + 8 * gib, 5e9), null],
    ['not known, without a room', {}, null],
    ['not known, without that of the GPU', roomOf(4e9, null), null],
    ['not known, as that is of a while ago', roomOf(4.1e9, 5.3e9, true), null],
  ])('%s', (_, more, roomNote) => {
    expect(limitGuideIn({ ...mac, ...more })).toMatchObject({ kind: 'ok', roomNote })
  })
})

describe('by the Snapshot alone', () => {
  test('a raise is offered', () => {
    expect(limitGuideIn(mac)).toMatchObject({
      kind: 'ok',
      nowBytes: 48 * gib,
      mostBytes: 56 * gib,
      calmBytes: null,
      raisedToBytes: null,
    })
  })

  test('one that stands is told', () => {
    const raised = { ...limit, limitBytes: 52 * gib, overrideBytes: 52 * gib }
    expect(limitGuideIn({ ...mac, limit: raised })).toMatchObject({
      kind: 'ok',
      nowBytes: 52 * gib,
      raisedToBytes: 52 * gib,
    })
  })

  test('an override above the RAM can be set back, and that is all', () => {
    const raised = { ...limit, limitBytes: 64 * gib, overrideBytes: 500 * gib }
    expect(limitGuideIn({ ...mac, limit: raised })).toMatchObject({
      kind: 'refused',
      raisedToBytes: 500 * gib,
    })
  })

  test.each<[string, Partial<Snapshot>]>([
    ['a recording', { mode: 'replay' }],
    ['Linux', { machine: { ...machine, platform: 'linux', operatingSystem: 'Debian 12' } }],
    ['a newer macOS', { machine: { ...machine, operatingSystem: 'macOS 27.0' } }],
    ['a Mac of which nothing is told', { machine: nothingKnown.machine }],
    ['a Mac without its RAM', { memory: nothingKnown.memory }],
    ['a Mac without its limit', { limit: nothingKnown.limit }],
    [
      'a recording of a raised Mac',
      { mode: 'replay', limit: { ...limit, overrideBytes: 52 * gib } },
    ],
  ])('nothing is offered on %s', (_, more) => {
    expect(limitGuideIn({ ...mac, ...more })).toMatchObject({
      kind: 'refused',
      raisedToBytes: null,
    })
  })
})

test.each([
  ['macOS 26.1 (25B78)', 26],
  ['macOS 15', 15],
  ['macOS 13.3.1 (a) (22E772610a)', 13],
  ['Mac OS X 10.15.7 (19H2)', null],
  ['macOS', null],
  ['macOS Tahoe', null],
  ['Debian GNU/Linux 12 (6.1, x64)', null],
])('%s is macOS %s', (system, major) => {
  expect(macOsMajorIn(system)).toBe(major)
})

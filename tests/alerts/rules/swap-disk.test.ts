import { expect, test } from 'vitest'
import { swapDisk } from '../../../src/main/alerts/rules/swap-disk.ts'
import type { Pressure, Snapshot, Swap } from '../../../src/shared/snapshot.ts'
import { GB, known, macAt, replayed, watching } from '../moments.ts'

/** Of a Mac: only macOS tells of its kernel. */
const ofMac: Pressure = {
  level: 'normal',
  stalls: null,
  kernel: {
    level: 'normal',
    availableRatio: null,
    availableBytes: null,
    compressorBytes: null,
    toWarnRatio: null,
    toCriticalRatio: null,
    notWiredOrCompressedRatio: null,
  },
}

const at = (
  atMs: number,
  freeBytes: number,
  swap: Partial<Swap> = {},
  pressure: Pressure = ofMac,
): Snapshot =>
  macAt(atMs, {
    pressure: known(atMs, pressure),
    disk: known(atMs, { path: '/', totalBytes: 500 * GB, freeBytes }),
    swap: known(atMs, {
      totalBytes: 4 * GB,
      usedBytes: 3 * GB,
      freeBytes: 1 * GB,
      inBytesPerSecond: 0,
      outBytesPerSecond: 0,
      ...swap,
    }),
  })

const lasting = (snapshotAt: (atMs: number, index: number) => Snapshot, count = 12) =>
  replayed(watching(swapDisk), { count, everyMs: 1_000 }, snapshotAt)

const unused = { usedBytes: 0, freeBytes: 4 * GB }

test('a disk with less than the line is told while swap is on it', () => {
  expect(lasting((atMs) => at(atMs, 3.2 * GB)).at(-1)).toMatchObject([
    {
      severity: 'warning',
      sentence:
        '3.2 GB are free on the disk, and 5.0 GB should be: 1.8 GB missing. Swap holds 3.0 GB. Once it is full, macOS ends programs.',
      figures: {
        line: 'disk',
        lineBytes: 500 * GB,
        needBytes: 5 * GB,
        haveBytes: 3.2 * GB,
        msLeft: null,
      },
    },
  ])
  expect(lasting((atMs) => at(atMs, 5.1 * GB)).flat()).toEqual([])
})

test('where nothing is swapped the line lies much lower', () => {
  expect(lasting((atMs) => at(atMs, 1.1 * GB, unused)).flat()).toEqual([])
  expect(lasting((atMs) => at(atMs, 0.9 * GB, unused)).flat()).not.toEqual([])
})

test('it is imminent where swap will be full within a minute, however much is free still', () => {
  const fast = (atMs: number) => at(atMs, 20 * GB, { outBytesPerSecond: 0.5 * GB })
  expect(lasting(fast).at(-1)).toMatchObject([
    {
      severity: 'imminent',
      sentence:
        '20.0 GB are free on the disk, and 29.0 GB should be: 9.0 GB missing. Swap grows by 500 MB/s, and is full in about 42 s. Once it is full, macOS ends programs.',
      figures: { msLeft: 42_000, needBytes: 29 * GB, haveBytes: 20 * GB },
    },
  ])
})

test('Linux has what swap it was given: a full disk is no matter of memory', () => {
  const linux: Pressure = { level: 'normal', stalls: null, kernel: null }
  expect(lasting((atMs) => at(atMs, 0.2 * GB, {}, linux)).flat()).toEqual([])
})

/** What the kernel says of itself. */
const short: Pressure = { ...ofMac, level: 'warn' }

test('what goes back into RAM for a while leaves it one episode, while the kernel is short and some minutes on', () => {
  const watch = watching(swapDisk)
  const seen = replayed(watch, { count: 1_100, everyMs: 1_000 }, (atMs, index) =>
    at(atMs, 2.4 * GB, index % 500 < 20 ? {} : unused, index < 700 ? short : ofMac),
  )
  const standing = seen.slice(5, 1_000)
  expect(standing.every(([alert]) => alert?.isClearing === false)).toBe(true)
  expect(new Set(standing.flat().map(({ id }) => id)).size).toBe(1)
  const back = replayed(watching(swapDisk), { count: 400, everyMs: 1_000 }, (atMs, index) =>
    at(atMs, 2.4 * GB, index < 20 ? {} : unused),
  )
  expect(back.map(({ length }) => length).join('')).toBe(
    `${'0'.repeat(5)}${'1'.repeat(375)}${'0'.repeat(20)}`,
  )
})

test('a kernel that is short is no swap: nothing is told where none was used', () => {
  expect(lasting((atMs) => at(atMs, 2.4 * GB, unused, short), 30).flat()).toEqual([])
})

test('it clears only well above the line: at the edge it is one episode', () => {
  const seen = lasting(
    (atMs, index) => at(atMs, index < 60 ? (4.8 + (index % 4) * 0.3) * GB : 7 * GB),
    100,
  )
  expect(seen.flat()).toEqual([])
  const risen = lasting(
    (atMs, index) =>
      at(atMs, index < 8 ? 4 * GB : index < 60 ? (4.8 + (index % 4) * 0.3) * GB : 7 * GB),
    130,
  )
  expect(risen.map(({ length }) => length).join('')).toBe(
    `${'0'.repeat(5)}${'1'.repeat(115)}${'0'.repeat(10)}`,
  )
  expect(new Set(risen.flat().map(({ id }) => id)).size).toBe(1)
})

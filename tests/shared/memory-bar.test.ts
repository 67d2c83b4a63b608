import { describe, expect, test } from 'vitest'
import { barOf, type MemoryBar, type StretchKind } from '../../src/shared/memory-bar.ts'
import type { Model } from '../../src/shared/server.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { nothingKnown } from '../web/fake-core.ts'
import { GB, gpuOf, limitOf, mac, modelOf, ok, roomOf, size } from './barred.ts'

const drawn = (bar: MemoryBar | null): readonly (readonly [StretchKind, number])[] =>
  (bar?.stretches ?? []).flatMap(({ kind, bytes }) => (bytes === 0 ? [] : [[kind, bytes / GB]]))

describe('the bar of a Mac', () => {
  test('goes from the models over the room to the limit, to what is free beyond, to all else', () => {
    const models = [
      modelOf({ total: size(7 * GB), weights: size(5 * GB), kv: size(1.5 * GB) }),
      modelOf({ total: size(2 * GB) }),
    ]
    expect(drawn(barOf({ ...mac, models }))).toEqual([
      ['weights', 5],
      ['kv', 1.5],
      ['compute', 0.5],
      ['models', 2],
      ['gpuOther', 1],
      ['room', 12],
      ['free', 4],
      ['unattributed', 2],
      ['rest', 4],
    ])
  })

  test('names the limit and the lines of engines that lie within RAM', () => {
    const bar = barOf(mac)
    expect(bar?.limit).toEqual({ lineBytes: 22 * GB, isEstimated: false })
    expect(bar?.engineLines.map(({ engine }) => engine)).toEqual(['llama.cpp'])
  })

  test('ends the room before the limit where RAM is what lacks', () => {
    const full = {
      ...mac,
      memory: { ...ok, totalBytes: 32 * GB, usedBytes: 29 * GB, availableBytes: 3 * GB, parts: [] },
      room: roomOf(3 * GB, 12 * GB),
    }
    expect(drawn(barOf(full))).toEqual([
      ['gpuInUse', 10],
      ['room', 3],
      ['unattributed', 2],
      ['rest', 17],
    ])
  })
})

describe('the bar of a Mac that is full, held back, or has models of several kinds', () => {
  test('has no room and tells the excess where more is in use than the limit', () => {
    const beyond = {
      ...mac,
      memory: { ...ok, totalBytes: 32 * GB, usedBytes: 29 * GB, availableBytes: 3 * GB, parts: [] },
      gpu: { ...ok, ...gpuOf(24 * GB, 2 * GB) },
      room: roomOf(3 * GB, 0),
    }
    const bar = barOf(beyond)
    expect(bar?.beyondBytes).toBe(2 * GB)
    expect(drawn(bar)).toEqual([
      ['gpuInUse', 24],
      ['free', 3],
      ['unattributed', 2],
      ['rest', 3],
    ])
  })

  test('shows what --room sets aside between the room and what is free', () => {
    const room = roomOf(4 * GB, 4 * GB)
    if (room.kind !== 'ok') throw new Error('it is known')
    const held = { ...room, ramHeldBackBytes: 12 * GB, gpuHeldBackBytes: 8 * GB }
    expect(drawn(barOf({ ...mac, room: held })).slice(1, 4)).toEqual([
      ['room', 4],
      ['held', 8],
      ['free', 4],
    ])
  })

  test('counts weights that two models share once, and no model of another machine', () => {
    const one = { total: size(6 * GB), weights: size(5 * GB), kv: size(1 * GB) }
    const models = [
      modelOf(one),
      { ...modelOf(one), sharesFile: true },
      { ...modelOf(one), isRemote: true },
    ]
    expect(drawn(barOf({ ...mac, models })).slice(0, 3)).toEqual([
      ['weights', 5],
      ['kv', 2],
      ['gpuOther', 3],
    ])
  })
})

describe('the bar of a Mac with models that are not all on the GPU', () => {
  const rest = (models: readonly Model[]) => drawn(barOf({ ...mac, models })).slice(0, 3)
  const ofProcess = { bytes: 3 * GB, origin: 'process' } as const

  test('takes nothing of one model for another that shares its file and has less on the GPU', () => {
    const one = modelOf({ total: size(6 * GB), weights: size(5 * GB), kv: size(1 * GB) })
    const other = {
      ...modelOf({ onGpu: size(2 * GB), weights: size(5 * GB) }),
      sharesFile: true,
    }
    expect(rest([one])).toEqual(rest([one, other]))
    expect(rest([one, other])).toEqual([
      ['weights', 5],
      ['kv', 1],
      ['gpuOther', 4],
    ])
  })

  test('leaves out what was told to stay off the GPU, whatever its process holds', () => {
    const memory = { total: ofProcess, weights: size(3 * GB) }
    expect(rest([{ ...modelOf(memory), isOnGpu: false }])[0]).toEqual(['gpuInUse', 10])
    expect(rest([{ ...modelOf({ ...memory, onGpu: size(GB) }), isOnGpu: false }])[0]).toEqual([
      'weights',
      1,
    ])
  })

  test('takes what a process holds only where its engine puts all of it on the GPU', () => {
    expect(rest([modelOf({ total: ofProcess })])[0]).toEqual(['gpuInUse', 10])
    expect(rest([{ ...modelOf({ total: ofProcess }), isOnGpu: true }])[0]).toEqual(['models', 3])
  })
})

describe('the bar of a machine with a card of its own', () => {
  const card: Snapshot = {
    ...mac,
    gpu: { ...ok, ...gpuOf(18 * GB), isUnified: false },
    limit: { ...ok, ...limitOf(24 * GB), engineLines: [] },
    memory: {
      ...ok,
      totalBytes: 64 * GB,
      usedBytes: 24 * GB,
      availableBytes: 40 * GB,
      parts: [
        { kind: 'programs', bytes: 20 * GB },
        { kind: 'kernel', bytes: 3 * GB },
        { kind: 'other', bytes: 1 * GB },
      ],
    },
    room: roomOf(40 * GB, 6 * GB),
  }

  test('is the memory that has the least room, with a word of the other', () => {
    const bar = barOf(card)
    expect(bar?.line).toBe('gpu')
    expect(drawn(bar)).toEqual([
      ['gpuInUse', 18],
      ['room', 6],
    ])
    expect(bar?.beside).toEqual({ line: 'ram', roomBytes: 40 * GB, wholeBytes: 64 * GB })
    const other = barOf({ ...card, room: roomOf(5 * GB, 6 * GB) })
    expect([other?.line, other?.beside?.line]).toEqual(['ram', 'gpu'])
  })

  test('counts of a model only what is told of the card', () => {
    const models = [
      modelOf({ total: size(20 * GB), onGpu: size(14 * GB), weights: size(18 * GB) }),
      modelOf({ total: size(3 * GB), weights: size(2 * GB) }),
    ]
    expect(drawn(barOf({ ...card, models }))).toEqual([
      ['weights', 14],
      ['gpuOther', 4],
      ['room', 6],
    ])
  })

  test('is all RAM, by what the kernel counts, where there is no GPU', () => {
    const bare = { ...card, gpu: nothingKnown.gpu, room: roomOf(40 * GB, null) }
    expect(barOf(bare)?.beside).toBeNull()
    expect(drawn(barOf(bare))).toEqual([
      ['programs', 20],
      ['kernel', 3],
      ['other', 1],
      ['room', 40],
    ])
  })
})

test('where no room is known there is no bar', () => {
  expect(barOf(nothingKnown)).toBeNull()
  expect(barOf({ ...mac, memory: nothingKnown.memory })).toBeNull()
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { barOf } from '../../src/shared/memory-bar.ts'
import type { MemoryPartKind, Snapshot } from '../../src/shared/snapshot.ts'
import { formatRoom, formatSum } from '../../src/shared/units.ts'
import { nothingKnown } from '../web/fake-core.ts'
import { GB, gpuOf, limitOf, mac, modelOf, ok, roomOf, size } from './barred.ts'

const bytes = fc.integer({ min: 0, max: 2 ** 40 })
const maybe = fc.option(bytes.map(size))
const models = fc.array(
  fc.record({ total: maybe, onGpu: maybe, weights: maybe, kv: maybe }).chain((memory) =>
    fc.record({ isRemote: fc.boolean(), sharesFile: fc.boolean() }).map((is) => ({
      ...modelOf(memory),
      ...is,
    })),
  ),
  { maxLength: 4 },
)
const kinds: readonly MemoryPartKind[] = ['programs', 'shared', 'kernel', 'wired', 'compressed']
/** Whatever a Snapshot may say, also what no two sources agree on. */
const anything = fc
  .record({
    total: bytes,
    available: bytes,
    inUse: bytes,
    limit: fc.option(bytes),
    ramRoom: bytes,
    gpuRoom: fc.option(bytes),
    held: bytes,
    gpuHeld: bytes,
    unattributed: bytes,
    isUnified: fc.boolean(),
    parts: fc.array(bytes, { maxLength: kinds.length }),
    models,
  })
  .map((one): Snapshot => {
    const room = roomOf(Math.min(one.ramRoom, one.total), one.gpuRoom)
    if (room.kind !== 'ok') throw new Error('it is known')
    return {
      ...mac,
      models: one.models,
      memory: {
        ...ok,
        totalBytes: one.total,
        usedBytes: one.total - Math.min(one.total, one.available),
        availableBytes: Math.min(one.total, one.available),
        parts: one.parts.flatMap((part, index) => {
          const kind = kinds[index]
          return kind === undefined ? [] : [{ kind, bytes: part }]
        }),
      },
      gpu: { ...ok, ...gpuOf(one.inUse), isUnified: one.isUnified },
      limit: one.limit === null ? nothingKnown.limit : { ...ok, ...limitOf(one.limit) },
      room: { ...room, ramHeldBackBytes: one.held, gpuHeldBackBytes: one.gpuHeld },
      wired: {
        ...ok,
        wiredBytes: 0,
        gpuBytes: 0,
        unattributedBytes: one.unattributed,
        history: [],
      },
    }
  })

test('for any Snapshot no stretch is below 0, they come to the whole, and the room is that of the headline', () => {
  fc.assert(
    fc.property(anything, (snapshot) => {
      const bar = barOf(snapshot)
      if (bar === null || snapshot.room.kind !== 'ok') throw new Error('there is one')
      const figures = bar.stretches.map((stretch) => stretch.bytes)
      expect(figures.every((figure) => figure >= 0)).toBe(true)
      expect(figures.reduce((sum, figure) => sum + figure, 0)).toBe(bar.wholeBytes)
      const index = bar.stretches.findIndex(({ kind }) => kind === 'room')
      expect(figures[index]).toBe(snapshot.room.roomBytes)
      expect(new Set(bar.stretches.map(({ kind }) => kind)).size).toBe(bar.stretches.length)
      expect(bar.beyondBytes).toBeGreaterThanOrEqual(0)
      expect((bar.limit?.lineBytes ?? 0) + bar.beyondBytes).toBeLessThanOrEqual(bar.wholeBytes)
      for (const { lineBytes } of bar.engineLines)
        expect(lineBytes).toBeLessThanOrEqual(bar.wholeBytes)
    }),
  )
})

test('a model more that shares its file takes nothing away from the others', () => {
  const stretch = (snapshot: Snapshot, wanted: string): number =>
    barOf(snapshot)?.stretches.find(({ kind }) => kind === wanted)?.bytes ?? 0
  // all of the models' bytes are in use, so that nothing is cut off
  const roomy = models.map((some): Snapshot => ({
    ...mac,
    memory: { ...ok, totalBytes: 2 ** 50, usedBytes: 2 ** 49, availableBytes: 0, parts: [] },
    gpu: { ...ok, ...gpuOf(2 ** 50) },
    models: some,
  }))
  const small = fc.record({ onGpu: bytes.map(size), weights: bytes.map(size) })
  fc.assert(
    fc.property(roomy, small, (snapshot, memory) => {
      const sharing = { ...modelOf(memory), sharesFile: true }
      const more = { ...snapshot, models: [...snapshot.models, sharing] }
      for (const kind of ['weights', 'kv', 'compute', 'models'])
        expect(stretch(more, kind)).toBeGreaterThanOrEqual(stretch(snapshot, kind))
    }),
    { numRuns: 50 },
  )
})

test('the room in the legend of a bar of GB reads as the headline does', () => {
  fc.assert(
    fc.property(
      anything.filter(
        ({ room, memory }) =>
          room.kind === 'ok' &&
          room.roomBytes >= GB &&
          memory.kind === 'ok' &&
          memory.totalBytes < 900 * GB,
      ),
      (snapshot) => {
        const bar = barOf({ ...snapshot, gpu: nothingKnown.gpu })
        if (bar === null || snapshot.room.kind !== 'ok') throw new Error('there is one')
        const index = bar.stretches.findIndex(({ kind }) => kind === 'room')
        const { parts } = formatSum(
          bar.stretches.map((stretch) => stretch.bytes),
          index,
        )
        expect(parts[index]).toBe(formatRoom(snapshot.room.roomBytes))
      },
    ),
    { numRuns: 50 },
  )
})

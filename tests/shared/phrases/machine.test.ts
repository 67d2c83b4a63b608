import { describe, expect, test } from 'vitest'
import { actedText } from '../../../src/shared/acted-text.ts'
import { shownEngineLines } from '../../../src/shared/engine-lines.ts'
import { factsOf } from '../../../src/shared/facts.ts'
import {
  headlineOf,
  meaningOfMemoryKind,
  meaningOfState,
  nameOfPart,
  nameOfPressure,
  sentenceOf,
} from '../../../src/shared/sentence.ts'
import { nameOfMemoryKind } from '../../../src/shared/showing.ts'
import type {
  KernelPressure,
  LimitSource,
  PressureLevel,
  Room,
  Snapshot,
  ThermalLevel,
} from '../../../src/shared/snapshot.ts'
import { GB, known, macAt, t0 } from '../../alerts/moments.ts'
import { nothingKnown } from '../../web/fake-core.ts'
import { keptActOf } from '../act-of.ts'
import { every, limitOf, swapOf } from './alert-moments.ts'
import { unknownOf } from './books.ts'

const levels: readonly PressureLevel[] = ['normal', 'warn', 'critical']

test('every language has the headline, wherever the room is short, and however old it is', () => {
  const snapshot = macAt(t0)
  const { room, gpu } = snapshot
  if (room.kind !== 'ok' || gpu.kind !== 'ok') throw new Error('no room')
  const rooms = every([0, 3 * GB], [null, 3 * GB, 40 * GB], (roomBytes, gpuRoomBytes) =>
    [false, true].flatMap((isGpuUnknown) =>
      [false, true].map((isStale): Room => {
        return { ...room, roomBytes, gpuRoomBytes, isGpuUnknown, isStale, atMs: t0 - 12_000 }
      }),
    ),
  ).flat()
  const waiting: Room = { kind: 'waiting', state: 'unknown', reason: 'no answer yet' }
  const failed: Room = { kind: 'failed', state: 'unknown', reason: 'its last answer is too old' }
  const texts = [...rooms, waiting, failed].flatMap((one) =>
    [true, false].flatMap((isUnified) => {
      const shown = { ...snapshot, room: one, gpu: { ...gpu, isUnified } }
      return [sentenceOf(shown), headlineOf(shown).words]
    }),
  )
  expect(new Set(texts).size).toBeGreaterThan(35)
  expect(unknownOf(texts)).toEqual([])
})

test('every language has what the state, the parts of memory and the kinds of figures mean', () => {
  const { room } = macAt(t0)
  if (room.kind !== 'ok') throw new Error('no room')
  const states = (['plenty', 'tight', 'full', 'unknown'] as const).flatMap((state) =>
    ([null, 'room', 'pressure', 'swapping'] as const).map((stateCause) =>
      meaningOfState({ ...room, state, stateCause }),
    ),
  )
  const texts = [
    ...states,
    ...Object.values(nameOfPart),
    ...Object.values(meaningOfMemoryKind),
    ...Object.values(nameOfMemoryKind),
    ...levels.flatMap((level) => [nameOfPressure(level, 'linux'), nameOfPressure(level, 'macos')]),
  ]
  expect(unknownOf(texts)).toEqual([])
})

test('every language has what engines do beyond the limit', () => {
  const lines = (['fails', 'refuses'] as const).flatMap((beyond) =>
    (['MLX', 'PyTorch'] as const).map((engine, at) => {
      return { engine, lineBytes: (22 + at) * GB, beyond }
    }),
  )
  const each = { ...limitOf(22 * GB, null), engineLines: lines }
  const together = { ...each, engineLines: lines.map((line) => ({ ...line, lineBytes: 22 * GB })) }
  const texts = [each, together].flatMap((limit) =>
    shownEngineLines(limit).flatMap(({ text, meaning }) => [text, meaning]),
  )
  expect(texts).toHaveLength(12)
  expect(unknownOf(texts)).toEqual([])
})

test('every language has what was done by itself', () => {
  const acts = every(['done', 'waiting', 'held'] as const, [null, 3e9], (outcome, returnedBytes) =>
    ['Ollama', null].map((server) => actedText(keptActOf({ outcome, returnedBytes, server }))),
  ).flat()
  expect(new Set(acts).size).toBe(6)
  expect(unknownOf(acts)).toEqual([])
})

/** What the facts of these parts say: those that are not there, or have nothing to say, are none. */
const factsWith = (parts: Partial<Snapshot>): readonly string[] =>
  factsOf({ ...nothingKnown, atMs: t0, ...parts }).flatMap(({ name, value, note, trouble }) =>
    [name, value, note, trouble].filter((text) => text !== null),
  )
/** A sign of what is awaited is no word. */
const isWord = (text: string): boolean => text !== '…'

describe('of memory, every language has the facts', () => {
  test('of its pressure', () => {
    const kernelOf = (toWarnRatio: number | null, toCriticalRatio: number): KernelPressure => ({
      level: null,
      availableRatio: 0.5,
      availableBytes: null,
      compressorBytes: null,
      toWarnRatio,
      toCriticalRatio,
      notWiredOrCompressedRatio: null,
    })
    const kernels = [
      kernelOf(null, 0),
      kernelOf(0.1, 0.2),
      kernelOf(-0.1, 0.1),
      kernelOf(-0.2, -0.1),
    ]
    const stalls = { some10sRatio: 0.1, some60sRatio: 0.1, full10sRatio: 0.1, full60sRatio: 0.1 }
    const texts = levels.flatMap((level) => [
      ...kernels.flatMap((kernel) =>
        factsWith({ pressure: known(t0, { level, kernel, stalls: null }) }),
      ),
      ...factsWith({ pressure: known(t0, { level, kernel: null, stalls }) }),
    ])
    expect(unknownOf(texts)).toEqual([])
  })

  test('of swap, limit and disk', () => {
    const sources: readonly LimitSource[] = ['metal', 'wired-limit', 'engine-log', 'rule']
    const none = { totalBytes: 0, usedBytes: 0, freeBytes: 0 }
    const texts = [
      ...sources.flatMap((source) =>
        factsWith({ limit: known(t0, { ...limitOf(22 * GB, null), source }) }),
      ),
      ...every(['Ollama', null], [0, 80 * 3_600_000], (program, agoMs) =>
        factsWith({
          limit: known(t0, {
            ...limitOf(22 * GB, null),
            source: 'engine-log',
            logged: { program, atMs: t0 - agoMs },
          }),
        }),
      ).flat(2),
      ...[0, 5e6].flatMap((pace) => factsWith({ swap: swapOf(t0, 3 * GB, pace) })),
      ...factsWith({ swap: { ...swapOf(t0, 0, 0), ...none } }),
      ...factsWith({ disk: known(t0, { path: '/', totalBytes: 500e9, freeBytes: 200e9 }) }),
    ]
    expect(unknownOf(texts)).toEqual([])
  })
})

describe('of the machine, every language has the facts', () => {
  test('of heat and battery', () => {
    const heats: readonly (ThermalLevel | null)[] = [
      'nominal',
      'moderate',
      'heavy',
      'trapping',
      null,
    ]
    const texts = [
      ...every([81, null], [0.7, null], (hottestCelsius, speedLimitRatio) =>
        heats.flatMap((level) =>
          factsWith({ thermal: known(t0, { hottestCelsius, zones: [], level, speedLimitRatio }) }),
        ),
      ).flat(),
      ...every([0.4, null], [true, false], (levelRatio, isOnBattery) =>
        factsWith({ battery: known(t0, { levelRatio, isOnBattery }) }),
      ).flat(),
    ]
    expect(unknownOf(texts)).toEqual([])
  })

  test('of the GPU, its power and its memory', () => {
    const { gpu } = macAt(t0)
    if (gpu.kind !== 'ok') throw new Error('no GPU')
    const device = {
      name: 'Apple M4',
      usableBytes: null,
      inUseBytes: 0,
      busyRatio: 0.4,
      powerWatts: null,
      clockHertz: null,
      celsius: null,
      coreCount: null,
    }
    const powers = [1.4e9, null].map((gpuClockHertz) =>
      known(t0, { source: 'macmon' as const, gpuWatts: 9, cpuWatts: 4, gpuClockHertz }),
    )
    const wired = { wiredBytes: 3e9, gpuBytes: 1e9, unattributedBytes: 2e9, history: [] }
    const texts = powers.flatMap((power) =>
      factsWith({ gpu: { ...gpu, devices: [device] }, power, wired: known(t0, wired) }),
    )
    expect(unknownOf(texts)).toEqual([])
  })
})

test('every language has that a fact is old, awaited, or not known', () => {
  const old = { ...swapOf(t0 - 40_000, 3 * GB, 0), isStale: true }
  const texts = [
    ...factsWith({ swap: old }),
    ...factsWith({ swap: { kind: 'waiting', reason: 'no answer yet' } }),
    ...factsWith({ swap: { kind: 'failed', reason: 'its last answer is too old' } }),
  ]
  expect(unknownOf(texts.filter(isWord))).toEqual([])
})

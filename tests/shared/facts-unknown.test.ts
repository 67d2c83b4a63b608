import { expect, test } from 'vitest'
import { factsOf, type Fact } from '../../src/shared/facts.ts'
import type { Gpu, Known, Snapshot, Unknown } from '../../src/shared/snapshot.ts'
import { nothingKnown } from '../web/fake-core.ts'

const atMs = 1_795_200_000_000
const old = { kind: 'ok', atMs: atMs - 12_000, isStale: true } as const
const gpu: Known<Gpu> = {
  ...old,
  inUseBytes: 5e9,
  inUseNowBytes: 5e9,
  beyondLimitBytes: 0,
  isUnified: true,
  devices: [
    {
      name: 'Apple M4',
      usableBytes: 20e9,
      inUseBytes: 5e9,
      busyRatio: 0.42,
      powerWatts: null,
      clockHertz: null,
      celsius: null,
      coreCount: null,
    },
  ],
}

/** Every part that a fact is made of; `power` is told beside a GPU only. */
const everyPart = (part: Unknown): Partial<Snapshot> => ({
  pressure: part,
  swap: part,
  limit: part,
  gpu: part,
  power: part,
  wired: part,
  disk: part,
  thermal: part,
  battery: part,
})
const factsWith = (parts: Partial<Snapshot>): readonly Fact[] =>
  factsOf({ ...nothingKnown, atMs, ...parts })
const namesOf = (facts: readonly Fact[]): readonly string[] => facts.map(({ name }) => name)

test('what waits for its first answer stands in its place, without a figure; but the limit', () => {
  const facts = factsWith(everyPart({ kind: 'waiting', reason: 'no answer yet' }))
  expect(namesOf(facts)).toEqual(['Pressure', 'Swap', 'GPU', 'Wired', 'Disk', 'Heat', 'Battery'])
  for (const fact of facts)
    expect(fact).toMatchObject({ value: '…', note: null, isStale: true, trouble: null })
})

test('what has failed says why; but the limit', () => {
  const facts = factsWith(everyPart({ kind: 'failed', reason: 'permission denied' }))
  expect(namesOf(facts)).toEqual(['Pressure', 'Swap', 'GPU', 'Wired', 'Disk', 'Heat', 'Battery'])
  for (const fact of facts)
    expect(fact).toMatchObject({
      value: 'not known',
      note: null,
      isStale: true,
      trouble: 'permission denied',
    })
})

test('what is not on this machine is left out', () => {
  expect(factsWith(everyPart({ kind: 'absent', reason: 'no such thing' }))).toEqual([])
})

test('a power that has failed or waits says so beside the GPU', () => {
  const failed = factsWith({ gpu, power: { kind: 'failed', reason: 'exit 1' } })
  expect(failed.at(-1)).toEqual({
    kind: 'power',
    name: 'Power',
    value: 'not known',
    note: null,
    isStale: true,
    trouble: 'exit 1',
  })
  const waiting = factsWith({ gpu, power: { kind: 'waiting', reason: 'no answer yet' } })
  expect(waiting.at(-1)).toMatchObject({ name: 'Power', value: '…', trouble: null })
})

test('what is old is told with its age in place of all else that is good to know', () => {
  const kernel = {
    level: null,
    availableRatio: 0.7,
    toWarnRatio: 0.2,
    availableBytes: 14e9,
    compressorBytes: 6e9,
    toCriticalRatio: 0.357,
    notWiredOrCompressedRatio: 0.5,
  }
  const facts = factsWith({
    pressure: { ...old, level: 'normal', stalls: null, kernel },
    swap: {
      ...old,
      totalBytes: 8e9,
      usedBytes: 1.5e9,
      freeBytes: 6.5e9,
      inBytesPerSecond: null,
      outBytesPerSecond: 5e6,
    },
    limit: {
      ...old,
      limitBytes: 22e9,
      source: 'metal',
      isEstimated: false,
      overrideBytes: null,
      maxBufferBytes: null,
      engineLines: [],
    },
    gpu,
    power: { ...old, source: 'macmon', gpuWatts: 4, cpuWatts: null, gpuClockHertz: 389e6 },
    wired: { ...old, wiredBytes: 9e9, gpuBytes: 5e9, unattributedBytes: 4e9, history: [] },
    disk: { ...old, path: '/', totalBytes: 500e9, freeBytes: 85e9 },
    thermal: { ...old, hottestCelsius: 60, zones: [], level: null, speedLimitRatio: 0.5 },
    battery: { ...old, isOnBattery: true, levelRatio: 0.5 },
  })
  expect(namesOf(facts)).toHaveLength(9)
  expect(facts.map(({ value }) => value)).toEqual([
    'normal',
    '1.5 GB used',
    '22.0 GB',
    '42 % busy',
    '4.0 W',
    '4.0 GB',
    '85.0 GB free',
    '60 °C',
    '50 %',
  ])
  for (const fact of facts)
    expect(fact).toMatchObject({ note: '12 s ago', isStale: true, trouble: null })
})

import { describe, expect, test } from 'vitest'
import { kernelPressure } from '../../../src/main/alerts/rules/kernel-pressure.ts'
import type { RuleId } from '../../../src/shared/alert.ts'
import type { RunsOut } from '../../../src/shared/forecast.ts'
import type { Pressure, PressureLevel, Snapshot, Stalls } from '../../../src/shared/snapshot.ts'
import {
  GB,
  known,
  loadOf,
  macAt,
  modelOf,
  needOf,
  nothingToCome,
  replayed,
  serverOf,
  t0,
  watching,
} from '../moments.ts'

/** As macOS counts: 12 GB that are neither wired nor compressed in themselves, and the compressor. */
function macPressure(level: PressureLevel, availableRatio: number): Pressure {
  const availableBytes = availableRatio * 12 * GB
  return {
    level,
    stalls: null,
    kernel: {
      level,
      availableRatio,
      availableBytes,
      compressorBytes: 12 * GB - availableBytes,
      toWarnRatio: availableRatio - 0.5,
      toCriticalRatio: availableRatio - 1.2 / 3.5,
      notWiredOrCompressedRatio: 0.5,
    },
  }
}

const withModel = { servers: [serverOf('s')], models: [modelOf('m', 5 * GB)] }
const at = (atMs: number, pressure: Pressure, rest: Partial<Snapshot> = withModel): Snapshot =>
  macAt(atMs, { pressure: known(atMs, pressure), ...rest })

const lasting = (pressureAt: (index: number) => Pressure, rest?: Partial<Snapshot>, count = 60) =>
  replayed(watching(kernelPressure), { count, everyMs: 1_000 }, (atMs, index) =>
    at(atMs, pressureAt(index), rest),
  )
const ending: RunsOut = {
  line: 'ram',
  lineBytes: 32 * GB,
  roomBytes: 3 * GB,
  bytesPerSecond: 0.03 * GB,
  msLeft: 100_000,
  lowMsLeft: 90_000,
  highMsLeft: 190_000,
  by: 'trend',
  sureness: 'sure',
  toComeBytes: null,
  grower: null,
}

const firstAt = (seen: readonly (readonly unknown[])[]): number =>
  seen.findIndex((alerts) => alerts.length > 0)

describe('the levels of macOS', () => {
  test('warn is told after ten seconds, with what has to come free until it is at ease', () => {
    const seen = lasting(() => macPressure('warn', 0.45))
    expect(firstAt(seen)).toBe(10)
    expect(seen.at(-1)).toMatchObject([
      {
        severity: 'warning',
        title: 'macOS is short of memory',
        sentence:
          'The kernel counts 5.4 GB as available and is at ease again with about 9.9 GB: 4.5 GB have to come free. Until then it compresses and swaps, and everything slows down.',
        figures: { line: 'pressure', haveBytes: 0.45 * 12 * GB, needBytes: 9.9 * GB },
      },
    ])
  })

  test('critical is told after two, and is imminent', () => {
    const seen = lasting(() => macPressure('critical', 0.3))
    expect(firstAt(seen)).toBe(2)
    expect(seen.at(-1)).toMatchObject([{ severity: 'imminent' }])
  })

  test('a level without its figures is told without figures', () => {
    const bare: Pressure = {
      level: 'warn',
      stalls: null,
      kernel: {
        level: 'warn',
        availableRatio: null,
        availableBytes: null,
        compressorBytes: null,
        toWarnRatio: null,
        toCriticalRatio: null,
        notWiredOrCompressedRatio: null,
      },
    }
    expect(lasting(() => bare).at(-1)).toMatchObject([{ figures: { kind: 'none' } }])
  })

  test('it clears when the level is normal again, and not between', () => {
    const seen = lasting((index) =>
      index < 20 ? macPressure('warn', 0.49) : macPressure(index < 30 ? 'warn' : 'normal', 0.61),
    )
    expect(seen.map(({ length }) => length).join('')).toBe(
      `${'0'.repeat(10)}${'1'.repeat(40)}${'0'.repeat(10)}`,
    )
  })
})

describe('near the line', () => {
  const shrinking = (index: number) => macPressure('normal', 0.56 - Math.min(index, 45) * 0.001)

  test('is a notice where the distance shrinks and a model wants its memory', () => {
    const seen = lasting(shrinking, withModel, 60)
    expect(firstAt(seen)).toBeGreaterThan(20)
    expect(seen.at(-1)).toMatchObject([
      { severity: 'notice', title: 'macOS will soon be short of memory' },
    ])
  })

  test('is left only further away than it was entered', () => {
    const then = (availableRatio: number) =>
      lasting(
        (index) => (index < 45 ? shrinking(index) : macPressure('normal', availableRatio)),
        withModel,
        100,
      ).at(-1)
    expect(then(0.57)).toHaveLength(1)
    expect(then(0.59)).toEqual([])
  })

  test('is nothing where it stays as it is, or where there is no model', () => {
    expect(lasting(() => macPressure('normal', 0.52)).flat()).toEqual([])
    expect(lasting(shrinking, {}).flat()).toEqual([])
  })
})

/** 3 GB of 32 left in RAM: that does not shrink any more. */
const atFloor: Partial<Snapshot> = {
  ...withModel,
  room: macAt(t0, {}, { availableBytes: 3 * GB }).room,
}
/** So far from the line, and nearer by so much a second. */
const coming =
  (fromRatio: number, perSecond: number) =>
  (index: number): Pressure =>
    macPressure('normal', 0.5 + fromRatio - perSecond * index)

describe('on its way to the line', () => {
  test('is a warning where RAM is at its floor and it goes on, with the time that is left', () => {
    const seen = lasting(coming(0.3, 0.002), atFloor, 70)
    expect(firstAt(seen)).toBe(50)
    expect(seen[50]).toMatchObject([
      {
        severity: 'warning',
        title: 'macOS will soon be short of memory',
        sentence:
          'The kernel counts 8.4 GB as available: it compresses more and more, and is short of memory in about 1 min.',
        figures: { msLeft: expect.closeTo(100_000, -2) },
      },
    ])
  })

  test('a longer way off is nothing', () => {
    expect(lasting(coming(0.4, 0.001), atFloor, 120).flat()).toEqual([])
  })

  test('with room in RAM, without a model, or by one step it is nothing', () => {
    expect(lasting(coming(0.3, 0.002), withModel, 70).flat()).toEqual([])
    const { room } = atFloor
    expect(lasting(coming(0.3, 0.002), room === undefined ? {} : { room }, 70).flat()).toEqual([])
    const stepped = lasting((index) => macPressure('normal', index < 50 ? 0.8 : 0.65), atFloor, 120)
    expect(stepped.flat()).toEqual([])
  })
})

describe('an alert of what is on its way', () => {
  test('stands though its model has gone, and clears where it is no nearer any more', () => {
    const seen = replayed(watching(kernelPressure), { count: 240, everyMs: 1_000 }, (atMs, index) =>
      at(
        atMs,
        coming(0.4, 0.0025)(Math.min(index, 90)),
        index < 80 ? atFloor : { ...atFloor, models: [] },
      ),
    )
    expect(seen[90]).toMatchObject([{ severity: 'warning', isClearing: false }])
    expect(new Set(seen.flat().map(({ id }) => id)).size).toBe(1)
    expect(seen.at(-1)).toEqual([])
  })

  test('is not told of what a load takes, nor while it has only just ended', () => {
    const loads = [loadOf('qwen3:30b', needOf(19.2 * GB, 25 * GB))]
    const seen = (rest: Partial<Snapshot>) =>
      replayed(watching(kernelPressure), { count: 90, everyMs: 1_000 }, (atMs, index) =>
        at(atMs, coming(0.4, 0.0025)(index), { ...atFloor, ...rest }),
      )
    expect(seen({ loads }).flat()).toEqual([])
    expect(seen({}).flat()).not.toEqual([])
  })

  test('is clearing for five minutes while the floor is not left: the GPU takes in steps', () => {
    const seen = replayed(watching(kernelPressure), { count: 520, everyMs: 1_000 }, (atMs, index) =>
      at(atMs, coming(0.4, 0.0025)(Math.min(index, 90)), atFloor),
    )
    const clearing = seen.map(([alert]) => alert?.isClearing === true)
    expect(clearing.filter(Boolean)).toHaveLength(300)
    expect(clearing.lastIndexOf(true) - clearing.indexOf(true)).toBe(299)
    expect(seen.at(-1)).toEqual([])
  })

  test('is not told beside the end of the room, and is as soon as that is told no more', () => {
    const runsOut = { ...ending, roomBytes: 3 * GB }
    const seen = (sureness: RunsOut['sureness'], untilIndex: number, off: readonly RuleId[] = []) =>
      replayed(watching(kernelPressure, { off }), { count: 90, everyMs: 1_000 }, (atMs, index) =>
        at(atMs, coming(0.3, 0.002)(index), {
          ...atFloor,
          forecast: known(atMs, {
            ...nothingToCome,
            runsOut: index < untilIndex ? { ...runsOut, sureness } : null,
          }),
        }),
      )
    expect(seen('sure', 90).flat()).toEqual([])
    expect(firstAt(seen('sure', 75))).toBe(80)
    expect(firstAt(seen('likely', 90))).toBe(50)
    expect(firstAt(seen('sure', 90, ['running-out']))).toBe(50)
  })
})

describe('Linux', () => {
  const stalled = (level: PressureLevel, some10sRatio: number, full10sRatio: number): Pressure => {
    const stalls: Stalls = { some10sRatio, some60sRatio: 0, full10sRatio, full60sRatio: 0 }
    return { level, stalls, kernel: null }
  }

  test('tells in how much of the time programs waited', () => {
    expect(lasting(() => stalled('warn', 0.18, 0.02)).at(-1)).toMatchObject([
      {
        severity: 'warning',
        title: 'Programs are waiting for memory',
        sentence:
          'In 18 % of the last ten seconds a program waited for memory: everything slows down.',
        figures: { kind: 'none' },
      },
    ])
    expect(lasting(() => stalled('critical', 0.5, 0.25)).at(-1)).toMatchObject([
      { severity: 'imminent', title: 'Everything is waiting for memory' },
    ])
  })
})

test('nothing is told where pressure is not known, and what stands is stale', () => {
  const watch = watching(kernelPressure)
  replayed(watch, { count: 12, everyMs: 1_000 }, (atMs) => at(atMs, macPressure('warn', 0.45)))
  const lost = macAt(t0 + 12_000, { pressure: { kind: 'failed', reason: 'x' } })
  expect(watch.see(lost)).toMatchObject([{ isStale: true }])
  expect(watching(kernelPressure).see(lost)).toEqual([])
})

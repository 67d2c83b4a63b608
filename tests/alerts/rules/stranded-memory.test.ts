import { describe, expect, test } from 'vitest'
import { strandedMemory } from '../../../src/main/alerts/rules/stranded-memory.ts'
import type { Model } from '../../../src/shared/server.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { GB, known, macAt, modelOf, replayed, serverOf, watching } from '../moments.ts'

const at = (
  atMs: number,
  unattributedBytes: number,
  models: readonly Model[],
  rest: Partial<Snapshot> = {},
): Snapshot =>
  macAt(atMs, {
    servers: [serverOf('s')],
    models,
    wired: known(atMs, {
      wiredBytes: unattributedBytes + 1 * GB,
      gpuBytes: 1 * GB,
      unattributedBytes,
      history: [],
    }),
    ...rest,
  })

const held = [modelOf('llama3', 18 * GB)]
/** Every five seconds, two minutes with the model and then without it. */
const endsAt = 24
const history = (
  leftBytes: (index: number) => number,
  {
    models = held,
    count = 60,
    rest = {},
  }: { models?: readonly Model[]; count?: number; rest?: Partial<Snapshot> } = {},
) =>
  replayed(watching(strandedMemory), { count, everyMs: 5_000 }, (atMs, index) =>
    at(
      atMs,
      3 * GB + (index % 3) * 0.1 * GB + (index < endsAt ? 0 : leftBytes(index)),
      index < endsAt ? models : models.slice(1),
      rest,
    ),
  )

describe('wired memory that stays when a model has gone', () => {
  test('is told after a minute, held against what was before', () => {
    const seen = history(() => 12 * GB)
    expect(seen.findIndex((alerts) => alerts.length > 0)).toBe(endsAt + 12)
    expect(seen.at(-1)).toMatchObject([
      {
        severity: 'warning',
        title: '12.1 GB of memory without an owner',
        sentence:
          'llama3 ended 2 min ago, but 15.2 GB are wired without an owner, where 3.1 GB were before: 12.1 GB did not come back.',
        advice: 'If it stays, only a restart of the Mac frees it.',
        figures: { line: 'before', lineBytes: 3.1 * GB, haveBytes: 3.1 * GB },
      },
    ])
  })

  test('is a notice where it is little and there is room', () => {
    expect(history(() => 4 * GB).at(-1)).toMatchObject([{ severity: 'notice' }])
  })

  test('is nothing where it comes back within a minute, or is as little as the kernel breathes', () => {
    expect(history((index) => (index < endsAt + 8 ? 12 * GB : 0)).flat()).toEqual([])
    expect(history(() => 2.2 * GB).flat()).toEqual([])
  })

  test('clears by itself when it comes back later', () => {
    const seen = history((index) => (index < endsAt + 30 ? 12 * GB : 0.5 * GB), { count: 70 })
    expect(seen.map(({ length }) => length).join('')).toBe(
      `${'0'.repeat(36)}${'1'.repeat(20)}${'0'.repeat(14)}`,
    )
  })
})

describe('what comes later', () => {
  const minute = 12
  test('is not blamed on the end where not enough was left then', () => {
    // 1.6 GB stay, of the 2.56 GB of the line; 10 GB more come an hour later
    const seen = history((index) => (index < endsAt + 60 * minute ? 1.6 * GB : 12 * GB), {
      count: endsAt + 90 * minute,
    })
    expect(seen.flat()).toEqual([])
  })

  test('nor where what was left was more for a moment', () => {
    const seen = history(
      (index) => (index < endsAt + 3 ? 4 : index < endsAt + 60 * minute ? 1.6 : 12) * GB,
      { count: endsAt + 90 * minute },
    )
    expect(seen.flat()).toEqual([])
  })

  test('what has been told stands while it does not come back, and its end is forgotten with it', () => {
    const leftAt = (index: number): number => {
      if (index < endsAt + 10 * minute) return 12
      if (index < endsAt + 20 * minute) return 1.6
      return index < endsAt + 22 * minute ? 0.1 : 12
    }
    const seen = history((index) => leftAt(index) * GB, { count: endsAt + 40 * minute })
    expect(seen[endsAt + 20 * minute - 1]).toMatchObject([{ isClearing: false }])
    expect(seen.at(-1)).toEqual([])
  })

  test('what rises some minutes after an end is told, and later it is not', () => {
    const told = (minutes: number) =>
      history((index) => (index < endsAt + minutes * minute ? 0 : 12 * GB), { count: 240 }).flat()
        .length > 0
    expect([told(4), told(4.5), told(6)]).toEqual([true, true, false])
  })
})

describe('it is silent', () => {
  test('where nothing has ended, whatever is wired', () => {
    const seen = replayed(watching(strandedMemory), { count: 80, everyMs: 5_000 }, (atMs, index) =>
      at(atMs, index < 30 ? 3 * GB : 15 * GB, held),
    )
    expect(seen.flat()).toEqual([])
  })

  test('where what has ended held less than is missing now', () => {
    expect(history(() => 12 * GB, { models: [modelOf('tiny', 1 * GB)] }).flat()).toEqual([])
  })

  test('where Headroom has not looked for long enough before', () => {
    const seen = replayed(watching(strandedMemory), { count: 60, everyMs: 5_000 }, (atMs, index) =>
      at(atMs, index < 6 ? 3 * GB : 15 * GB, index < 6 ? held : []),
    )
    expect(seen.flat()).toEqual([])
  })

  test('where another holder does not tell how much is its', () => {
    const untold = modelOf('other', 0, {
      memory: { total: null, onGpu: null, weights: null, kv: null },
    })
    expect(history(() => 12 * GB, { models: [...held, untold] }).flat()).toEqual([])
  })

  test('where the list of servers is lost: nobody has ended', () => {
    const lost = {
      id: 'servers',
      title: '',
      kind: 'failed',
      reason: 'x',
      ageMs: null,
      isStale: false,
      tookMs: null,
      everyMs: 5_000,
    } as const
    const seen = replayed(watching(strandedMemory), { count: 60, everyMs: 5_000 }, (atMs, index) =>
      at(
        atMs,
        index < endsAt ? 3 * GB : 15 * GB,
        index < endsAt ? held : [],
        index < endsAt ? {} : { sources: [lost], servers: [] },
      ),
    )
    expect(seen.flat()).toEqual([])
  })
})

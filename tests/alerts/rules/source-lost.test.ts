import { describe, expect, test } from 'vitest'
import { sourceLost } from '../../../src/main/alerts/rules/source-lost.ts'
import type { ServerState } from '../../../src/shared/server.ts'
import type { Snapshot, Source } from '../../../src/shared/snapshot.ts'
import { known, macAt, replayed, serverOf, t0, watching } from '../moments.ts'
import { answering } from '../of-sources.ts'

const source = (id: string, rest: Partial<Source>): readonly Source[] =>
  answering(id).map((one) => ({ ...one, ...rest }))

const failed: Partial<Source> = { kind: 'failed', reason: 'exit 9', ageMs: 70_000, isStale: true }
const at = (atMs: number, ...lists: readonly (readonly Source[])[]): Snapshot =>
  macAt(atMs, { sources: lists.flat() })

const tens = (count: number) => ({ count, everyMs: 10_000 })

describe('a source that does not answer any more', () => {
  test('is told after a minute, with its reason', () => {
    const all = replayed(watching(sourceLost), tens(7), (atMs) => at(atMs, source('gpu', failed)))
    expect(all.slice(0, 6).flat()).toEqual([])
    expect(all[6]).toMatchObject([
      {
        severity: 'notice',
        title: 'No answer: GPU memory',
        sentence:
          'For more than 1 min there is no answer from: GPU memory (exit 9). What depends on it is not of now.',
        about: { sourceId: 'gpu' },
      },
    ])
  })

  test('is told after five questions where it is asked seldom', () => {
    const seldom = { ...failed, everyMs: 30_000 }
    const all = replayed(watching(sourceLost), tens(16), (atMs) => at(atMs, source('gpu', seldom)))
    expect(all.map(({ length }) => length).lastIndexOf(0)).toBe(14)
  })

  test('that misses some of its questions is none', () => {
    const missed = { ...failed, everyMs: 30_000 }
    const all = replayed(watching(sourceLost), tens(360), (atMs, index) =>
      at(atMs, source('gpu', index % 15 < 3 ? { everyMs: 30_000 } : missed)),
    )
    expect(all.flat()).toEqual([])
  })

  test('among others is one alert for all of them', () => {
    const ids = ['memory', 'gpu', 'processes', 'pressure', 'servers']
    const all = replayed(watching(sourceLost), tens(7), (atMs) =>
      at(atMs, ...ids.map((id) => source(id, failed))),
    )
    expect(all[6]).toMatchObject([{ title: 'No answer: 5 sources' }])
    expect(all[6]?.[0]?.sentence).toContain(
      'memory, GPU memory, the list of programs, and 2 more (exit 9)',
    )
  })
})

describe('no loss of a source', () => {
  test.each([
    ['was never there', 'gpu', { kind: 'absent', isStale: false }],
    ['has never answered', 'gpu', { ...failed, ageMs: null }],
    ['is waited for', 'gpu', { kind: 'waiting', isStale: false, ageMs: null }],
    ['no figure depends on', 'top', failed],
    ['answers', 'gpu', {}],
  ] as const)('is none where it %s', (_, id, rest) => {
    const all = replayed(watching(sourceLost), tens(30), (atMs) => at(atMs, source(id, rest)))
    expect(all.flat()).toEqual([])
  })

  test('because the machine slept is none', () => {
    const watch = watching(sourceLost)
    watch.see(at(t0, source('gpu', { isStale: true, ageMs: 4_000 })))
    const awake = t0 + 3_600_000
    expect(watch.see(at(awake, source('gpu', { isStale: true, ageMs: 3_600_000 })))).toEqual([])
    expect(watch.see(at(awake + 5_000, source('gpu', {})))).toEqual([])
  })

  test('is one episode where it answers now and then, and clears when it does so for long', () => {
    const all = replayed(watching(sourceLost), tens(60), (atMs, index) =>
      at(atMs, source('gpu', index < 43 && index % 9 !== 8 ? failed : {})),
    )
    expect(new Set(all.flat().map(({ id }) => id)).size).toBe(1)
    expect(all[44]).toMatchObject([{ isClearing: true }])
    expect(all.at(-1)).toEqual([])
  })
})

describe('a server that is silent while its process lives', () => {
  const silent = (atMs: number, state: ServerState, busyRatio: number | null = null): Snapshot => ({
    ...macAt(atMs, {
      servers: [serverOf('s', { state, stateReason: state === 'silent' ? 'no answer' : null })],
    }),
    gpu: known(atMs, {
      inUseBytes: 1e9,
      inUseNowBytes: 1e9,
      beyondLimitBytes: 0,
      isUnified: true,
      devices: [
        {
          name: 'M4',
          usableBytes: null,
          inUseBytes: 1e9,
          busyRatio,
          powerWatts: null,
          clockHertz: null,
          celsius: null,
          coreCount: null,
        },
      ],
    }),
  })

  test('is told after two minutes', () => {
    const all = replayed(watching(sourceLost), tens(14), (atMs, index) =>
      silent(atMs, index === 0 ? 'ready' : 'silent'),
    )
    expect(all.slice(0, 13).flat()).toEqual([])
    expect(all[13]).toMatchObject([{ title: 'No answer: Ollama', about: { serverId: 's' } }])
  })

  test('is none where the GPU works: it may be at a long prompt', () => {
    const all = replayed(watching(sourceLost), tens(40), (atMs, index) =>
      silent(atMs, index === 0 ? 'ready' : 'silent', 0.9),
    )
    expect(all.flat()).toEqual([])
  })

  test('is none where it has never answered', () => {
    const all = replayed(watching(sourceLost), tens(40), (atMs) => silent(atMs, 'silent'))
    expect(all.flat()).toEqual([])
  })
})

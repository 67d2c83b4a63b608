import { describe, expect, test } from 'vitest'
import { goodNews } from '../../../src/main/alerts/rules/good-news.ts'
import { defaultAlertSettings } from '../../../src/shared/alert-settings.ts'
import type { StateWord } from '../../../src/shared/snapshot.ts'
import { GB, loadOf, macAt, needOf, replayed, t0, watching } from '../moments.ts'
import { withRoom } from '../of-sources.ts'

test('is off unless it is asked for', () => {
  const load = loadOf('qwen3:8b', needOf(5 * GB, 20 * GB), { stage: 'loaded', endedAtMs: t0 })
  const loaded = macAt(t0, { loads: [load] })
  const { on, off } = defaultAlertSettings
  expect(watching(goodNews, { on, off }).see(loaded)).toEqual([])
  expect(watching(goodNews, { on: ['good-news'], off }).see(loaded)).toHaveLength(1)
})

describe('a model that is loaded', () => {
  const load = loadOf('qwen3:8b', needOf(5 * GB, 20 * GB), {
    stage: 'loaded',
    endedAtMs: t0 + 21_000,
  })
  const at = (afterMs: number) => macAt(t0 + 21_000 + afterMs, { loads: [load] })

  test('is told for half a minute', () => {
    const watch = watching(goodNews)
    expect(watch.see(at(0))).toMatchObject([
      {
        severity: 'notice',
        title: 'qwen3:8b is loaded',
        sentence: 'qwen3:8b is loaded, after 21 s. Room for 21.0 GB is left.',
        about: { loadId: 'qwen3:8b' },
      },
    ])
    expect(watch.see(at(30_000))).toHaveLength(1)
    expect(watch.see(at(31_000))).toEqual([])
  })

  test('is none while it loads, or where it did not', () => {
    for (const stage of ['loading', 'failed'] as const)
      expect(watching(goodNews).see(macAt(t0, { loads: [{ ...load, stage }] }))).toEqual([])
  })
})

describe('memory that is back', () => {
  const tens = (words: readonly StateWord[]) =>
    replayed(watching(goodNews), { count: words.length, everyMs: 10_000 }, (atMs, index) =>
      withRoom(macAt(atMs), { state: words[index] ?? 'unknown' }),
    )

  test('is told for half a minute, after a shortage of as long', () => {
    const all = tens(['full', 'full', 'tight', 'plenty', 'plenty', 'plenty', 'plenty', 'plenty'])
    expect(all.map(({ length }) => length)).toEqual([0, 0, 0, 1, 1, 1, 1, 0])
    expect(all[3]).toMatchObject([
      { title: 'Memory is back', sentence: 'There is room for models again: 21.0 GB.' },
    ])
  })

  test('is none after a short shortage, nor where nobody knows', () => {
    expect(tens(['full', 'tight', 'plenty', 'plenty']).flat()).toEqual([])
    expect(tens(['full', 'full', 'full', 'full', 'unknown', 'unknown']).flat()).toEqual([])
  })

  test('is taken back where it is short again', () => {
    const all = tens(['full', 'full', 'full', 'full', 'plenty', 'tight', 'plenty'])
    expect(all.map(({ length }) => length)).toEqual([0, 0, 0, 0, 1, 0, 0])
  })
})

describe('a load that did not fit', () => {
  const failed = loadOf('llama3:70b', needOf(40 * GB, 20 * GB), { stage: 'failed', endedAtMs: t0 })
  const room = (atMs: number, gpuRoomBytes: number) => withRoom(macAt(atMs), { gpuRoomBytes })

  test('is told once, when it would fit', () => {
    const watch = watching(goodNews)
    expect(watch.see({ ...room(t0, 20 * GB), loads: [failed] })).toEqual([])
    expect(watch.see(room(t0 + 60_000, 44 * GB))).toEqual([])
    expect(watch.see(room(t0 + 70_000, 45 * GB))).toMatchObject([
      { title: 'llama3:70b would fit now' },
    ])
    expect(watch.see(room(t0 + 101_000, 45 * GB))).toEqual([])
    expect(watch.see(room(t0 + 110_000, 20 * GB))).toEqual([])
    expect(watch.see(room(t0 + 120_000, 45 * GB))).toEqual([])
  })

  test('is forgotten where it is loaded again, or after half an hour', () => {
    const watch = watching(goodNews)
    watch.see({ ...room(t0, 20 * GB), loads: [failed] })
    watch.see({ ...room(t0 + 10_000, 20 * GB), loads: [{ ...failed, stage: 'loading' }] })
    expect(watch.see(room(t0 + 20_000, 45 * GB))).toEqual([])

    const late = watching(goodNews)
    late.see({ ...room(t0, 20 * GB), loads: [failed] })
    expect(late.see(room(t0 + 1_801_000, 45 * GB))).toEqual([])
  })
})

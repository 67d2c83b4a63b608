import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { History } from '../../../src/shared/history.ts'
import { alertId } from '../../../src/shared/ids.ts'
import { known, modelOf, serverOf } from '../../alerts/moments.ts'
import { standing } from '../../shared/standing-alert.ts'
import { at, dayMs, hourMs, minuteMs, pointsOf, t0 } from '../moments.ts'
import { memoryLikeStore, newStorePath, readStore, storeAt } from './stores.ts'

const wattsAt = (ms: number, gpuWatts: number) => ({
  power: known(t0 + ms, {
    source: 'powermetrics' as const,
    gpuWatts,
    cpuWatts: null,
    gpuClockHertz: null,
  }),
})

/** But for where it lies, and for what a sum in another order leaves of a fraction. */
const comparable = (history: History) => ({
  ...history,
  keptIn: null,
  columns: {
    ...history.columns,
    gpuWatts: history.columns.gpuWatts.map((watts) => (watts === null ? null : watts.toFixed(6))),
  },
})

test('the disk says on each grid what a memory without an end would say, however often it was written and opened', async () => {
  const gaps = fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 200, max: 14_000 }) },
    { weight: 2, arbitrary: fc.integer({ min: 20_000, max: 9 * hourMs }) },
    { weight: 1, arbitrary: fc.integer({ min: -hourMs, max: -1 }) },
  )
  const course = fc.array(
    fc.tuple(gaps, fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 19 })),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  const spans = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 20 * hourMs }), fc.integer({ min: 1, max: 400 })),
    { minLength: 1, maxLength: 4 },
  )
  await fc.assert(
    fc.asyncProperty(course, spans, async (steps, asked) => {
      const path = newStorePath()
      const memory = memoryLikeStore()
      let store = storeAt(path)
      let ms = 12 * hourMs
      for (const [afterMs, room, turn] of steps) {
        ms = Math.max(0, ms + afterMs)
        const sight = at(ms, room, turn % 3 === 0 ? {} : wattsAt(ms, room / 7), {
          gpuInUseBytes: room * 2,
        })
        memory.note(sight)
        store.note(sight)
        // writes all that waits
        if (turn === 7) await store.keep(true).then(() => store.flush())
      }
      await store.flush()
      for (const [backMs, mostPoints] of asked) {
        const input = { sinceMs: t0 + ms - backMs - 1, untilMs: t0 + ms + 1, mostPoints }
        expect(comparable(await store.read(input))).toEqual(comparable(memory.read(input)))
      }
      await store.close()
      store = storeAt(path)
      const input = { sinceMs: t0 + ms - hourMs, untilMs: t0 + ms + 1, mostPoints: 99 }
      expect(comparable(await store.read(input))).toEqual(comparable(memory.read(input)))
      await store.close()
    }),
    { numRuns: 12 },
  )
})

describe('the history on the disk', () => {
  test('is still there for the next Headroom, which goes on behind a hole', async () => {
    const path = newStorePath()
    const first = storeAt(path)
    for (let ms = 0; ms <= 10_000; ms += 5_000) first.note(at(ms, ms + 1))
    await first.close()
    const next = storeAt(path)
    next.note(at(8 * hourMs, 7))
    const history = await readStore(next, 0, 8 * hourMs + 1, 100_000)
    expect(history).toMatchObject({
      keptIn: 'store',
      keptSinceMs: t0,
      trouble: null,
      stepMs: 10_000,
    })
    expect(pointsOf(history).filter(([, bytes]) => bytes !== null)).toEqual([
      [0, 1],
      [10_000, 10_001],
      [8 * hourMs, 7],
    ])
  })
})

describe('the file', () => {
  test('is a second for an hour, ten for a day, a minute for thirty days', async () => {
    const path = newStorePath()
    const store = storeAt(path)
    for (let ms = 0; ms <= hourMs; ms += 5_000) store.note(at(ms, 5))
    const stepOf = async (spanMs: number): Promise<number> =>
      (await store.read({ sinceMs: t0 + hourMs - spanMs, untilMs: t0 + hourMs, mostPoints: 1e6 }))
        .stepMs
    expect(await stepOf(30 * minuteMs)).toBe(1_000)
    store.note(at(2 * dayMs, 5))
    expect((await readStore(store, 2 * dayMs - 20 * hourMs, 2 * dayMs, 1e6)).stepMs).toBe(10_000)
    expect((await readStore(store, 0, 2 * dayMs, 1e6)).stepMs).toBe(60_000)
  })

  test('is written once a minute, and at once when an alert begins', async () => {
    const path = newStorePath()
    const store = storeAt(path)
    const look = storeAt(path, { mayWrite: false })
    for (let ms = 0; ms < 60_000; ms += 5_000) store.note(at(ms, 5))
    await store.settled()
    expect(existsSync(path)).toBe(false)
    expect((await readStore(look, 0, hourMs)).keptSinceMs).toBeNull()
    store.note(at(60_000, 5))
    await store.settled()
    expect(pointsOf(await readStore(look, 0, hourMs)).at(-1)).toEqual([60_000, 5])
    const alert = { ...standing, id: alertId('a'), sinceMs: t0 + 70_000 }
    store.note(at(70_000, 4, { alerts: [alert] }))
    await store.settled()
    const seen = await readStore(look, 0, hourMs)
    expect(seen.events).toMatchObject([{ kind: 'alert', atMs: t0 + 70_000, what: alert.title }])
    expect(pointsOf(seen).at(-1)).toEqual([70_000, 4])
  })

  test('is readable for its user alone, and whoever only looks makes no file', async () => {
    const path = newStorePath()
    const look = storeAt(path, { mayWrite: false })
    look.note(at(0, 5))
    expect(await readStore(look, 0, hourMs)).toMatchObject({ atMs: [], trouble: null })
    await look.close()
    expect(readdirSync(dirname(path))).toEqual([])
    const store = storeAt(path)
    store.note(at(0, 5))
    await store.flush()
    const modes = readdirSync(dirname(path)).map(
      (name) => statSync(`${dirname(path)}/${name}`).mode & 0o777,
    )
    expect(new Set(modes)).toEqual(new Set([0o600]))
    expect(store.bytes()).toBe(0)
  })
})

describe('of models', () => {
  test('has what each model held at the most, of the hours that are asked for', async () => {
    const path = newStorePath()
    const store = storeAt(path)
    const held = (ms: number, bytes: number) =>
      at(ms, 5, {
        models: [
          modelOf('qwen3', bytes, { serverId: serverOf('s').id }),
          modelOf('far', 9e9, { isRemote: true }),
        ],
        servers: [serverOf('s')],
      })
    store.note(held(0, 4e9))
    store.note(held(5_000, 6e9))
    await store.flush()
    store.note(held(10_000, 5e9))
    store.note(held(3 * hourMs, 2e9))
    const peak = { model: 'qwen3', server: 'Ollama' }
    expect((await readStore(store, 0, hourMs)).peaks).toEqual([
      { ...peak, bytes: 6e9, atMs: t0 + 5_000 },
    ])
    expect((await readStore(store, 3 * hourMs, 4 * hourMs)).peaks).toEqual([
      { ...peak, bytes: 2e9, atMs: t0 + 3 * hourMs },
    ])
    await store.close()
    const [most] = (await readStore(storeAt(path), 0, 4 * hourMs)).peaks
    expect(most).toEqual({ ...peak, bytes: 6e9, atMs: t0 + 5_000 })
  })
})

describe('what is forgotten', () => {
  test('is gone from the disk, to the last byte, and it begins anew', async () => {
    const path = newStorePath()
    const secret = 'a-model-that-nobody-may-know'
    const store = storeAt(path)
    const mark = { atMs: t0, kind: 'finding' as const, what: secret }
    store.note(at(0, 5, { trail: { points: [], marks: [mark] } }))
    await store.flush()
    // another that has it open
    const other = storeAt(path)
    other.note(at(0, 5))
    await other.flush()
    const all = (): string =>
      readdirSync(dirname(path))
        .map((name) => readFileSync(`${dirname(path)}/${name}`, 'latin1'))
        .join('')
    expect(all()).toContain(secret)
    expect(await store.clear()).toMatchObject({ kind: 'ok' })
    expect(readdirSync(dirname(path))).toEqual([])
    expect(await store.exportText()).toBe('')
    // the other finds that its file is gone, and writes no ghost
    other.note(at(60_000, 9))
    await other.flush()
    store.note(at(65_000, 8))
    await store.flush()
    expect(all()).not.toContain(secret)
    const points = pointsOf(await readStore(store, 0, hourMs)).filter(([, bytes]) => bytes !== null)
    expect(points.at(-1)).toEqual([64_000, 8])
  })

  test('goes also where nothing is to be kept, and what is kept stays until then', async () => {
    const path = newStorePath()
    const store = storeAt(path)
    store.note(at(0, 5))
    await store.flush()
    await store.keep(false)
    store.note(at(5_000, 6))
    await store.flush()
    const inMemory = await readStore(store, 0, hourMs)
    expect(inMemory).toMatchObject({ keptIn: 'memory', keptSinceMs: t0 + 5_000, trouble: null })
    expect(store.bytes()).toBeGreaterThan(0)
    expect(existsSync(path)).toBe(true)
    await store.keep(true)
    expect(pointsOf(await readStore(store, 0, hourMs))).toEqual([[0, 5]])
    await store.keep(false)
    expect(await store.clear()).toMatchObject({ kind: 'ok' })
    expect(existsSync(path)).toBe(false)
  })
})

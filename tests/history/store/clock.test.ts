import { describe, expect, test } from 'vitest'
import { at, dayMs, hourMs, minuteMs, pointsOf, t0 } from '../moments.ts'
import { newStorePath, readStore, storeAt } from './stores.ts'

const markAt = (ms: number) => ({
  trail: { points: [], marks: [{ atMs: t0 + ms, kind: 'prompt' as const, what: 'qwen3' }] },
})

describe('a clock that was set', () => {
  test('back an hour takes what stands after it away, on the disk too', async () => {
    const path = newStorePath()
    const store = storeAt(path)
    for (let ms = 0; ms <= 2 * hourMs; ms += 10_000) store.note(at(ms, 1))
    store.note(at(2 * hourMs, 1, markAt(2 * hourMs)))
    await store.flush()
    store.note(at(hourMs, 2))
    store.note(at(hourMs + 5_000, 3))
    const history = await readStore(store, 0, 3 * hourMs, 1e6)
    expect(pointsOf(history).at(-1)).toEqual([hourMs, 1])
    expect(history.events).toEqual([])
    await store.close()
    const again = await readStore(storeAt(path), 0, 3 * hourMs, 1e6)
    expect(again.atMs.at(-1)).toBe(t0 + hourMs)
  })

  test('back while Headroom did not run takes it away with its first batch', async () => {
    const path = newStorePath()
    const first = storeAt(path)
    for (let ms = 0; ms <= 2 * hourMs; ms += 10_000) first.note(at(ms, 1))
    await first.close()
    const next = storeAt(path)
    next.note(at(hourMs, 2))
    await next.close()
    const last = await readStore(storeAt(path), 0, 3 * hourMs, 1e6)
    expect(last.atMs.at(-1)).toBe(t0 + hourMs)
  })

  test('is not thought of where another Headroom has written while the first batch was gathered', async () => {
    const path = newStorePath()
    const [one, other] = [storeAt(path), storeAt(path)]
    one.note(at(0, 1))
    await one.flush()
    other.note(at(1_000, 2))
    one.note(at(90_000, 1, markAt(90_000)))
    await one.flush()
    other.note(at(95_000, 2))
    await other.flush()
    const { events } = await readStore(one, 0, hourMs)
    expect(events).toMatchObject([{ kind: 'prompt', atMs: t0 + 90_000 }])
  })

  test('forward a day, or a year by mistake, loses nothing of before when it is set right again', async () => {
    const path = newStorePath()
    const store = storeAt(path)
    for (let ms = 0; ms <= 20 * minuteMs; ms += 5_000) store.note(at(ms, 1))
    for (const awayMs of [dayMs, 365 * dayMs]) {
      for (let ms = 0; ms <= 5 * minuteMs; ms += 5_000) store.note(at(awayMs + ms, 9))
      await store.flush()
      store.note(at(21 * minuteMs, 2))
    }
    await store.flush()
    const points = pointsOf(await readStore(store, 0, hourMs, 1e6))
    expect(points.slice(0, 20 * 60)).toEqual(
      Array.from({ length: 20 * 60 }, (_, s) => [s * 1_000, 1]),
    )
    expect(points.at(-1)).toEqual([21 * minuteMs, 2])
  })
})

test('eight hours of sleep are a hole: nothing is said to have held in it', async () => {
  const path = newStorePath()
  const store = storeAt(path)
  for (let ms = 0; ms <= hourMs; ms += 5_000) store.note(at(ms, 1))
  for (let ms = 9 * hourMs; ms <= 9 * hourMs + 2 * minuteMs; ms += 5_000) store.note(at(ms, 2))
  await store.close()
  const points = pointsOf(await readStore(storeAt(path), 0, 10 * hourMs, 1e6))
  const inSleep = points.filter(([ms]) => ms > hourMs && ms < 9 * hourMs)
  expect(inSleep).toHaveLength((8 * hourMs) / 10_000 - 1)
  expect(inSleep.filter(([, bytes]) => bytes !== null)).toEqual([])
  expect(points.at(-1)).toEqual([9 * hourMs + 2 * minuteMs, 2])
})

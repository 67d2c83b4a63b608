import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { mostStoreBytes } from '../../../src/main/history/store/tidy.ts'
import { modelOf } from '../../alerts/moments.ts'
import { at, dayMs, hourMs, minuteMs, pointsOf, t0 } from '../moments.ts'
import { newStorePath, readStore, storeAt } from './stores.ts'

/** As many events as are kept of each kind, each as long as it may be, of ten days; most of them of the last one. */
function fillWithEvents(path: string): void {
  const database = new DatabaseSync(path)
  database.exec(`
    WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < 9999)
    INSERT INTO events SELECT kind,
      ${t0} - CASE WHEN n < 1000 THEN ${10 * dayMs} ELSE ${dayMs} END + n * 8000,
      printf('%.600c', '.'), NULL, 'w' FROM numbers,
      (SELECT 'load' AS kind UNION SELECT 'prompt' UNION SELECT 'finding' UNION SELECT 'act' UNION SELECT 'alert');
    UPDATE kept SET first_at_ms = ${t0 - 10 * dayMs}`)
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
}

describe('however much there is', () => {
  test('the file is brought below its bound, and the oldest goes', async () => {
    const path = newStorePath()
    const store = storeAt(path)
    store.note(at(0, 5))
    await store.close()
    fillWithEvents(path)
    expect(statSync(path).size).toBeGreaterThan(mostStoreBytes)
    const next = storeAt(path)
    for (let ms = 0; ms <= 11 * minuteMs; ms += 5_000) next.note(at(ms, 7))
    await next.close()
    expect(statSync(path).size).toBeLessThanOrEqual(mostStoreBytes)
    const after = await readStore(storeAt(path), -20 * dayMs, hourMs)
    expect(after.keptSinceMs).toBeGreaterThan(t0 - 2 * dayMs)
    expect(after.events.at(-1)?.atMs).toBeGreaterThan(t0 - 5 * hourMs)
    expect(pointsOf(after).at(-1)?.[1]).toBe(7)
  })

  test('no more than 32 models of an hour have a peak, also by several batches, and a larger one counts still', async () => {
    const path = newStorePath()
    const store = storeAt(path)
    const named = (prefix: string, bytes: number) => ({
      models: Array.from({ length: 40 }, (_, index) => modelOf(`${prefix}${index}`, bytes)),
    })
    store.note(at(0, 5, named('a', 1e9)))
    await store.flush()
    store.note(at(5_000, 5, named('b', 2e9)))
    await store.flush()
    store.note(at(10_000, 5, named('a', 3e9)))
    await store.flush()
    const database = new DatabaseSync(path)
    const peaks = database.prepare('SELECT model, bytes FROM peaks').all()
    database.close()
    const first = Array.from({ length: 32 }, (_, index) => ({ model: `a${index}`, bytes: 3e9 }))
    expect(peaks).toEqual(expect.arrayContaining(first))
    expect(peaks).toHaveLength(32)
    expect((await readStore(store, 0, hourMs)).peaks).toHaveLength(32)
  })
})

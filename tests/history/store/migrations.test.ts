import { copyFileSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { storeVersion } from '../../../src/main/history/store/migrations.ts'
import { fromRoot } from '../../from-root.ts'
import { localHost } from '../../host/local-host.ts'
import { modelOf, serverOf } from '../../alerts/moments.ts'
import { at, hourMs, minuteMs, pointsOf, t0 } from '../moments.ts'
import { newStorePath, readStore, storeAt } from './stores.ts'

const versions = Array.from({ length: storeVersion - 1 }, (_, index) => index + 1)

test.each(versions)(
  'a history of version %i, as Headroom wrote it then, is brought along with all that is in it',
  async (version) => {
    const path = newStorePath()
    copyFileSync(fromRoot(`tests/fixtures/history/version-${version}.sqlite`), path)
    const store = storeAt(path)
    const models = [modelOf('qwen3', 4e9)]
    store.note(at(hourMs, 7, { models, servers: [serverOf('s')] }))
    await store.flush()
    await store.close()
    const history = await readStore(storeAt(path), 0, 2 * hourMs)
    expect(history).toMatchObject({ keptSinceMs: t0, trouble: null })
    const points = pointsOf(history).filter(([, bytes]) => bytes !== null)
    expect(points[0]).toEqual([0, 1e9])
    expect(points.at(-2)).toEqual([5 * minuteMs, 1e9 + 5 * minuteMs])
    expect(points.at(-1)).toEqual([hourMs, 7])
    expect(history.events).toMatchObject([{ kind: 'finding', what: 'The GPU refused memory' }])
    expect(history.peaks).toMatchObject([{ model: 'qwen3', server: 'Ollama', bytes: 4e9 }])
  },
)

test('a history of a later Headroom is left as it is, to the byte, and memory is used', async () => {
  const path = newStorePath()
  const database = await localHost().openDatabase(path)
  if (database.kind !== 'ok') throw new Error(database.reason)
  database.value.run('CREATE TABLE of_later (what TEXT)')
  database.value.run(`PRAGMA user_version = ${storeVersion + 1}`)
  database.value.close()
  const before = readFileSync(path)
  const said: string[] = []
  const store = storeAt(path, { said })
  for (let ms = 0; ms <= 3 * minuteMs; ms += 5_000) store.note(at(ms, 5))
  await store.flush()
  const history = await readStore(store, 0, hourMs)
  expect(history).toMatchObject({ keptIn: 'memory', keptSinceMs: t0 })
  expect(history.trouble).toMatch(/is of a later Headroom: it is left as it is/)
  expect(said).toEqual([history.trouble])
  expect(store.bytes()).toBeGreaterThan(0)
  await store.close()
  expect(readFileSync(path)).toEqual(before)
})

test('whoever only looks changes nothing of an earlier version either', async () => {
  const path = newStorePath()
  copyFileSync(fromRoot('tests/fixtures/history/version-1.sqlite'), path)
  const before = readFileSync(path)
  const history = await readStore(storeAt(path, { mayWrite: false }), 0, hourMs)
  expect(history).toMatchObject({ atMs: [], trouble: expect.stringContaining('another Headroom') })
  expect(readFileSync(path)).toEqual(before)
})

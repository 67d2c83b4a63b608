import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { withRun } from '../../../src/main/history/learnt/growth-runs.ts'
import type { KeptModel, LearntParts } from '../../../src/main/history/learnt/learnt-parts.ts'
import { openLearnt, type LearntStore } from '../../../src/main/history/learnt/learnt-store.ts'
import { nothingLearnt } from '../../../src/shared/learnt.ts'
import { localHost } from '../../host/local-host.ts'
import { startChild, tempFolder } from '../../processes.ts'
import { someModel } from './some-model.ts'

const learntChild = fileURLToPath(new URL('learnt-child.ts', import.meta.url))
const newPath = (): string => join(tempFolder(), 'learnt.json')
const opened = (path: string): Promise<LearntStore> => openLearnt(localHost(), path)

const adding =
  (...models: readonly KeptModel[]) =>
  (parts: LearntParts): LearntParts => ({ ...parts, models: [...parts.models, ...models] })
const idsIn = (store: LearntStore): readonly string[] => store.parts().models.map(({ id }) => id)

const limit = {
  limitBytes: 22e9,
  atMs: 7,
  program: 'llama-server',
  overrideBytes: null,
  ramBytes: 34e9,
  macOsMajor: 26,
}
const growth = {
  id: 'growth-1',
  engine: 'mlx',
  model: 'qwen3',
  runs: 3,
  lastAtMs: 9,
}
const keptGrowth = {
  ...growth,
  recent: [
    { bytesPerSecond: 30e6, bytesPerToken: 1e6 },
    { bytesPerSecond: 10e6, bytesPerToken: null },
    { bytesPerSecond: 20e6, bytesPerToken: null },
  ],
}
const shownGrowth = {
  ...growth,
  bytesPerSecond: { low: 10e6, middle: 20e6, high: 30e6 },
  bytesPerToken: { low: 1e6, middle: 1e6, high: 1e6 },
}
/** No memory is as fast. */
const lyingGrowth = { ...keptGrowth, recent: [{ bytesPerSecond: 1e15, bytesPerToken: null }] }

describe('what was learnt', () => {
  test('is there again for the next Headroom, in a file that only its user may read', async () => {
    const path = newPath()
    const store = await opened(path)
    expect(store.current()).toEqual(nothingLearnt)
    expect((await store.change(adding(someModel()))).kind).toBe('ok')
    await store.change((parts) => ({ ...parts, limit, growths: [keptGrowth] }))
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const next = await opened(path)
    expect(next.parts()).toEqual({ models: [someModel()], limit, growths: [keptGrowth] })
    const { seen: _, likeness: __, ...shown } = someModel()
    expect(next.current()).toEqual({
      ...nothingLearnt,
      models: [{ ...shown, ratios: { computeBytes: expect.closeTo(1.05, 9) } }],
      limit,
      growths: [shownGrowth],
    })
  })

  test('by several processes at once is all kept', async () => {
    const path = newPath()
    const ids = ['a', 'b', 'c'].map((name) => [1, 2, 3, 4].map((count) => `${name}${count}`))
    await Promise.all(
      ids.map((own) => startChild([process.execPath, learntChild, path, ...own]).ended),
    )
    expect(idsIn(await opened(path)).toSorted()).toEqual(ids.flat())
  })

  test('by another Headroom is seen once the file is looked at again, and told', async () => {
    const path = newPath()
    const real = localHost()
    let nowMs = 0
    const host = { ...real, clock: { ...real.clock, nowMs: () => nowMs } }
    const store = await openLearnt(host, path)
    let wakes = 0
    const stop = store.onChange(() => void wakes++)
    await (await opened(path)).change(adding(someModel()))
    nowMs += 1_000
    await store.refresh()
    expect(idsIn(store)).toEqual([someModel().id])
    await Promise.resolve()
    expect(wakes).toBe(1)
    stop()
  })
})

describe('what was learnt, once it is no longer wanted,', () => {
  test('is forgotten one by one, the limit alone, or all of it', async () => {
    const store = await opened(newPath())
    await store.change(() => ({
      models: [someModel(), someModel({ id: 'other' })],
      limit,
      growths: [keptGrowth],
    }))
    await store.forget({ kind: 'one', id: 'other' })
    await store.forget({ kind: 'one', id: 'growth-1' })
    expect(store.parts()).toEqual({ models: [someModel()], limit, growths: [] })
    await store.forget({ kind: 'limit' })
    expect(store.parts().limit).toBeNull()
    await store.forget({ kind: 'all' })
    expect(store.current()).toEqual(nothingLearnt)
  })

  test('goes with its file', async () => {
    const path = newPath()
    const store = await opened(path)
    await store.change(adding(someModel()))
    await store.forgetAll(async () => {
      rmSync(path)
      return { kind: 'ok', value: null, atMs: 0, tookMs: 0 }
    })
    expect(existsSync(path)).toBe(false)
    expect(store.current()).toEqual(nothingLearnt)
  })
})

describe('the file of what was learnt', () => {
  test('that is broken is kept aside, said, and written anew', async () => {
    const path = newPath()
    writeFileSync(path, '{"models": [')
    const store = await opened(path)
    expect(store.current()).toEqual({
      ...nothingLearnt,
      trouble: `${path} is broken: nothing that was learnt is used; it is kept as ${path}.broken`,
    })
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe('{"models": [')
    await store.change(adding(someModel()))
    expect(idsIn(await opened(path))).toEqual([someModel().id])
  })

  test('loses entries of a later version, and those that nobody can have seen, one by one', async () => {
    const path = newPath()
    const models = [
      someModel(),
      someModel({ id: 'of a lying log', seen: [{ atMs: 5, ratios: { kvBytes: 40 } }] }),
      { ...someModel(), engine: 'engine of 2030' },
      { ...someModel(), loads: -1 },
      { ...someModel(), seen: Array.from({ length: 9 }, () => ({ atMs: 5, ratios: {} })) },
      { ...someModel(), model: 'x'.repeat(10_000) },
      null,
    ]
    writeFileSync(
      path,
      JSON.stringify({ models, limit: { limitBytes: -1 }, growths: [keptGrowth, lyingGrowth, 3] }),
    )
    const store = await opened(path)
    expect(store.parts()).toEqual({ models: [someModel()], limit: null, growths: [keptGrowth] })
    expect(store.current().trouble).toBeNull()
  })

  test('holds two hundred models, of which those go first that were loaded longest ago', async () => {
    const path = newPath()
    const many = Array.from({ length: 230 }, (_, index) =>
      someModel({ id: `${index}`, lastAtMs: 1_000 - index }),
    )
    await (await opened(path)).change(adding(...many))
    const kept = idsIn(await opened(path))
    expect(kept).toHaveLength(200)
    expect(kept.slice(0, 2)).toEqual(['0', '1'])
    expect(statSync(path).size).toBeLessThan(2 ** 20)
  })
})

describe('what was learnt, and what a disk takes of it', () => {
  test('that cannot be written is in force all the same, and says so', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'a-file'), '')
    const store = await opened(join(folder, 'a-file', 'learnt.json'))
    expect((await store.change(adding(someModel()))).kind).toBe('failed')
    expect(idsIn(store)).toEqual([someModel().id])
    expect(store.current().trouble).toMatch(/learnt\.json: /)
  })

  test('that a full disk does not take is in force, all of it, and goes into the file when there is room', async () => {
    const path = newPath()
    const host = localHost()
    let isFull = true
    const store = await openLearnt(
      {
        ...host,
        writeFile: async (to, text) =>
          isFull
            ? { kind: 'failed', reason: 'the disk is full', atMs: 0, tookMs: 0 }
            : host.writeFile(to, text),
      },
      path,
    )
    const [one, two, three] = ['1', '2', '3'].map((id) => ({ ...someModel(), id }))
    if (one === undefined || two === undefined || three === undefined) throw new Error('three')
    await store.change(adding(one))
    await store.change(adding(two))
    expect(idsIn(store)).toEqual(['1', '2'])
    isFull = false
    expect((await store.change(adding(three))).kind).toBe('ok')
    expect(idsIn(await opened(path))).toEqual(['1', '2', '3'])
  })
})

test('what was learnt is read again also where there is as much as there may be, by the longest names', async () => {
  const path = newPath()
  const long = 'n'.repeat(400)
  const parts = ['weights', 'kv', 'recurrent', 'compute', 'output', 'projector', 'draft']
  const ratios = Object.fromEntries(parts.map((name) => [`${name}Bytes`, 11 / 10.9]))
  const seen = Array.from({ length: 8 }, () => ({ atMs: 1.7e12, ratios }))
  const models = Array.from({ length: 200 }, (_, index) => ({
    ...someModel(),
    id: `${index}`.padEnd(400, 'i'),
    build: long,
    model: long,
    likeness: long,
    seen,
  }))
  const run = { bytesPerSecond: 30_123_456.789_012, bytesPerToken: 123_456.789_012 }
  const store = await opened(path)
  await store.change(adding(...models))
  const runs = Array.from({ length: 200 * 12 }, (_, index) => index)
  await store.change((parts) => ({
    ...parts,
    growths: runs.reduce(
      (known, index) =>
        withRun(known, { engine: long, model: `${index % 200} ${long}` }, run, index * 1e6),
      parts.growths,
    ),
  }))
  const again = await opened(path)
  expect(again.current().trouble).toBeNull()
  expect([again.parts().models.length, again.parts().growths.length]).toEqual([200, 200])
  expect(statSync(path).size).toBeLessThan(4e6)
})

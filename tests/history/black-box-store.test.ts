import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLocalHost } from '../../src/main/host/local.ts'
import {
  createBlackBoxStore,
  mostReports,
  type BlackBoxStore,
  type KeptEnd,
} from '../../src/main/history/black-box-store.ts'
import { endedReport, lastState } from '../shared/ended.ts'

const host = createLocalHost()
const world = { folder: '', path: '' }
beforeEach(async () => {
  world.folder = await mkdtemp(join(tmpdir(), 'headroom-black-box-'))
  world.path = join(world.folder, 'black-boxes.json')
})
afterEach(() => rm(world.folder, { recursive: true, force: true }))

const end = (at: number): KeptEnd => ({
  report: endedReport({ id: `end ${at}`, endedAtMs: at, last: lastState({}) }),
  sought: { pid: 1, isOtherBoot: null, platform: 'darwin', recorded: 'ok', untilMs: 5 },
})
const adding =
  (at: number) =>
  (kept: readonly KeptEnd[]): readonly KeptEnd[] => [...kept, end(at)]
const idsOf = async (store: BlackBoxStore): Promise<readonly string[]> =>
  (await store.read()).kept.map(({ report }) => report.id)

describe('the reports of ends', () => {
  test('are there for the next Headroom as they were, in a file that only its user may read', async () => {
    await createBlackBoxStore(host, world.path).change(adding(1))
    expect((await stat(world.path)).mode & 0o777).toBe(0o600)
    const next = await createBlackBoxStore(host, world.path).read()
    expect(next).toEqual({ kept: [end(1)], trouble: null })
  })

  test('of two Headrooms are all kept, the newest first', async () => {
    const [one, other] = [
      createBlackBoxStore(host, world.path),
      createBlackBoxStore(host, world.path),
    ]
    await Promise.all([one.change(adding(1)), other.change(adding(3)), one.change(adding(2))])
    expect(await idsOf(one)).toEqual(['end 3', 'end 2', 'end 1'])
    expect(await idsOf(other)).toEqual(await idsOf(one))
  })

  test('are the newest of them, however many there were', async () => {
    const store = createBlackBoxStore(host, world.path)
    await store.change(() => Array.from({ length: mostReports + 5 }, (_, at) => end(at)))
    const ids = await idsOf(createBlackBoxStore(host, world.path))
    expect([ids.length, ids[0]]).toEqual([mostReports, `end ${mostReports + 4}`])
  })

  test('that are wrong cost no others', async () => {
    const wrong = [{ report: { id: 1 } }, null, { ...end(2), sought: 'later' }]
    await writeFile(world.path, JSON.stringify({ ends: [...wrong, end(1)] }))
    expect(await idsOf(createBlackBoxStore(host, world.path))).toEqual(['end 1'])
  })

  test('in a broken file are kept aside, which is said', async () => {
    await writeFile(world.path, '{"ends":')
    const { kept, trouble } = await createBlackBoxStore(host, world.path).read()
    expect([kept, trouble]).toEqual([[], expect.stringContaining('is broken')])
    expect(await readFile(`${world.path}.broken`, 'utf8')).toBe('{"ends":')
  })

  test('are known until Headroom ends where they cannot be written', async () => {
    const store = createBlackBoxStore(host, join(world.path, 'within-a-file.json'))
    await writeFile(world.path, '')
    expect((await store.change(adding(1))).kind).toBe('failed')
    expect(await idsOf(store)).toEqual(['end 1'])
  })

  test('are forgotten with their file', async () => {
    const store = createBlackBoxStore(host, world.path)
    await store.change(adding(1))
    await store.forget(() => host.removeFile(world.path))
    expect(await idsOf(store)).toEqual([])
  })
})

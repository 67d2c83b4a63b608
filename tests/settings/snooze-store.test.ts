import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLocalHost, localClock } from '../../src/main/host/local.ts'
import { openSnoozes, type SnoozeStore } from '../../src/main/settings/snooze-store.ts'
import { ruleIds, type SnoozeTarget } from '../../src/shared/alert.ts'
import type { MadeSnooze } from '../../src/shared/snooze.ts'
import { startChild } from '../processes.ts'

const snoozeChild = fileURLToPath(new URL('snooze-child.ts', import.meta.url))

const world = { folder: '', path: '', nowMs: 0, statCount: 0 }
const local = createLocalHost()
/** This machine, with a clock that the test drives. */
const host = {
  ...local,
  ask: (question: Parameters<typeof local.ask>[0]) => {
    if (question.kind === 'stat') world.statCount += 1
    return local.ask(question)
  },
  clock: { ...localClock, nowMs: () => world.nowMs },
}

beforeEach(async () => {
  world.folder = await mkdtemp(join(tmpdir(), 'headroom-snoozes-'))
  world.path = join(world.folder, 'snoozes.json')
  world.nowMs = 1_795_200_000_000
  world.statCount = 0
})
afterEach(() => rm(world.folder, { recursive: true, force: true }))

const made = (target: SnoozeTarget): MadeSnooze => ({
  target,
  span: 'run',
  madeAtMs: 5,
  servers: [{ pid: 501, startedAtMs: 4 }],
})
const adding =
  (target: SnoozeTarget) =>
  (before: readonly MadeSnooze[]): readonly MadeSnooze[] => [...before, made(target)]
const targetsOf = (store: SnoozeStore): readonly SnoozeTarget[] =>
  store.made().map(({ target }) => target)

const entry = (target: string): object => ({ ...made('all'), target })
const textOf = (entries: readonly unknown[]): string => JSON.stringify({ snoozes: entries })

describe('the snoozes of this user', () => {
  test('are there again for the next Headroom, in a file that only its user may read', async () => {
    const store = await openSnoozes(host, world.path)
    expect(store.made()).toEqual([])
    expect((await store.change(adding('pressure'))).kind).toBe('ok')
    expect((await stat(world.path)).mode & 0o777).toBe(0o600)
    expect((await openSnoozes(host, world.path)).made()).toEqual([made('pressure')])
  })

  test('of two Headrooms are all kept: what the other has written meanwhile stays', async () => {
    const [one, other] = [await openSnoozes(host, world.path), await openSnoozes(host, world.path)]
    await one.change(adding('pressure'))
    await other.change(adding('thermal'))
    expect(targetsOf(other)).toEqual(['pressure', 'thermal'])
    expect(targetsOf(await openSnoozes(host, world.path))).toEqual(['pressure', 'thermal'])
  })

  test('that are made at once are all kept, and all in force from then on', async () => {
    const store = await openSnoozes(host, world.path)
    const seen: number[] = []
    store.onChange(() => void seen.push(store.made().length))
    const done = [store.change(adding('pressure')), store.change(adding('thermal'))]
    expect(targetsOf(store)).toEqual(['pressure', 'thermal'])
    await Promise.all(done)
    expect(seen).toEqual([2, 2])
    expect(targetsOf(await openSnoozes(host, world.path))).toEqual(['pressure', 'thermal'])
  })

  test('that are made at once by two Headrooms are all kept', async () => {
    const [one, other] = [await openSnoozes(host, world.path), await openSnoozes(host, world.path)]
    const some = ruleIds.slice(0, 12)
    await Promise.all(
      some.map((target, index) => (index % 2 === 0 ? one : other).change(adding(target))),
    )
    const kept = targetsOf(await openSnoozes(host, world.path))
    expect(kept.toSorted()).toEqual(some.toSorted())
  })

  test('that are made at once by three processes are all kept', async () => {
    const args = [0, 1, 2].map((part) => ruleIds.filter((_, index) => index % 3 === part))
    const children = args.map((names) =>
      startChild([process.execPath, snoozeChild, world.path, ...names]),
    )
    for (const child of children) expect((await child.ended).code, child.stderr()).toBe(0)
    const kept = targetsOf(await openSnoozes(host, world.path))
    expect(kept.toSorted()).toEqual(ruleIds.toSorted())
  })

  test('go on to be kept after one that has failed', async () => {
    const store = await openSnoozes(host, world.path)
    await (await openSnoozes(host, world.path)).change(adding('thermal'))
    const fault = store.change((before) => {
      if (before.some(({ target }) => target === 'thermal')) throw new Error('a fault of ours')
      return [...before, made('context')]
    })
    expect([await fault, targetsOf(store)]).toMatchObject([{ kind: 'failed' }, ['context']])
    expect((await store.change(adding('pressure'))).kind).toBe('ok')
    expect(targetsOf(store)).toEqual(['thermal', 'pressure'])
  })
})

describe('a Headroom that runs', () => {
  test('sees what another has written when it looks, and tells of it', async () => {
    const running = await openSnoozes(host, world.path)
    const told: number[] = []
    running.onChange(() => void told.push(running.made().length))
    await (await openSnoozes(host, world.path)).change(adding('pressure'))
    world.nowMs += 1_000
    await running.refresh()
    expect(targetsOf(running)).toEqual(['pressure'])
    expect(told).toEqual([1])
    await rm(world.path)
    world.nowMs += 1_000
    await running.refresh()
    expect([running.made(), told]).toEqual([[], [1, 0]])
  })

  test('looks once a second at most, and reads nothing where nothing has changed', async () => {
    await writeFile(world.path, textOf([entry('pressure')]))
    const running = await openSnoozes(host, world.path)
    const told: number[] = []
    running.onChange(() => void told.push(1))
    world.statCount = 0
    await running.refresh()
    world.nowMs += 999
    await running.refresh()
    expect(world.statCount).toBe(0)
    world.nowMs += 1
    await Promise.all([running.refresh(), running.refresh()])
    expect([world.statCount, told]).toEqual([1, []])
  })

  test('looks also after its clock was set back', async () => {
    const running = await openSnoozes(host, world.path)
    await writeFile(world.path, textOf([entry('pressure')]))
    world.nowMs -= 3_600_000
    await running.refresh()
    expect(targetsOf(running)).toEqual(['pressure'])
  })
})

describe('a file that is not as it should be', () => {
  test('loses the entries that are wrong, and no others', async () => {
    const wrong = [null, 7, entry('no-such-rule'), { ...entry('thermal'), span: 'week' }, {}]
    await writeFile(world.path, textOf([...wrong, entry('pressure'), { ...entry('all') }]))
    expect(targetsOf(await openSnoozes(host, world.path))).toEqual(['pressure', 'all'])
  })

  test('is bounded', async () => {
    await writeFile(world.path, textOf(Array.from({ length: 200 }, () => entry('pressure'))))
    expect((await openSnoozes(host, world.path)).made()).toHaveLength(64)
    const servers = Array.from({ length: 65 }, () => ({ pid: 1, startedAtMs: 1 }))
    await writeFile(world.path, textOf([{ ...entry('pressure'), servers }]))
    expect((await openSnoozes(host, world.path)).made()).toEqual([])
  })

  test('is kept aside where it is broken, and nothing is snoozed', async () => {
    await writeFile(world.path, '{"snoozes": 7}')
    const store = await openSnoozes(host, world.path)
    expect(store.made()).toEqual([])
    expect(store.trouble()).toContain('snoozes.json is broken: nothing is snoozed')
    expect(await readFile(`${world.path}.broken`, 'utf8')).toBe('{"snoozes": 7}')
    expect((await store.change(adding('pressure'))).kind).toBe('ok')
    expect(targetsOf(await openSnoozes(host, world.path))).toEqual(['pressure'])
  })

  test('is never written where it cannot be read, but the snooze is in force', async () => {
    const tooLong = `${textOf([entry('thermal')])}${' '.repeat(70_000)}`
    await writeFile(world.path, tooLong)
    const store = await openSnoozes(host, world.path)
    expect((await store.change(adding('pressure'))).kind).toBe('failed')
    expect(targetsOf(store)).toEqual(['pressure'])
    expect(await readFile(world.path, 'utf8')).toBe(tooLong)
  })
})

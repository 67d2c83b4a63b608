import { describe, expect, test } from 'vitest'
import type { QuitInput } from '../../src/shared/contract.ts'
import { appId } from '../../src/shared/ids.ts'
import {
  actingWorld,
  ended,
  listedOf,
  loom,
  safe,
  stillOpen,
  type ActingWorld,
  type PlayedApp,
} from './acting-world.ts'

const input = (further: Partial<QuitInput> = {}, name = 'Loom'): QuitInput => ({
  appId: appId(`app ${name}`),
  isDryRun: false,
  isConfirmed: true,
  forceAfter: null,
  ...further,
})
const quit = (world: ActingWorld, further: Partial<QuitInput> = {}) =>
  world.done(world.acting.quit(input(further)))

describe('an app is quit', () => {
  test('and what came back stands beside what was expected, in the act and in the log', async () => {
    const world = actingWorld()
    const act = await quit(world)
    expect(act).toMatchObject({
      act: 'quit',
      outcome: 'done',
      target: 'Loom',
      appId: 'app Loom',
      heldBytes: 2.3e9,
      expectedBytes: 2.3e9,
      returnedBytes: 2.3e9,
      sentence: 'Loom has quit: 2.3 GB came back (2.3 GB expected)',
      offers: [],
    })
    expect(world.called).toEqual(['ask Loom'])
    expect(world.lines).toMatchObject([
      { id: act.id, by: 'person', act: 'quit', target: 'Loom', isForced: false },
      { id: act.id, outcome: 'done', returnedBytes: 2.3e9, expectedBytes: 2.3e9 },
    ])
  })

  test('only once it is known that something may be lost', async () => {
    const world = actingWorld()
    expect(await quit(world, { isConfirmed: false })).toMatchObject({
      id: expect.any(String),
      outcome: 'unconfirmed',
      sentence: 'Quit Loom? It may hold unsaved work.',
    })
    expect([world.called, world.lines]).toEqual([[], []])
  })

  test('by the click alone where it is safe', async () => {
    const world = actingWorld()
    world.run({ ...loom, quit: safe })
    expect(await quit(world, { isConfirmed: false })).toMatchObject({ outcome: 'done' })
  })
})

describe('quitting', () => {
  test('does nothing in a dry run, which says what would be sent', async () => {
    const world = actingWorld()
    expect(await quit(world, { isDryRun: true })).toMatchObject({
      id: null,
      outcome: 'planned',
      request: 'SIGTERM to Loom (812)',
      sentence: 'Loom would be asked to quit: it may hold unsaved work',
      isForced: false,
    })
    expect([world.called, world.lines]).toEqual([[], []])
  })

  test('says where something else has taken its memory', async () => {
    const world = actingWorld({
      ends: async (_, { run, availableBytes }) => (run(), availableBytes(10.6e9), ended),
    })
    expect(await quit(world)).toMatchObject({
      outcome: 'done',
      returnedBytes: 600e6,
      sentence:
        'Loom has quit: 600 MB came back (2.3 GB expected); something else has taken 1.7 GB meanwhile',
    })
  })

  test('blames nobody else where it runs again already', async () => {
    const world = actingWorld({
      ends: async (_, { run, availableBytes }) => (run(), availableBytes(10.6e9), ended),
      ladder: { watchReturn: async () => 'launchd' },
    })
    expect(await quit(world)).toMatchObject({
      outcome: 'done',
      sentence:
        'Loom has quit: 600 MB came back (2.3 GB expected); it has been started again, and takes memory anew',
    })
  })

  test('does not count what others have freed', async () => {
    const world = actingWorld({
      ends: async (_, { run, availableBytes }) => (run(), availableBytes(30e9), ended),
    })
    expect(await quit(world)).toMatchObject({ returnedBytes: 2.3e9 })
  })
})

describe('nothing is sent', () => {
  test.each<[string, PlayedApp[], string]>([
    ['to one that is gone', [], 'this app is not running any more'],
    [
      'to one that must not be asked',
      [{ ...loom, quit: { kind: 'none', reason: "it is another user's" } }],
      "Loom cannot be quit: it is another user's",
    ],
  ])('%s', async (_, apps, reason) => {
    const world = actingWorld()
    world.run(...apps)
    await expect(quit(world)).rejects.toThrow(reason)
    expect([world.called, world.lines]).toEqual([[], []])
  })

  test('where a process of it is listed no more', async () => {
    const world = actingWorld()
    world.list()
    await expect(quit(world)).rejects.toThrow('process 812 of Loom is not listed')
    expect(world.called).toEqual([])
  })

  test('where the list, newer than what was shown, has another process by its number', async () => {
    const world = actingWorld()
    world.list({ ...listedOf(loom), startedAt: '99', startedAtMs: 5 })
    await expect(quit(world)).rejects.toThrow('process 812 of Loom is another one by now')
    expect(world.called).toEqual([])
  })

  test('where the ladder refuses, before anything is noted', async () => {
    const world = actingWorld({
      ladder: { checkQuit: async () => ({ kind: 'refused', reason: 'it is protected' }) },
    })
    await expect(quit(world)).rejects.toThrow('it is protected')
    await expect(quit(world, { isDryRun: true })).rejects.toThrow('it is protected')
    expect([world.called, world.lines]).toEqual([[], []])
  })
})

describe('nothing is sent either', () => {
  test('in a replay, not even in a dry run', async () => {
    const world = actingWorld({ mode: 'replay' })
    const refusal = 'this is a recording: nothing in it can be'
    await expect(quit(world)).rejects.toThrow(refusal)
    await expect(quit(world, { isDryRun: true })).rejects.toThrow(refusal)
    const steps = [{ kind: 'quit', appId: appId('app Loom') }] as const
    const relieve = { steps, until: null, isDryRun: true, isConfirmed: true }
    await expect(world.acting.relieve(relieve)).rejects.toThrow(refusal)
    expect(world.called).toEqual([])
  })

  test('a second time while it is asked: the same request gets the same answer, another is refused', async () => {
    const gate = Promise.withResolvers<void>()
    const world = actingWorld({ ends: async () => (await gate.promise, ended) })
    const first = world.acting.quit(input())
    const same = world.acting.quit(input())
    await world.advance(100)
    world.run({ ...loom, quit: safe })
    await expect(world.acting.quit(input({ isConfirmed: false }))).rejects.toThrow(
      'Loom is being asked already: wait until it has answered',
    )
    gate.resolve()
    expect(await world.done(same)).toEqual(await world.done(first))
    expect(world.called).toEqual(['ask Loom'])
    expect(world.lines).toHaveLength(2)
  })
})

describe('one that does not end', () => {
  test('is still open, which offers force', async () => {
    const world = actingWorld({ ends: async () => ({ ...stillOpen, isGui: true }) })
    const act = await quit(world)
    expect(act).toMatchObject({
      outcome: 'still-open',
      sentence: 'Loom is still open: it may be asking you to save',
      offers: ['force'],
      returnedBytes: null,
    })
    expect(world.lines.at(-1)).toMatchObject({ id: act.id, outcome: 'still-open' })
  })

  test('and is no GUI app has not ended yet, and why', async () => {
    const world = actingWorld({ ends: async () => ({ ...stillOpen, note: 'it is stopped' }) })
    expect(await quit(world)).toMatchObject({ sentence: 'Loom has not ended yet: it is stopped' })
  })

  test('is left as it is where the ladder refuses at the last moment', async () => {
    const world = actingWorld({
      ends: async () => ({ kind: 'refused', reason: 'process 812 is another one by now' }),
    })
    expect(await quit(world)).toMatchObject({
      outcome: 'refused',
      request: null,
      sentence: 'Loom was left as it is: process 812 is another one by now',
      offers: [],
    })
    expect(world.lines.at(-1)).toMatchObject({ outcome: 'refused' })
  })
})

describe('how it has settled', () => {
  test('is the same act where it stays away', async () => {
    const world = actingWorld()
    const act = await quit(world)
    expect(await world.acting.settled({ actId: act.id ?? '' })).toEqual(act)
    expect(world.lines).toHaveLength(2)
  })

  test.each([
    [
      'launchd',
      'Loom is back: kept alive by launchd (a login item or a launch agent); nothing came back',
    ],
    ['systemd', 'Loom is back: kept alive by systemd (a service); nothing came back'],
    ['supervise.sh (812)', 'Loom is back: kept alive by supervise.sh (812); nothing came back'],
  ])('is that %s has started it again, noted also where nobody asks', async (keeper, sentence) => {
    const world = actingWorld({ ladder: { watchReturn: async () => keeper } })
    const act = await quit(world)
    expect(act.outcome).toBe('done')
    await world.advance(10)
    const now = { id: act.id, outcome: 'kept-alive', sentence, returnedBytes: 0 }
    expect(world.lines.at(-1)).toMatchObject(now)
    const settled = await world.acting.settled({ actId: act.id ?? '' })
    expect(settled).toMatchObject({ ...now, offers: [] })
    expect(settled.help).toMatch(/Login Items|systemctl|Quit supervise\.sh \(812\) first/)
  })

  test('is refused of an act that this Headroom has not done', async () => {
    await expect(actingWorld().acting.settled({ actId: 'x' })).rejects.toThrow('no such act')
  })
})

describe('what cannot be noted', () => {
  test('is done all the same, and says so', async () => {
    const full = async () =>
      ({ kind: 'failed', reason: 'the disk is full', atMs: 0, tookMs: 0 }) as const
    const world = actingWorld({ log: { begin: full, end: full } })
    expect(await quit(world)).toMatchObject({
      outcome: 'done',
      sentence:
        'Loom has quit: 2.3 GB came back (2.3 GB expected); it could not be noted (the disk is full)',
    })
  })
})

test('another app is not held up by one that is asked', async () => {
  const other: PlayedApp = { ...loom, name: 'Weft', pid: 900 }
  const gate = Promise.withResolvers<void>()
  const world = actingWorld({
    ends: async ({ name }) => (name === 'Loom' && (await gate.promise), ended),
  })
  world.run(loom, other)
  const first = world.acting.quit(input())
  const second = await world.done(world.acting.quit(input({}, 'Weft')))
  gate.resolve()
  expect(second).toMatchObject({ outcome: 'done', target: 'Weft' })
  expect(await world.done(first)).toMatchObject({ outcome: 'done', target: 'Loom' })
})

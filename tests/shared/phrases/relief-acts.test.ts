import { expect, test } from 'vitest'
import { createActBook } from '../../../src/main/core/act-book.ts'
import { createGiveServerKey } from '../../../src/main/core/give-server-key.ts'
import { relievedOf } from '../../../src/main/core/relieve-words.ts'
import { createSnooze } from '../../../src/main/core/snooze.ts'
import { createUnload } from '../../../src/main/core/unload.ts'
import { ladder } from '../../../src/main/core/quit-ladder.ts'
import type { Act } from '../../../src/shared/act.ts'
import { appId, modelId, serverId } from '../../../src/shared/ids.ts'
import { refusedAct } from '../../../src/shared/refused-act.ts'
import type { ReliefWant } from '../../../src/shared/relief.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { macAt, t0 } from '../../alerts/moments.ts'
import {
  actingWorld,
  listedOf,
  loom,
  safe,
  stillOpen,
  type ActingGiven,
} from '../../core/acting-world.ts'
import { createFakeHost } from '../../fake-host.ts'
import { unknownOf } from './books.ts'

const loomId = appId('app Loom')
const quitLoom = { appId: loomId, isDryRun: false, isConfirmed: true, forceAfter: null }

/** What was said, or why nothing was done. */
const saidOf = async (act: Promise<{ readonly sentence: string }>): Promise<string> => {
  try {
    return (await act).sentence
  } catch (refusal) {
    // a Refusal, whose words are what is looked for
    return refusal instanceof Error ? refusal.message : 'nothing'
  }
}

const act = (kind: 'quit' | 'unload', target: string, rest: Partial<Act> = {}): Act => ({
  ...refusedAct({ act: kind, target, sentence: `${target} has not ended yet` }),
  ...rest,
})
const done = { outcome: 'done', expectedBytes: 2.3e9, returnedBytes: 2.1e9 } as const

test('what several steps have come to is known in every language', () => {
  const { room } = macAt(t0)
  const models = ['gemma3', 'qwen3:30b', 'phi4'].map((name) => act('unload', name, done))
  const apps = ['Loom', 'Final Cut Pro', 'Weft'].map((name) => act('quit', name, done))
  const dones = [0, 1, 2, 3].flatMap((modelCount) =>
    [0, 1, 2, 3].map((appCount) => [...models.slice(0, modelCount), ...apps.slice(0, appCount)]),
  )
  const open = act('quit', 'Reed', { outcome: 'still-open' })
  const asked = act('quit', 'Shed', {
    outcome: 'unconfirmed',
    sentence: 'Quit Shed? It may hold unsaved work.',
  })
  const wants: readonly (ReliefWant | null)[] = [
    null,
    { kind: 'gpu-time', needRatio: 0.2 },
    ...([undefined, 'gpu', 'ram'] as const).map((on): ReliefWant => ({
      kind: 'room',
      needBytes: 30e9,
      ...(on === undefined ? {} : { on }),
    })),
  ]
  const rooms: readonly (Snapshot['room'] | null)[] = [
    room,
    null,
    { kind: 'failed', reason: 'it is not known', state: 'unknown' },
  ]
  const texts = dones.flatMap((acts) =>
    [acts, [...acts, open], [...acts, open, asked], [...acts, asked, asked]].flatMap((all) =>
      wants.flatMap((want) =>
        rooms.flatMap((now) =>
          [true, false].map((isEnough) => relievedOf({ acts: all, want, room: now, isEnough })),
        ),
      ),
    ),
  )
  const untold = models.map((one) => ({ ...one, returnedBytes: null }))
  const more = relievedOf({ acts: untold, want: null, room, isEnough: true })
  const all = [...texts, more].flatMap(({ sentence }) => (sentence === '' ? [] : sentence))
  expect(new Set(all).size).toBeGreaterThan(300)
  expect(unknownOf(all)).toEqual([])
})

test('why an app is not quit is known, and that what it holds was not noted', async () => {
  const none = { kind: 'none', reason: "it is another user's" } as const
  const ask = (given: ActingGiven, change?: (world: ReturnType<typeof actingWorld>) => void) => {
    const world = actingWorld(given)
    change?.(world)
    return saidOf(world.done(world.acting.quit(quitLoom)))
  }
  const failed = async () => ({ kind: 'failed', reason: 'disk full', atMs: 0, tookMs: 0 }) as const
  const texts = await Promise.all([
    ask({ mode: 'replay' }),
    ask({ log: { begin: failed } }),
    ask({}, (world) => world.run()),
    ask({}, (world) => world.run({ ...loom, quit: none })),
    ask({}, (world) => world.list()),
    ask({}, (world) => world.list({ ...listedOf(loom), startedAtMs: 5 })),
    ask({ ends: async () => ({ kind: 'refused', reason: 'all of it has ended by itself' }) }),
  ])
  expect(new Set(texts).size).toBe(texts.length)
  expect(unknownOf(texts)).toEqual([])
})

test('why the second confirmation counts for nothing is known', async () => {
  const world = actingWorld({ ends: async () => stillOpen })
  const asked = await world.done(world.acting.quit(quitLoom))
  const force = (forceAfter: string | null) =>
    saidOf(world.done(world.acting.quit({ ...quitLoom, forceAfter })))
  const unknown = await force('none')
  world.run()
  const gone = await force(asked.id)
  await world.advance(11 * 60_000)
  const late = await force(asked.id)
  world.run({ ...loom, quit: safe })
  const quit = actingWorld()
  const ended = await quit.done(quit.acting.quit(quitLoom))
  const other = await saidOf(quit.done(quit.acting.quit({ ...quitLoom, forceAfter: ended.id })))
  const texts = [unknown, gone, late, other]
  expect(new Set(texts).size).toBe(4)
  expect(unknownOf(texts)).toEqual([])
})

test('that two ask for the same at once is known', () => {
  const book = createActBook({ clock: createFakeHost(new Map()).host.clock, log: undefined })
  book.hold(['process 812'], 'Loom')
  const again = () => book.hold(['process 812'], 'Loom')
  expect(again).toThrow('Loom is being asked already: wait until it has answered')
  expect(unknownOf(['Loom is being asked already: wait until it has answered'])).toEqual([])
})

test('that something is started again is known, or why it is not', async () => {
  const at = { atMs: 0, tookMs: 0 } as const
  const opens = { kind: 'open', argv: ['/usr/bin/open', '/Applications/Loom.app'] } as const
  const types = (commandLine: string | null) => ({ kind: 'type', commandLine }) as const
  const ok = { kind: 'ok', value: '', ...at } as const
  const ladders: readonly ActingGiven[] = [
    { ladder: { reopenPlan: () => opens, reopen: async () => ok } },
    {
      ladder: {
        reopenPlan: () => opens,
        reopen: async () => ({ ...at, kind: 'failed', reason: 'exit 1' }),
      },
    },
    { ladder: { reopenPlan: () => types('cd /srv && loom --port 8080') } },
    { ladder: { reopenPlan: () => types(null) } },
    { ends: async () => stillOpen },
  ]
  const texts = await Promise.all(
    ladders.map(async (given) => {
      const world = actingWorld(given)
      const quit = await world.done(world.acting.quit(quitLoom))
      return saidOf(world.done(world.acting.reopen({ actId: quit.id ?? '' })))
    }),
  )
  const replayed = actingWorld({ mode: 'replay' })
  const replay = await saidOf(replayed.acting.reopen({ actId: '' }))
  const relieve = await saidOf(
    replayed.acting.relieve({ steps: [], until: null, isDryRun: true, isConfirmed: false }),
  )
  expect(new Set([...texts, replay, relieve]).size).toBe(7)
  expect(unknownOf([...texts, replay, relieve])).toEqual([])
})

test('what this Headroom cannot do is known, and why', async () => {
  const { host } = createFakeHost(new Map())
  const book = createActBook({ clock: host.clock, log: undefined })
  const monitor = { once: async () => macAt(t0), current: () => macAt(t0), listed: () => null }
  const unload = createUnload({ host, monitor, servers: null, book, ladder })
  const snooze = createSnooze(undefined, {
    snapshotNow: async () => macAt(t0),
    judgeAgain: () => undefined,
  })
  const refused = async (asking: Promise<unknown>): Promise<string> =>
    asking.then(
      () => 'nothing was refused',
      (refusal: unknown) => (refusal instanceof Error ? refusal.message : 'nothing'),
    )
  const key = createGiveServerKey({ servers: null, keys: undefined })
  const texts = await Promise.all([
    refused(
      unload({ modelId: modelId('m'), isDryRun: false, isConfirmed: false, forceAfter: null }),
    ),
    refused(snooze.snooze({ target: 'all', span: 'run' })),
    refused(key({ serverId: serverId('s'), apiKey: 'k' })),
  ])
  expect(new Set(texts).size).toBe(3)
  expect(unknownOf(texts)).toEqual([])
})

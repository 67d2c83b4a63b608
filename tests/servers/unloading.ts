import { createActBook } from '../../src/main/core/act-book.ts'
import { ladder, type Ladder } from '../../src/main/core/quit-ladder.ts'
import { createUnload } from '../../src/main/core/unload.ts'
import type { FoundProcess, Host } from '../../src/main/host/host.ts'
import type { ActLogStore } from '../../src/main/history/act-log.ts'
import type { ListedProcess } from '../../src/main/monitor/senses.ts'
import type { ServerWatch } from '../../src/main/monitor/servers/server-watch.ts'
import type { Act } from '../../src/shared/act.ts'
import type { App } from '../../src/shared/app.ts'
import type { UnloadInput } from '../../src/shared/contract.ts'
import type { Reading } from '../../src/shared/reading.ts'
import type { ModelId, Pid } from '../../src/shared/ids.ts'
import { nothingKnown } from '../web/fake-core.ts'
import type { FakeKind } from './answering.ts'
import { modelNamed, startMs, watchServers, type Watching } from './composed-world.ts'
import { startFake, type FakeOptions } from './fake-server.ts'

export interface Unloading {
  /** The model of this name, as the next tick shows it, is unloaded. */
  unload(name: string, further?: Partial<UnloadInput>): Promise<Act>
  unloadId(modelId: ModelId, further?: Partial<UnloadInput>): Promise<Act>
  /** What it is when it is clear whether its target stays away. */
  settled(act: Act): Promise<Act>
  /** How long it has waited, by its own clock. */
  waitedMs(): number
}

export interface UnloadingOptions {
  /** While it waits: after so many looks. */
  readonly onLook?: (count: number) => void
  readonly mode?: Host['mode']
  /** What is played of the way in which processes end. */
  readonly ladder?: Partial<Ladder>
  readonly log?: ActLogStore
  /** The apps of the last Snapshot. */
  readonly apps?: readonly App[]
}

/** Unloads as Core does, over a composed machine; its waiting takes no time. */
export function unloadOver(watching: Watching, options: UnloadingOptions = {}): Unloading {
  let nowMs = startMs
  let looks = 0
  const clock: Host['clock'] = {
    nowMs: () => nowMs,
    after: (delayMs, wake) => {
      nowMs += delayMs
      const timer = setImmediate(wake)
      return () => clearImmediate(timer)
    },
  }
  const once = async () => {
    options.onLook?.(looks++)
    await watching.tick((nowMs - startMs) / 1_000)
    return nothingKnown
  }
  const { apps = [] } = options
  const book = createActBook({ clock, log: options.log })
  const current = () => ({ ...nothingKnown, apps })
  const act = createUnload({
    host: {
      ...watching.host,
      clock,
      mode: options.mode ?? 'live',
      identify: async (id) => identityIn(watching.watch, id),
    },
    monitor: { once, current, listed: (id) => listedIn(watching.watch, id) },
    servers: watching.watch,
    book,
    ladder: { ...ladder, ...options.ladder },
  })
  return {
    unload: async (name, further) => {
      const inventory = await watching.tick(0)
      const { id: modelId } = modelNamed(inventory, name)
      nowMs += 1_000
      return act({ modelId, isDryRun: false, isConfirmed: false, ...further })
    },
    unloadId: (modelId, further) =>
      act({ modelId, isDryRun: false, isConfirmed: false, ...further }),
    settled: ({ id }) => book.entryOf(id ?? '').settled,
    waitedMs: () => nowMs - startMs - 1_000,
  }
}

/** Only what is a server's is listed here. */
function listedIn(watch: ServerWatch, id: Pid): ListedProcess | null {
  const members = watch.told().flatMap(({ found }) => found.members)
  const found = members.find(({ pid }) => pid === id)
  if (found === undefined) return null
  const { startedAtMs, executable, parentPid } = found
  const path = executable ?? '/usr/bin/server'
  return { pid: id, startedAt: `${startedAtMs}`, executable: path, parentPid, startedAtMs }
}

function identityIn(watch: ServerWatch, id: Pid): Reading<FoundProcess> {
  const found = listedIn(watch, id)
  return found === null
    ? { kind: 'absent', reason: 'it has ended', atMs: 0, tookMs: 0 }
    : { kind: 'ok', value: { ...found, userId: 501, isOwn: true }, atMs: 0, tookMs: 0 }
}

/** That kind; `wake` is told when it has done what it was asked to do. */
export const whenActed = (kind: FakeKind, wake: () => void): FakeKind => ({
  ...kind,
  answer: (request) => {
    const reply = kind.answer(request)
    if (!request.route.startsWith('GET ') && (reply?.status ?? 200) < 400) wake()
    return reply
  },
})

export interface ServerGiven extends FakeOptions, UnloadingOptions {
  readonly command?: string
  /** What its process has once it has let go. */
  readonly bytesAfter?: number
}

/** A server that has 7 GB, and what remains of them after an act. */
export async function serverWith(kind: FakeKind, given: ServerGiven = {}) {
  const { command = 'ollama serve', bytesAfter = 1e9 } = given
  const watching = watchServers()
  const fake = await startFake(
    whenActed(kind, () => watching.run({ ...running, bytes: bytesAfter })),
    given,
  )
  const running = { pid: 100, command, ports: [fake.port], bytes: 7e9 }
  watching.run(running)
  const sent = () =>
    fake.noted
      .filter(({ request }) => !request.startsWith('GET '))
      .map(({ request, body }) => `${request} ${body}`.trim())
  return { ...unloadOver(watching, given), ...watching, fake, running, sent }
}

import { createActBook } from '../../src/main/core/act-book.ts'
import { ladder } from '../../src/main/core/quit-ladder.ts'
import { createUnload } from '../../src/main/core/unload.ts'
import type { Host } from '../../src/main/host/host.ts'
import type { Act } from '../../src/shared/act.ts'
import type { UnloadInput } from '../../src/shared/contract.ts'
import type { ModelId } from '../../src/shared/ids.ts'
import { nothingKnown } from '../web/fake-core.ts'
import type { FakeKind } from './answering.ts'
import { modelNamed, startMs, watchServers, type Watching } from './composed-world.ts'
import { startFake, type FakeOptions } from './fake-server.ts'

export interface Unloading {
  /** The model of this name, as the next tick shows it, is unloaded. */
  unload(name: string, further?: Partial<UnloadInput>): Promise<Act>
  unloadId(modelId: ModelId): Promise<Act>
  /** How long it has waited, by its own clock. */
  waitedMs(): number
}

export interface UnloadingOptions {
  /** While it waits: after so many looks. */
  readonly onLook?: (count: number) => void
  readonly mode?: Host['mode']
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
  const act = createUnload({
    host: { ...watching.host, clock, mode: options.mode ?? 'live' },
    monitor: { once, current: () => null, listed: () => null },
    servers: watching.watch,
    book: createActBook({ clock, log: undefined }),
    ladder,
  })
  return {
    unload: async (name, further) => {
      const inventory = await watching.tick(0)
      const { id: modelId } = modelNamed(inventory, name)
      nowMs += 1_000
      return act({ modelId, isDryRun: false, isConfirmed: false, ...further })
    },
    unloadId: (modelId) => act({ modelId, isDryRun: false, isConfirmed: false }),
    waitedMs: () => nowMs - startMs - 1_000,
  }
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

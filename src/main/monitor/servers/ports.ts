import type { Pid } from '../../../shared/ids.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { countIn } from '../../inference/arguments.ts'
import type { Found } from '../../inference/discover.ts'
import type { ListeningAt } from '../../inference/identify-server.ts'
import { isOnLoopback, loopbackHostOf, type Listener } from '../../probes/listener.ts'
import type { ServerWorld } from './server-world.ts'

/**
 * A server opens its port soon after its start, or when its user says so, which may be never: lsof costs 34 ms, and every 5 s
 * for long it would take more than all else leaves of the watched budget (`npm run bench -- macos`). A port that has closed is
 * missing at the next request.
 */
const againEveryMs = {
  starting: { looked: 2_000, alone: 30_000 },
  missing: { looked: 30_000, alone: 120_000 },
  known: { looked: 60_000, alone: 300_000 },
} as const
/** A server that has just begun may not listen yet. */
const startsWithinMs = 120_000

export interface Ports {
  /** Reads them where it is time to. A failure says why nothing is known of them. */
  read(
    asker: AskerAt,
    found: readonly Found[],
    now: { readonly isLooked: boolean; readonly isMissing: boolean },
  ): Promise<Reading<null>>
  of(found: Found): readonly ListeningAt[]
  /** They are read at the next tick. */
  hurry(): void
}

/** Where servers listen on loopback: asked when they are new, and now and then. */
export function createPorts(world: ServerWorld): Ports {
  const users = new Map<Pid, string | null>()
  let listeners: readonly Listener[] = []
  let askedAtMs = Number.NEGATIVE_INFINITY
  let askedFor = ''

  const isDue = (nowMs: number, who: string, everyMs: number): boolean =>
    who !== askedFor || nowMs < askedAtMs || nowMs - askedAtMs >= everyMs

  return {
    read: async (asker, found, { isLooked, isMissing }) => {
      const done = { kind: 'ok', value: null, atMs: asker.atMs, tookMs: 0 } as const
      const pids = found
        .filter(({ spec }) => spec.marks.length > 0)
        .flatMap(({ members }) => members.map(({ pid }) => pid))
      const who = pids.toSorted((a, b) => a - b).join(' ')
      const isStarting = found.some(
        ({ root }) => Math.abs(asker.atMs - root.startedAtMs) < startsWithinMs,
      )
      const missing = isStarting ? againEveryMs.starting : againEveryMs.missing
      const everyMs = (isMissing ? missing : againEveryMs.known)[isLooked ? 'looked' : 'alone']
      if (pids.length === 0 || !isDue(asker.atMs, who, everyMs)) return done
      askedAtMs = asker.atMs
      askedFor = who
      const reading = await world.listeners(asker, pids)
      if (reading.kind !== 'ok') return reading
      listeners = reading.value.filter(isOnLoopback)
      for (const { root, members } of found) {
        if (members.some((one) => listeners.some(({ pid }) => pid === one.pid))) continue
        if (!users.has(root.pid))
          users.set(root.pid, root.user ?? (await world.userOf(asker, root.pid)))
      }
      return done
    },
    hurry: () => {
      askedFor = ''
    },
    of: (found) => portsOf(found, listeners, users.get(found.root.pid) ?? found.root.user),
  }
}

/**
 * Those of its own processes. Where these may not be looked at (a service of another user), the ports that its command line or
 * its kind names, if the socket is of the same user: a mark must prove it all the same.
 */
function portsOf(
  { spec, root, members }: Found,
  listeners: readonly Listener[],
  user: string | null,
): readonly ListeningAt[] {
  const pids = new Set(members.map(({ pid }) => pid))
  const own = listeners.filter(({ pid }) => pid !== null && pids.has(pid))
  if (own.length > 0) return distinct(own)
  const named = new Set([countIn(root.argv, '--port') ?? 0, ...spec.usualPorts])
  return distinct(
    listeners.filter(
      (one) => one.pid === null && user !== null && one.user === user && named.has(one.port),
    ),
  )
}

/** A port that is listened at on both families is one. */
const distinct = (listeners: readonly Listener[]): readonly ListeningAt[] => [
  ...new Map(
    listeners
      .map((one) => ({ host: loopbackHostOf(one), port: one.port, pid: one.pid }))
      .toSorted((a, b) => Number(a.host < b.host) - Number(a.host > b.host)) // 127.0.0.1 stays
      .map((at) => [at.port, at] as const),
  ).values(),
]

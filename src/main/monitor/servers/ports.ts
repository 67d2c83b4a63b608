import type { Pid } from '../../../shared/ids.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { countIn } from '../../inference/programs/arguments.ts'
import type { Found } from '../../inference/programs/discover.ts'
import { isWithin } from '../../inference/watch/is-within.ts'
import type { ListeningAt } from '../../inference/watch/identify-server.ts'
import type { ServerProcess } from '../../inference/server-kind.ts'
import { isOnLoopback, type Listening } from '../../probes/listener.ts'
import { addressesOf } from './addresses.ts'
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
/** However fast processes come and go. */
const changedAfterMs = 2_000
/** And twice as long after each further failure. */
const failedAfterMs = 5_000

interface Attention {
  readonly isLooked: boolean
  /** A server that could be asked has no port. */
  readonly isMissing: boolean
}

export interface Ports {
  /** Reads them where it is time to. A failure, which is told until they are read, says why nothing new is known of them. */
  read(asker: AskerAt, found: readonly Found[], attention: Attention): Promise<Reading<null>>
  of(found: Found): readonly ListeningAt[]
  /** They are read at the next tick. */
  hurry(): void
}

/** The last reading: when, of whom, and what went wrong since there was a good one. */
interface Asked {
  readonly atMs: number
  readonly who: string
  readonly failureCount: number
  readonly trouble: (Reading<null> & { readonly kind: 'absent' | 'failed' }) | null
}

/** What is known of who listens. `users`: of the roots whose sockets may not be looked at. */
interface Known extends Listening {
  readonly users: ReadonlyMap<Pid, string | null>
}

/** Where servers listen on loopback: asked when they are new, and now and then. */
export function createPorts(world: ServerWorld): Ports {
  let known: Known = { listeners: [], refused: [], users: new Map() }
  let asked: Asked | null = null
  let isHurried = false

  const readNow = async (asker: AskerAt, found: readonly Found[]): Promise<Asked> => {
    const reading = await world.listeners(asker, membersOf(found))
    const { atMs } = asker
    if (reading.kind !== 'ok') {
      const failureCount = (asked?.failureCount ?? 0) + 1
      return { atMs, who: whoIn(found, known), failureCount, trouble: reading }
    }
    const { refused } = reading.value
    const users = await usersOf(world, asker, rootsOf(found, refused))
    known = { listeners: reading.value.listeners.filter(isOnLoopback), refused, users }
    return { atMs, who: whoIn(found, known), failureCount: 0, trouble: null }
  }

  return {
    read: async (asker, all, attention) => {
      const found = all.filter(({ spec }) => spec.marks.length > 0)
      const { atMs } = asker
      const everyMs = everyMsOf(found, attention, atMs)
      const isTime = isHurried || isDue(asked, { who: whoIn(found, known), everyMs, atMs })
      if (found.length > 0 && isTime) {
        isHurried = false
        asked = await readNow(asker, found)
      }
      const trouble = found.length === 0 ? null : (asked?.trouble ?? null)
      return trouble === null
        ? { kind: 'ok', value: null, atMs, tookMs: 0 }
        : { ...trouble, atMs, tookMs: 0 }
    },
    hurry: () => {
      isHurried = true
    },
    of: (found) => portsOf(found, known),
  }
}

function everyMsOf(
  found: readonly Found[],
  { isLooked, isMissing }: Attention,
  nowMs: number,
): number {
  const isStarting = found.some(({ root }) => Math.abs(nowMs - root.startedAtMs) < startsWithinMs)
  const missing = isStarting ? againEveryMs.starting : againEveryMs.missing
  return (isMissing ? missing : againEveryMs.known)[isLooked ? 'looked' : 'alone']
}

function isDue(
  asked: Asked | null,
  now: { readonly who: string; readonly everyMs: number; readonly atMs: number },
): boolean {
  if (asked === null) return true
  const { who, failureCount } = asked
  const failedMs = failureCount === 0 ? now.everyMs : failedAfterMs * 2 ** (failureCount - 1)
  const changedMs = who === now.who ? now.everyMs : changedAfterMs
  return !isWithin(asked.atMs, Math.min(now.everyMs, failedMs, changedMs), now.atMs)
}

const membersOf = (found: readonly Found[]): readonly Pid[] =>
  found.flatMap(({ members }) => members.map(({ pid }) => pid))

/** The processes that make a new reading worth its cost: helpers come and go, and matter only where no port is known yet. */
const whoIn = (found: readonly Found[], known: Known): string =>
  found
    .flatMap((one) => (portsOf(one, known).length > 0 ? [one.root] : one.members))
    .map(({ pid, startedAtMs }) => `${pid}:${startedAtMs}`)
    .toSorted()
    .join(' ')

/** Of servers whose processes may not be looked into. */
const rootsOf = (found: readonly Found[], refused: readonly Pid[]): readonly ServerProcess[] =>
  found.filter((one) => isRefused(one, refused)).map(({ root }) => root)

const isRefused = ({ members }: Found, refused: readonly Pid[]): boolean =>
  members.some(({ pid }) => refused.includes(pid))

async function usersOf(
  world: Pick<ServerWorld, 'userOf'>,
  asker: AskerAt,
  roots: readonly ServerProcess[],
): Promise<ReadonlyMap<Pid, string | null>> {
  const users = new Map<Pid, string | null>()
  for (const { pid, user } of roots) users.set(pid, user ?? (await world.userOf(asker, pid)))
  return users
}

/**
 * Those of its own processes. Only where these may not be looked into (a service of another user), the ports that its command
 * line or its kind names, if the socket is of the same user: a mark must prove it all the same.
 */
function portsOf(found: Found, { listeners, refused, users }: Known): readonly ListeningAt[] {
  const { spec, root, members } = found
  const pids = new Set(members.map(({ pid }) => pid))
  const own = listeners.filter(({ pid }) => pid !== null && pids.has(pid))
  if (own.length > 0 || !isRefused(found, refused)) return addressesOf(own, listeners)
  const user = users.get(root.pid) ?? null
  const named = new Set([countIn(root.argv, '--port') ?? 0, ...spec.usualPorts])
  const likely = listeners.filter(
    (one) => one.pid === null && user !== null && one.user === user && named.has(one.port),
  )
  return addressesOf(likely, listeners)
}

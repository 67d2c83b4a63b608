import type { ServerKind, ServerState } from '../../shared/server.ts'
import type { AskerAt } from '../host/ask-at.ts'
import { attempt } from '../host/attempt.ts'
import type { Doing } from './activity.ts'
import type { Found } from './discover.ts'
import type { ServerFacts } from './facts.ts'
import { identify, type ListeningAt } from './identify-server.ts'
import { createPolls } from './server-polls.ts'
import { createServerAnswers } from './server-answers.ts'
import type { ServerKindSpec } from './server-kind.ts'

/** All that a server has told so far. */
export interface ServerTold {
  readonly found: Found
  readonly spec: ServerKindSpec
  readonly at: ListeningAt | null
  readonly state: ServerState
  readonly reason: string | null
  readonly facts: ServerFacts
  readonly doing: Doing
  /** When it answered last; null where it never did. */
  readonly atMs: number | null
}

/** How a server is visited. */
export interface Visit {
  readonly asker: AskerAt
  /** Where its processes listen. */
  readonly ports: readonly ListeningAt[]
  readonly isLooked: boolean
  readonly apiKey: string | null
  readonly parentKind: ServerKind | null
}

export interface WatchedServer {
  /** Asks what is due, one request after the other; a visit that is still under way is waited for. Never rejects. */
  visit(found: Found, visit: Visit): Promise<void>
  /** At the next visit everything is asked, whatever its time. */
  hurry(): void
  told(): ServerTold
}

/** A server that does not answer is asked less and less often, up to this. */
const maxBackOffMs = 60_000

/** What keeps a server from answering, and since when it does not. */
interface Trouble {
  readonly state: Exclude<ServerState, 'ready'>
  readonly reason: string | null
  readonly failures: number
  readonly againAtMs: number
}

const troubleAfter = (
  before: Trouble | null,
  { state, reason }: Pick<Trouble, 'state' | 'reason'>,
  nowMs: number,
): Trouble => {
  const failures = before?.failures ?? 0
  // one that does not listen yet costs nothing, and is waited for
  const backOffMs = state === 'starting' ? 0 : Math.min(maxBackOffMs, 1_000 * 2 ** failures)
  const againAtMs = nowMs + backOffMs
  return { state, reason, failures: failures + 1, againAtMs }
}

export function createWatchedServer(first: Found): WatchedServer {
  const answers = createServerAnswers(first.spec)
  const polls = createPolls(answers)
  let found = first
  let at: ListeningAt | null = null
  let trouble: Trouble | null = null
  let apiKey: string | null = null
  const haveChanged = createPortsChange()
  let open: Promise<void> | null = null

  const fail = (why: Pick<Trouble, 'state' | 'reason'>, nowMs: number): void => {
    trouble = troubleAfter(trouble, why, nowMs)
  }

  const go = async (visit: Visit): Promise<void> => {
    const { asker, ports } = visit
    if (haveChanged(ports)) trouble = null
    if (asker.atMs < (trouble?.againAtMs ?? asker.atMs)) return
    at = ports.find((one) => isSame(one, at)) ?? null
    if (at === null) {
      const who = await identify(found, ports, { asker, apiKey, nowMs: asker.atMs })
      if (who.kind === 'none') return fail(who, asker.atMs)
      at = who.at
    }
    const failure = await polls.poll({ ...visit, address: at, process: found.root })
    trouble = failure === null ? null : troubleAfter(trouble, failure, asker.atMs)
    // its process is there, and listens no more: it ends, or begins anew
    if (failure?.state === 'starting') at = null
  }

  return {
    visit: (next, visit) => {
      found = next
      if (visit.apiKey !== apiKey) answers.reopen()
      apiKey = visit.apiKey
      open ??= attempt(visit.asker.atMs, () => go(visit)).then((done) => {
        open = null
        if (done.kind !== 'ok') fail({ state: 'silent', ...done }, done.atMs) // a fault of ours
      })
      return open
    },
    hurry: () => {
      polls.hurry()
      if (trouble !== null) trouble = { ...trouble, againAtMs: Number.NEGATIVE_INFINITY }
    },
    told: () => {
      const facts = answers.facts(found.root)
      const atMs = answers.atMs()
      return {
        found,
        spec: answers.spec(),
        at,
        ...stateOf(trouble, { hasAnswered: atMs !== null, isClosed: answers.isClosed(), facts }),
        facts,
        doing: answers.doing(),
        atMs,
      }
    },
  }
}

/** Whether it has opened a port since, or closed one. */
function createPortsChange(): (ports: readonly ListeningAt[]) => boolean {
  let before = ''
  return (ports) => {
    const now = ports.map(({ host, port }) => `${host}:${port}`).join(' ')
    const hasChanged = now !== before
    before = now
    return hasChanged
  }
}

const isSame = (a: ListeningAt, b: ListeningAt | null): boolean =>
  b !== null && a.port === b.port && a.host === b.host && a.pid === b.pid

function stateOf(
  trouble: Trouble | null,
  told: { readonly hasAnswered: boolean; readonly isClosed: boolean; readonly facts: ServerFacts },
): Pick<ServerTold, 'state' | 'reason'> {
  if (trouble !== null) return { state: trouble.state, reason: trouble.reason }
  if (told.isClosed) return { state: 'closed', reason: 'it wants a key' }
  if (!told.hasAnswered) return { state: 'starting', reason: null }
  if (told.facts.isReady !== false) return { state: 'ready', reason: null }
  return { state: 'starting', reason: told.facts.errorMessage ?? null }
}

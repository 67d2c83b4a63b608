import type { ServerKind, ServerState } from '../../../shared/server.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { attempt } from '../../host/attempt.ts'
import type { Doing } from './activity.ts'
import type { Found } from '../programs/discover.ts'
import type { ServerFacts } from '../answers/facts.ts'
import type { ListeningAt } from './identify-server.ts'
import type { ServerKindSpec } from '../server-kind.ts'
import { createProof } from './server-proof.ts'
import { createTalk } from './server-talk.ts'
import { createTrouble, wantsKey, type Trouble } from './server-trouble.ts'

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

export function createWatchedServer(first: Found): WatchedServer {
  const talk = createTalk(first)
  const proof = createProof()
  const trouble = createTrouble()
  const haveChanged = createPortsChange()
  let found = first
  let apiKey: string | null = null
  let open: Promise<void> | null = null

  /** null: it has answered. */
  const ask = async (visit: Visit): Promise<Trouble | null> => {
    const { asker, ports } = visit
    const who = await proof.of(found, { asker, ports, apiKey, nowMs: asker.atMs })
    if (who.kind === 'none') return who
    if (who.kind === 'closed') return wantsKey // nothing but its mark is asked for until that has come
    talk.isWith(who.at.pid)
    const failure = await talk.now().polls.poll({ ...visit, address: who.at, found })
    // its process is there, and listens no more: it ends, or begins anew
    if (failure !== null && failure.state !== 'silent') proof.lose()
    return failure
  }

  const go = async (visit: Visit): Promise<void> => {
    const { atMs } = visit.asker
    if (haveChanged(visit.ports)) trouble.note(null, atMs)
    if (!trouble.isWaiting(atMs)) trouble.note(await ask(visit), atMs)
  }

  return {
    visit: (next, visit) => {
      found = next
      if (visit.apiKey !== apiKey) {
        talk.now().answers.reopen()
        if (trouble.now()?.state === 'closed') trouble.waitNoMore()
      }
      apiKey = visit.apiKey
      open ??= attempt(visit.asker.atMs, () => go(visit)).then((done) => {
        open = null
        if (done.kind !== 'ok') trouble.note({ state: 'silent', reason: done.reason }, done.atMs) // a fault of ours
      })
      return open
    },
    hurry: () => {
      talk.now().polls.hurry()
      talk.now().answers.hurry()
      trouble.waitNoMore()
    },
    told: () => {
      const { answers, polls } = talk.now()
      const facts = answers.facts(found.root)
      const atMs = answers.atMs()
      const isClosed = answers.isClosed()
      const isHeard = atMs !== null || polls.isThrough()
      const state = stateOf(trouble.now(), { isHeard, isClosed, facts })
      const spec = answers.spec()
      return { found, spec, at: proof.at(), ...state, facts, doing: answers.doing(), atMs }
    },
  }
}

/** Whether it has opened a port since, or closed one, or another process of it has. */
function createPortsChange(): (ports: readonly ListeningAt[]) => boolean {
  let before = ''
  return (ports) => {
    const now = ports.map(({ host, port, pid }) => `${host}:${port} ${pid}`).join(' ')
    const hasChanged = now !== before
    before = now
    return hasChanged
  }
}

function stateOf(
  trouble: Trouble | null,
  told: { readonly isHeard: boolean; readonly isClosed: boolean; readonly facts: ServerFacts },
): Pick<ServerTold, 'state' | 'reason'> {
  if (trouble !== null) return { state: trouble.state, reason: trouble.reason }
  if (told.isClosed) return wantsKey
  if (!told.isHeard) return { state: 'starting', reason: null }
  if (told.facts.isReady !== false) return { state: 'ready', reason: null }
  return { state: 'starting', reason: told.facts.errorMessage ?? null }
}

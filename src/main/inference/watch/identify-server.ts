import type { Pid } from '../../../shared/ids.ts'
import type { Asker } from '../../host/host.ts'
import { get, type Address } from './server-client.ts'
import type { Found } from '../programs/discover.ts'
import type { ServerProcess } from '../server-kind.ts'

/** A port of this machine's loopback that a process of a server listens on. */
export interface ListeningAt extends Address {
  /** null: of a process that may not be looked at; then it is of the server's user. */
  readonly pid: Pid | null
}

/** Why a server tells nothing. */
export interface Unheard {
  readonly state: 'starting' | 'silent' | 'unasked'
  readonly reason: string
}

/** What became of the question who answers on the ports of a server. */
export type Identification =
  | { readonly kind: 'found'; readonly at: ListeningAt }
  /** It is there, and wants a key before it says who it is. */
  | { readonly kind: 'closed'; readonly at: ListeningAt }
  | ({ readonly kind: 'none' } & Unheard)

/** One process may listen on many ports; a server does on a few. */
const maxPorts = 6
/** A server that has just begun may not listen yet. */
const startsWithinMs = 120_000

interface Asking {
  readonly asker: Asker
  readonly apiKey: string | null
  readonly nowMs: number
}

/**
 * Which of its ports is a server's: the marks of its kind are asked for, and nothing else is sent to a port before one of them
 * has come (server-apis.md §2).
 */
export async function identify(
  found: Found,
  ports: readonly ListeningAt[],
  asking: Asking,
): Promise<Identification> {
  const { spec, root } = found
  if (spec.marks.length === 0) return none(unasked('only its process tells of it'))
  if (ports.length === 0) {
    return isYoung(root, asking.nowMs)
      ? none({ state: 'starting', reason: 'it does not listen yet' })
      : none(unasked('it listens on no port'))
  }
  const tried: Unheard[] = []
  for (const at of usualFirst(ports, spec.usualPorts).slice(0, maxPorts)) {
    const identification = await identifyAt(found, at, asking)
    if (identification.kind !== 'none') return identification
    tried.push(identification)
  }
  return none(mostTelling(tried))
}

/** One that is slow before one that is not there, and one that is another before one that has gone. */
const mostTelling = (tried: readonly Unheard[]): Unheard =>
  tried.find(({ state }) => state === 'silent') ??
  tried.find(({ state }) => state === 'starting') ??
  tried.find(({ reason }) => reason !== listensNoMore) ??
  unasked(listensNoMore)

const listensNoMore = 'it does not listen any more'

/** Nothing listens at the port of a process: one that has just begun will, and one of long ago has closed it. */
export function unheard(
  { root, members }: Found,
  { pid }: ListeningAt,
  { nowMs, reason }: { readonly nowMs: number; readonly reason: string },
): Unheard {
  const listener = members.find((one) => one.pid === pid) ?? root
  return isYoung(listener, nowMs) ? { state: 'starting', reason } : unasked(listensNoMore)
}

/** Also of a start that lies a little ahead, by the clock of the kernel. */
const isYoung = ({ startedAtMs }: ServerProcess, nowMs: number): boolean =>
  Math.abs(nowMs - startedAtMs) < startsWithinMs

async function identifyAt(
  found: Found,
  at: ListeningAt,
  { asker, apiKey, nowMs }: Asking,
): Promise<Identification> {
  // without the key: it is for nobody who has not shown who he is, unless he wants it before that
  const first = await marksAt(found, at, { asker, apiKey: null, nowMs })
  return first.kind === 'closed' && apiKey !== null
    ? marksAt(found, at, { asker, apiKey, nowMs })
    : first
}

async function marksAt(
  found: Found,
  at: ListeningAt,
  { asker, apiKey, nowMs }: Asking,
): Promise<Identification> {
  const { spec } = found
  let isClosed = false
  for (const mark of spec.marks) {
    const reply = await get({ asker, address: at, apiKey, nowMs }, mark.path)
    switch (reply.kind) {
      case 'refused':
        return none(unheard(found, at, { nowMs, reason: reply.reason }))
      case 'silent':
        return none({ state: 'silent', reason: reply.reason })
      case 'answer':
    }
    if (mark.isOf(reply.answer)) return { kind: 'found', at }
    isClosed ||= reply.answer.status === 401 || reply.answer.status === 403
  }
  return isClosed
    ? { kind: 'closed', at }
    : none(unasked(`what answers on port ${at.port} is not ${spec.title}`))
}

const none = (why: Unheard): Identification => ({ kind: 'none', ...why })
const unasked = (reason: string): Unheard => ({ state: 'unasked', reason })

const usualFirst = (
  ports: readonly ListeningAt[],
  usual: readonly number[],
): readonly ListeningAt[] => {
  const rank = ({ port }: ListeningAt): number => {
    const index = usual.indexOf(port)
    return index < 0 ? usual.length : index
  }
  return ports.toSorted((a, b) => rank(a) - rank(b))
}

import type { Pid } from '../../shared/ids.ts'
import type { Asker } from '../host/host.ts'
import { get, type Address } from './server-client.ts'
import type { Found } from './discover.ts'

/** A port of this machine's loopback that a process of a server listens on. */
export interface ListeningAt extends Address {
  /** null: of a process that may not be looked at; then it is of the server's user. */
  readonly pid: Pid | null
}

/** What became of the question who answers on the ports of a server. */
export type Identification =
  | { readonly kind: 'found'; readonly at: ListeningAt }
  /** It is there, and wants a key before it says who it is. */
  | { readonly kind: 'closed'; readonly at: ListeningAt }
  | {
      readonly kind: 'none'
      readonly state: 'starting' | 'silent' | 'unasked'
      readonly reason: string
    }

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
  { spec, root }: Found,
  ports: readonly ListeningAt[],
  asking: Asking,
): Promise<Identification> {
  if (spec.marks.length === 0) return unasked('only its process tells of it')
  if (ports.length === 0) {
    const isYoung = asking.nowMs - root.startedAtMs < startsWithinMs
    return isYoung ? starting('it does not listen yet') : unasked('it listens on no port')
  }
  let worst: Identification = unasked(`what answers on its port is not ${spec.title}`)
  for (const at of usualFirst(ports, spec.usualPorts).slice(0, maxPorts)) {
    const identification = await identifyAt({ spec, root }, at, asking)
    if (identification.kind !== 'none') return identification
    if (identification.state !== 'unasked' || ports.length === 1) worst = identification
  }
  return worst
}

async function identifyAt(
  { spec, root }: Pick<Found, 'spec' | 'root'>,
  at: ListeningAt,
  { asker, apiKey, nowMs }: Asking,
): Promise<Identification> {
  // without the key: it is for nobody who has not shown who he is, unless he wants it before that
  const first = await marksAt({ spec, root }, at, { asker, apiKey: null, nowMs })
  return first.kind === 'closed' && apiKey !== null
    ? marksAt({ spec, root }, at, { asker, apiKey, nowMs })
    : first
}

async function marksAt(
  { spec }: Pick<Found, 'spec' | 'root'>,
  at: ListeningAt,
  { asker, apiKey, nowMs }: Asking,
): Promise<Identification> {
  let isClosed = false
  for (const mark of spec.marks) {
    const reply = await get({ asker, address: at, apiKey, nowMs }, mark.path)
    if (reply.kind !== 'answer') {
      const state = reply.kind === 'refused' ? 'starting' : 'silent'
      return { kind: 'none', state, reason: reply.reason }
    }
    if (mark.isOf(reply.answer)) return { kind: 'found', at }
    isClosed ||= reply.answer.status === 401 || reply.answer.status === 403
  }
  return isClosed
    ? { kind: 'closed', at }
    : unasked(`what answers on port ${at.port} is not ${spec.title}`)
}

const starting = (reason: string): Identification => ({ kind: 'none', state: 'starting', reason })
const unasked = (reason: string): Identification => ({ kind: 'none', state: 'unasked', reason })

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

import type { ServerState } from '../../../shared/server.ts'
import { isWithin } from './is-within.ts'

/** What keeps a server from answering. */
export interface Trouble {
  readonly state: Exclude<ServerState, 'ready'>
  readonly reason: string | null
}

export const wantsKey: Trouble = { state: 'closed', reason: 'it wants a key' }

/** A server that does not answer is asked less and less often, up to this. */
const maxBackOffMs = 60_000
/** One that wants a key before it says who it is, is asked again after this: its user may have switched that off. */
const closedForMs = 300_000

/** Since when a server is in trouble, and for how long it is left alone. */
interface Lasting extends Trouble {
  readonly failures: number
  readonly sinceMs: number
  readonly backOffMs: number
}

/** The trouble with one server, from one visit to the next. */
export function createTrouble(): {
  now(): Trouble | null
  /** `why`: of this visit; null: all was well. */
  note(why: Trouble | null, nowMs: number): void
  /** It is left alone for a while. */
  isWaiting(nowMs: number): boolean
  waitNoMore(): void
} {
  let lasting: Lasting | null = null
  return {
    now: () => lasting,
    note: (why, nowMs) => {
      const failures = lasting?.failures ?? 0
      lasting =
        why === null
          ? null
          : {
              state: why.state,
              reason: why.reason,
              failures: failures + 1,
              sinceMs: nowMs,
              backOffMs: backOffOf(why, failures),
            }
    },
    isWaiting: (nowMs) => lasting !== null && isWithin(lasting.sinceMs, lasting.backOffMs, nowMs),
    waitNoMore: () => {
      if (lasting !== null) lasting = { ...lasting, backOffMs: 0 }
    },
  }
}

function backOffOf({ state }: Trouble, failures: number): number {
  switch (state) {
    case 'starting':
      return 0 // one that does not listen yet costs nothing, and is waited for
    case 'closed':
      return closedForMs
    case 'silent':
    case 'unasked':
      return Math.min(maxBackOffMs, 1_000 * 2 ** failures)
  }
}

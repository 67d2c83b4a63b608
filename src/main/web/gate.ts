import type { Scope } from '../../shared/contract.ts'
import { createLockOut } from './lock-out.ts'
import type { Peer } from './peer.ts'
import { createKeyring, type Key } from './token.ts'

/** What is noted of those who come from other machines. */
export interface VisitNotes {
  /** It has said a token that opens this. */
  came(address: string, scopes: ReadonlySet<Scope>): void
  wrong(address: string): void
  lockedOut(address: string): void
}

/** Who may do what, and who has tried too often. HTTP and WebSockets are counted together. */
export interface Gate {
  /** null: it may ask. */
  lockedForMs(peer: Peer): number | null
  /** What a token opens. One that opens nothing is counted. */
  scopesFor(peer: Peer, given: string): ReadonlySet<Scope>
}

export interface GateOptions {
  readonly keys: readonly Key[]
  readonly nowMs: () => number
  readonly notes: VisitNotes
}

const nothing: ReadonlySet<Scope> = new Set()

/** This machine is never locked out: by whoever comes through it, its user would be. */
export function createGate({ keys, nowMs, notes }: GateOptions): Gate {
  const opens = createKeyring(keys)
  const lockOut = createLockOut()
  return {
    lockedForMs: ({ key, isHere }) => (isHere ? null : lockOut.lockedForMs(key, nowMs())),
    scopesFor: ({ address, key, isHere }, given) => {
      if (!isHere && lockOut.lockedForMs(key, nowMs()) !== null) return nothing
      const scopes = opens(given)
      if (isHere || given === '') return scopes
      if (scopes.size > 0) notes.came(address, scopes)
      else {
        notes.wrong(address)
        if (lockOut.wrong(key, nowMs())) notes.lockedOut(address)
      }
      return scopes
    },
  }
}

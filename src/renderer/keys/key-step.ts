import type { Outcome } from '../../shared/contract.ts'
import type { ServerId } from '../../shared/ids.ts'
import { printable } from '../../shared/printable.ts'
import type { Server } from '../../shared/server.ts'

/** How far the key of one server has come, as it was asked for on this screen. The key itself stands in none of it. */
export type KeyStep =
  /** The form is there; `refusal`: what Headroom has said to the last one that was typed. */
  | { readonly kind: 'open'; readonly refusal: string | null }
  | { readonly kind: 'sending' }
  /** When, on the clock of the Snapshots. */
  | { readonly kind: 'given'; readonly atMs: number }

export type KeySteps = ReadonlyMap<ServerId, KeyStep>

const maxSentenceLength = 400

/** `atMs`: of the last Snapshot before the answer. */
export function keyStepAfter(outcome: Outcome<null>, atMs: number): KeyStep {
  switch (outcome.kind) {
    case 'ok':
      return { kind: 'given', atMs }
    case 'refused':
      return { kind: 'open', refusal: printable(outcome.reason, maxSentenceLength) }
  }
}

/** Within this the server has been asked again, with the key. */
const askedAgainAfterMs = 3_000

/** What came of the key, where the server is still closed in the Snapshot of `atMs`; null where none was given. */
export function keyNews(step: KeyStep | null, atMs: number): 'given' | 'refused' | null {
  if (step?.kind !== 'given') return null
  return atMs - step.atMs < askedAgainAfterMs ? 'given' : 'refused'
}

/** What can stand in a header, and how much of it: Core admits no other. */
const keySigns = /^[\x21-\x7e]+$/
export const maxKeyLength = 512

export type KeyTrouble = 'none' | 'tooLong' | 'otherSigns'

/** Why this cannot be a key, before anyone is asked; null where it can. */
export function troubleOfKey(key: string): KeyTrouble | null {
  if (key === '') return 'none'
  if (key.length > maxKeyLength) return 'tooLong'
  return keySigns.test(key) ? null : 'otherSigns'
}

/** Without the forms that have nothing to say, of servers that want no key any more: they must not come back by themselves. */
export function withoutIdleForms(steps: KeySteps, servers: readonly Server[]): KeySteps {
  const closed = new Set(servers.filter(({ state }) => state === 'closed').map(({ id }) => id))
  const kept = [...steps].filter(
    ([id, step]) => step.kind !== 'open' || step.refusal !== null || closed.has(id),
  )
  return kept.length === steps.size ? steps : new Map(kept)
}

/** What Headroom has said to a key that the server takes all the same: that it could not be kept. */
export function refusalOfTaken(step: KeyStep | undefined, { state }: Server): string | null {
  return step?.kind === 'open' && state !== 'closed' ? step.refusal : null
}

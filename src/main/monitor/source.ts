import type { Reading } from '../../shared/reading.ts'
import type { Part, Source as SourceStatus, Unknown } from '../../shared/snapshot.ts'
import { askAt, type AskerAt } from '../host/ask-at.ts'
import { attempt } from '../host/attempt.ts'
import type { Host } from '../host/host.ts'

/** How often a source is asked (design §7): while somebody looks, and while nobody does. `once`: until it has answered. */
export type Pace = 'fast' | 'slow' | 'once'
const everyMsOf: Readonly<Record<Pace, { readonly looked: number; readonly alone: number }>> = {
  fast: { looked: 1_000, alone: 5_000 },
  slow: { looked: 5_000, alone: 30_000 },
  once: { looked: 60_000, alone: 60_000 },
}
export const tickEveryMs = (isLooked: boolean): number =>
  isLooked ? everyMsOf.fast.looked : everyMsOf.fast.alone

/** A timer may fire a little early: a source is due as well when this little is missing. */
const earlyMs = 100
/** An answer older than this many periods is stale; one older than `lostAfterPeriods` is shown no more. */
const staleAfterPeriods = 3
const lostAfterPeriods = 10

export interface SourceSpec<T> {
  readonly id: string
  readonly title: string
  readonly pace: Pace
  /** Costly: asked only while somebody looks. */
  readonly isForLookers?: boolean
  readonly read: (asker: AskerAt) => Promise<Reading<T>>
}

/** A source with its value left open: what the loop needs to know. */
export interface AnySource {
  readonly id: string
  isDue(atMs: number, isLooked: boolean): boolean
  /** Asks, unless an earlier question is still open. Never rejects. */
  ask(host: Host, atMs: number): Promise<void>
  statusAt(atMs: number, isLooked: boolean): SourceStatus
}

/** The last answer that had a value, and when it was given. */
export interface Good<T> {
  readonly value: T
  readonly atMs: number
}

export interface Source<T> extends AnySource {
  /** The last value, if it is not too old to be shown. */
  goodAt(atMs: number): (Good<T> & { readonly isStale: boolean }) | null
  /** That value as a part of the Snapshot, or why there is none. */
  partAt<U extends object>(atMs: number, map: (value: T) => U): Part<U>
}

interface Known<T> {
  readonly latest: Reading<T> | null
  readonly good: Good<T> | null
  readonly askedAtMs: number | null
  readonly isOpen: boolean
}

export function createSource<T>(spec: SourceSpec<T>): Source<T> {
  let known: Known<T> = { latest: null, good: null, askedAtMs: null, isOpen: false }
  let periodMs = everyMsOf[spec.pace].alone

  const isAsked = (isLooked: boolean): boolean => isLooked || spec.isForLookers !== true
  const isOlder = (good: Good<T>, atMs: number, periods: number): boolean =>
    spec.pace !== 'once' && atMs - good.atMs > periods * periodMs
  const goodAt: Source<T>['goodAt'] = (atMs) => {
    const { good, latest } = known
    if (good === null || latest?.kind === 'absent' || isOlder(good, atMs, lostAfterPeriods))
      return null
    return { ...good, isStale: isOlder(good, atMs, staleAfterPeriods) }
  }

  return {
    id: spec.id,
    isDue: (atMs, isLooked) => {
      periodMs = everyMsOf[spec.pace][isLooked ? 'looked' : 'alone']
      if (!isAsked(isLooked)) return false
      if (spec.pace === 'once' && known.good !== null) return false
      const { askedAtMs } = known
      if (askedAtMs === null || atMs < askedAtMs) return true // at first, and when the clock was set back
      return atMs - askedAtMs >= periodMs - earlyMs
    },
    ask: async (host, atMs) => {
      if (known.isOpen) return
      known = { ...known, isOpen: true, askedAtMs: atMs }
      const asker = askAt(host, atMs)
      const outcome = await attempt(atMs, () => spec.read(asker))
      const latest = outcome.kind === 'ok' ? outcome.value : outcome
      const reading = { ...latest, atMs, tookMs: asker.tookMs() }
      const good = reading.kind === 'ok' ? { value: reading.value, atMs } : known.good
      known = { ...known, latest: reading, good, isOpen: false }
    },
    goodAt,
    partAt: (atMs, map) => {
      const good = goodAt(atMs)
      if (good === null) return unknownOf(known.latest)
      return { ...map(good.value), kind: 'ok', atMs: good.atMs, isStale: good.isStale }
    },
    statusAt: (atMs, isLooked) => {
      const { latest, good } = known
      return {
        id: spec.id,
        title: spec.title,
        kind: latest?.kind ?? 'waiting',
        reason:
          latest === null
            ? isAsked(isLooked)
              ? 'no answer yet'
              : 'asked only while somebody looks'
            : reasonIn(latest),
        ageMs: good === null ? null : Math.max(0, atMs - good.atMs),
        isStale: isAsked(isLooked) && good !== null && isOlder(good, atMs, staleAfterPeriods),
        tookMs: latest?.tookMs ?? null,
        everyMs: spec.pace === 'once' ? null : everyMsOf[spec.pace][isLooked ? 'looked' : 'alone'],
      }
    },
  }
}

const reasonIn = (reading: Reading<unknown>): string | null =>
  reading.kind === 'ok' ? null : reading.reason

export function unknownOf(latest: Reading<unknown> | null): Unknown {
  if (latest === null) return { kind: 'waiting', reason: 'no answer yet' }
  if (latest.kind === 'ok') return { kind: 'failed', reason: 'its last answer is too old' }
  return { kind: latest.kind, reason: latest.reason }
}

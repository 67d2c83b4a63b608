import type { Reading } from '../../shared/reading.ts'
import type { Part, Source as SourceStatus, Unknown } from '../../shared/snapshot.ts'
import { formatSpan } from '../../shared/units.ts'
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
/**
 * An answer older than this many periods is stale, and so is one after which the source failed; one older than
 * `lostAfterPeriods` is shown no more. A question that is open for as long as makes stale has failed.
 */
const staleAfterPeriods = 3
const lostAfterPeriods = 10

export interface SourceSpec<T> {
  readonly id: string
  readonly title: string
  readonly pace: Pace
  /** Costly: asked only while somebody looks. */
  readonly isForLookers?: boolean
  /** Whether what it needs from other sources is there. */
  readonly isReady?: (atMs: number) => boolean
  readonly read: (asker: AskerAt) => Promise<Reading<T>>
}

/** A source with its value left open: what the loop needs to know. */
export interface AnySource {
  readonly id: string
  isDue(atMs: number, isLooked: boolean): boolean
  /** Asks, unless an earlier question is still open: then that one is waited for. Never rejects. */
  ask(host: Host, atMs: number): Promise<void>
  isOpen(): boolean
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
  /** `periodMs`: how often it was asked then. Ages are judged by that, or by today's period if it is longer. */
  readonly good: (Good<T> & { readonly periodMs: number }) | null
  readonly askedAtMs: number | null
  readonly open: Promise<void> | null
}

/** What is to be thought of what is known. */
interface Judgement {
  /** Why the source has nothing to say, or nothing new; null where it answers. */
  readonly trouble: Unknown | null
  readonly isStale: boolean
  /** Too old to be shown, or gone. */
  readonly isLost: boolean
}

function judge<T>(known: Known<T>, pace: Pace, periodMs: number, atMs: number): Judgement {
  const { latest, good, askedAtMs, open } = known
  const isOlder = (periods: number): boolean =>
    pace !== 'once' &&
    good !== null &&
    atMs - good.atMs > periods * Math.max(periodMs, good.periodMs)
  const openMs = open === null || askedAtMs === null ? 0 : atMs - askedAtMs
  const trouble = openMs > staleAfterPeriods * periodMs ? hanging(openMs) : troubleIn(latest)
  return {
    trouble,
    isStale: good !== null && (trouble?.kind === 'failed' || isOlder(staleAfterPeriods)),
    isLost: good === null || latest?.kind === 'absent' || isOlder(lostAfterPeriods),
  }
}

const hanging = (openMs: number): Unknown => ({
  kind: 'failed',
  reason: `no answer for ${formatSpan(openMs)}`,
})

function troubleIn(latest: Reading<unknown> | null): Unknown | null {
  if (latest === null) return { kind: 'waiting', reason: 'no answer yet' }
  return latest.kind === 'ok' ? null : { kind: latest.kind, reason: latest.reason }
}

async function answerOf<T>(spec: SourceSpec<T>, host: Host, atMs: number): Promise<Reading<T>> {
  const asker = askAt(host, atMs)
  const outcome = await attempt(atMs, () => spec.read(asker))
  return { ...(outcome.kind === 'ok' ? outcome.value : outcome), atMs, tookMs: asker.tookMs() }
}

export function createSource<T>(spec: SourceSpec<T>): Source<T> {
  let known: Known<T> = { latest: null, good: null, askedAtMs: null, open: null }
  let periodMs = everyMsOf[spec.pace].alone

  const isAsked = (isLooked: boolean): boolean => isLooked || spec.isForLookers !== true
  const judgeAt = (atMs: number): Judgement => judge(known, spec.pace, periodMs, atMs)

  const goodAt: Source<T>['goodAt'] = (atMs) => {
    const { isLost, isStale } = judgeAt(atMs)
    if (known.good === null || isLost) return null
    return { value: known.good.value, atMs: known.good.atMs, isStale }
  }

  const answer = async (host: Host, atMs: number): Promise<void> => {
    const latest = await answerOf(spec, host, atMs)
    const good = latest.kind === 'ok' ? { value: latest.value, atMs, periodMs } : known.good
    known = { ...known, latest, good, open: null }
  }

  return {
    id: spec.id,
    isDue: (atMs, isLooked) => {
      periodMs = everyMsOf[spec.pace][isLooked ? 'looked' : 'alone']
      if (known.open !== null || !isAsked(isLooked) || spec.isReady?.(atMs) === false) return false
      if (spec.pace === 'once' && known.good !== null) return false
      const { askedAtMs } = known
      if (askedAtMs === null || atMs < askedAtMs) return true // at first, and when the clock was set back
      return atMs - askedAtMs >= periodMs - earlyMs
    },
    ask: (host, atMs) => {
      if (known.open !== null) return known.open
      known = { ...known, askedAtMs: atMs }
      const open = answer(host, atMs)
      known = { ...known, open }
      return open
    },
    isOpen: () => known.open !== null,
    goodAt,
    partAt: (atMs, map) => {
      const good = goodAt(atMs)
      if (good !== null) {
        return { ...map(good.value), kind: 'ok', atMs: good.atMs, isStale: good.isStale }
      }
      return judgeAt(atMs).trouble ?? { kind: 'failed', reason: 'its last answer is too old' }
    },
    statusAt: (atMs, isLooked) =>
      statusOf(spec, known, judgeAt(atMs), { atMs, periodMs, isAsked: isAsked(isLooked) }),
  }
}

function statusOf<T>(
  { id, title, pace }: SourceSpec<T>,
  { latest, good }: Known<T>,
  { trouble, isStale }: Judgement,
  now: { readonly atMs: number; readonly periodMs: number; readonly isAsked: boolean },
): SourceStatus {
  const isWaitingForLookers = trouble?.kind === 'waiting' && !now.isAsked
  return {
    id,
    title,
    kind: trouble?.kind ?? 'ok',
    reason: isWaitingForLookers ? 'asked only while somebody looks' : (trouble?.reason ?? null),
    ageMs: good === null ? null : Math.max(0, now.atMs - good.atMs),
    isStale: now.isAsked && isStale,
    tookMs: latest?.tookMs ?? null,
    everyMs: pace === 'once' ? null : now.periodMs,
  }
}

import type { Reading } from '../../shared/reading.ts'
import type { Part, Source as SourceStatus } from '../../shared/snapshot.ts'
import { askAt, type AskerAt } from '../host/ask-at.ts'
import { attempt } from '../host/attempt.ts'
import type { Host } from '../host/host.ts'
import { judge, type Good, type Judgement, type Known } from './judgement.ts'
import {
  isRepeated,
  periodMsOf,
  sharedPeriodMs,
  type Attention,
  type Pace,
  type Share,
} from './pace.ts'

/** A timer may fire a little early: a source is due as well when this little is missing. */
const earlyMs = 100

export interface SourceSpec<T> {
  readonly id: string
  readonly title: string
  readonly pace: Pace
  /** Costly: asked only while somebody looks. */
  readonly isForLookers?: boolean
  /** The share of time that its answers may take: one that takes longer is asked less often. */
  readonly maxShare?: Share
  /** Whether something has changed that its last answer, given at this instant, does not tell: its share waits then. */
  readonly isUrgent?: (atMs: number, answeredAtMs: number) => boolean
  /** A source of pace `once` is asked again, at its pace, when this is no more what it was at its last answer. */
  readonly againWhen?: (atMs: number) => string
  /** Whether what it needs from other sources is there. */
  readonly isReady?: (atMs: number) => boolean
  readonly read: (asker: AskerAt) => Promise<Reading<T>>
  /** Ends what it keeps running, as nobody looks any more. */
  readonly rest?: () => void
}

/** A source with its value left open: what the loop needs to know. */
export interface AnySource {
  readonly id: string
  readonly pace: Pace
  isDue(atMs: number, attention: Attention): boolean
  /** Asks, unless an earlier question is still open: then that one is waited for. Never rejects. */
  ask(host: Host, atMs: number): Promise<void>
  isOpen(): boolean
  rest(): void
  statusAt(atMs: number, attention: Attention): SourceStatus
}

export interface Source<T> extends AnySource {
  /** The last value, if it is not too old to be shown. */
  goodAt(atMs: number): (Good<T> & { readonly isStale: boolean }) | null
  /** That value as a part of the Snapshot, or why there is none. */
  partAt<U extends object>(atMs: number, map: (value: T) => U): Part<U>
}

async function answerOf<T>(spec: SourceSpec<T>, host: Host, atMs: number): Promise<Reading<T>> {
  const asker = askAt(host, atMs)
  const outcome = await attempt(atMs, () => spec.read(asker))
  return { ...(outcome.kind === 'ok' ? outcome.value : outcome), atMs, tookMs: asker.tookMs() }
}

/** A source that took long is asked so seldom that it keeps to its share of time, unless it is urgent. */
function periodOf<T>(spec: SourceSpec<T>, known: Known<T>, atMs: number, attention: Attention) {
  const { pace, maxShare, isUrgent } = spec
  const periodMs = periodMsOf(pace, attention)
  if (maxShare === undefined) return periodMs
  if (known.good !== null && isUrgent?.(atMs, known.good.atMs) === true) return periodMs
  return sharedPeriodMs(pace, maxShare, known.latest?.tookMs ?? 0, attention)
}

/** Whether its time has come; `circumstance`: that of now. */
function isTimeFor<T>(
  { pace }: SourceSpec<T>,
  { good, askedAtMs }: Known<T>,
  now: { readonly atMs: number; readonly periodMs: number; readonly circumstance: string },
): boolean {
  if (pace === 'once' && good !== null && good.circumstance === now.circumstance) return false
  // at first, and when the clock was set back
  if (askedAtMs === null || now.atMs < askedAtMs) return true
  return now.atMs - askedAtMs >= now.periodMs - earlyMs
}

export function createSource<T>(spec: SourceSpec<T>): Source<T> {
  let known: Known<T> = { latest: null, good: null, askedAtMs: null, open: null }
  let periodMs = periodMsOf(spec.pace, { isLooked: false, isOnBattery: false })

  const circumstanceAt = (atMs: number): string => spec.againWhen?.(atMs) ?? ''
  const isAsked = (isLooked: boolean): boolean => isLooked || spec.isForLookers !== true
  const judgeAt = (atMs: number): Judgement => judge(known, spec.pace, periodMs, atMs)

  const goodAt: Source<T>['goodAt'] = (atMs) => {
    const { isLost, isStale } = judgeAt(atMs)
    if (known.good === null || isLost) return null
    return { value: known.good.value, atMs: known.good.atMs, isStale }
  }

  const answer = async (host: Host, atMs: number): Promise<void> => {
    const latest = await answerOf(spec, host, atMs)
    // what it hangs on is asked in the same tick, and has answered by now
    const circumstance = circumstanceAt(atMs)
    const good =
      latest.kind === 'ok' ? { value: latest.value, atMs, periodMs, circumstance } : known.good
    known = { ...known, latest, good, open: null }
  }

  return {
    id: spec.id,
    pace: spec.pace,
    isDue: (atMs, attention) => {
      periodMs = periodOf(spec, known, atMs, attention)
      if (spec.pace === 'on-demand' || known.open !== null) return false
      if (!isAsked(attention.isLooked) || spec.isReady?.(atMs) === false) return false
      return isTimeFor(spec, known, { atMs, periodMs, circumstance: circumstanceAt(atMs) })
    },
    ask: (host, atMs) => {
      if (known.open !== null) return known.open
      known = { ...known, askedAtMs: atMs }
      const open = answer(host, atMs)
      known = { ...known, open }
      return open
    },
    isOpen: () => known.open !== null,
    rest: () => spec.rest?.(),
    goodAt,
    partAt: (atMs, map) => {
      const good = goodAt(atMs)
      if (good !== null) {
        return { ...map(good.value), kind: 'ok', atMs: good.atMs, isStale: good.isStale }
      }
      return judgeAt(atMs).trouble ?? { kind: 'failed', reason: 'its last answer is too old' }
    },
    statusAt: (atMs, { isLooked }) =>
      statusOf(spec, known, judgeAt(atMs), { atMs, periodMs, isAsked: isAsked(isLooked) }),
  }
}

function statusOf<T>(
  { id, title, pace }: SourceSpec<T>,
  { latest, good }: Known<T>,
  { trouble, isStale }: Judgement,
  now: { readonly atMs: number; readonly periodMs: number; readonly isAsked: boolean },
): SourceStatus {
  return {
    id,
    title,
    kind: trouble?.kind ?? 'ok',
    reason: trouble?.kind === 'waiting' ? whyWaiting(pace, now.isAsked) : (trouble?.reason ?? null),
    ageMs: good === null ? null : Math.max(0, now.atMs - good.atMs),
    isStale: now.isAsked && isStale,
    tookMs: latest?.tookMs ?? null,
    everyMs: isRepeated(pace) ? now.periodMs : null,
  }
}

function whyWaiting(pace: Pace, isAsked: boolean): string {
  if (pace === 'on-demand') return 'asked only by doctor'
  return isAsked ? 'no answer yet' : 'asked only while somebody looks'
}

import type { Reading } from '../../shared/reading.ts'
import type { Part, Source as SourceStatus } from '../../shared/snapshot.ts'
import { askAt, type AskerAt } from '../host/ask-at.ts'
import { attempt } from '../host/attempt.ts'
import type { Host } from '../host/host.ts'
import { judge, type Good, type Judgement, type Known } from './judgement.ts'
import {
  isRepeated,
  periodMsOf,
  sharedRestMs,
  type Attention,
  type Pace,
  type Share,
} from './pace.ts'

/** A timer may fire a little early: a source is due as well when this little is missing. */
const earlyMs = 100

/** The machine, then what goes by its processes, then what goes by those that are servers. */
export const rounds = [1, 2, 3] as const
export type Round = (typeof rounds)[number]

/** `unwatched`: nobody looks any more; `anew`: what it may ask is another now, and what has failed may work. */
export type RestReason = 'unwatched' | 'anew'

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
  readonly read: (asker: AskerAt, attention: Attention) => Promise<Reading<T>>
  /** It goes by what sources of earlier rounds have answered in the same tick: asked when they have. 1 by default. */
  readonly round?: Round
  /** Ends what it keeps running. */
  readonly rest?: (why?: RestReason) => void
}

/** A source with its value left open: what the loop needs to know. */
export interface AnySource {
  readonly id: string
  readonly pace: Pace
  /** Asked when those of earlier rounds of its tick have answered. */
  readonly round: Round
  isDue(atMs: number, attention: Attention): boolean
  /** Asks, unless an earlier question is still open: then that one is waited for. Never rejects. */
  ask(host: Host, atMs: number, attention: Attention): Promise<void>
  isOpen(): boolean
  /**
   * What it measures has changed: it is asked at the next tick whatever its pace, `once` as well. One for lookers waits for
   * one all the same, its share is kept unless it is to be at once, and `on-demand` stays so.
   */
  hurry(isAtOnce?: boolean): void
  rest(why?: RestReason): void
  statusAt(atMs: number, attention: Attention): SourceStatus
}

export interface Source<T> extends AnySource {
  /** The last value, if it is not too old to be shown. */
  goodAt(atMs: number): (Good<T> & { readonly isStale: boolean }) | null
  /** That value as a part of the Snapshot, or why there is none. */
  partAt<U extends object>(atMs: number, map: (value: T) => U): Part<U>
}

async function answerOf<T>(
  spec: SourceSpec<T>,
  host: Host,
  atMs: number,
  attention: Attention,
): Promise<Reading<T>> {
  const asker = askAt(host, atMs)
  const outcome = await attempt(atMs, () => spec.read(asker, attention))
  return { ...(outcome.kind === 'ok' ? outcome.value : outcome), atMs, tookMs: asker.tookMs() }
}

/** A source that took long rests until it keeps to its share of time, unless it is urgent. */
function restMsOf<T>(
  { pace, maxShare, isUrgent }: SourceSpec<T>,
  { good, latest }: Known<T>,
  atMs: number,
  attention: Attention,
): number {
  if (maxShare === undefined) return 0
  if (good !== null && isUrgent?.(atMs, good.atMs) === true) return 0
  // one that has timed out has not worked for so long: by that it would be silent for minutes
  const tookMs = latest?.tookMs ?? 0
  const workedMs =
    latest?.kind === 'failed' && good !== null ? Math.min(tookMs, 2 * good.tookMs) : tookMs
  return sharedRestMs(pace, maxShare, workedMs, attention)
}

/** Whether its time has come; `circumstance`: that of now. */
function isTimeFor<T>(
  { pace }: SourceSpec<T>,
  { good, askedAtMs, isHurried, isAtOnce }: Known<T>,
  now: {
    readonly atMs: number
    readonly periodMs: number
    readonly restMs: number
    readonly circumstance: string
  },
): boolean {
  const isAnswered = good !== null && good.circumstance === now.circumstance
  if (pace === 'once' && isAnswered && !isHurried) return false
  // at first, and when the clock was set back
  if (askedAtMs === null || now.atMs < askedAtMs) return true
  const hurriedMs = isAtOnce ? 0 : now.restMs
  return now.atMs - askedAtMs >= (isHurried ? hurriedMs : now.periodMs) - earlyMs
}

/** One that was hurried and does not answer is asked until it does, even one of pace `once`. */
const askedAt = <T>(known: Known<T>, atMs: number): Known<T> => ({
  ...known,
  good: known.isHurried && known.good !== null ? { ...known.good, circumstance: null } : known.good,
  askedAtMs: atMs,
  isHurried: false,
  isAtOnce: false,
})

const nothingKnown: Known<never> = {
  latest: null,
  good: null,
  askedAtMs: null,
  isHurried: false,
  isAtOnce: false,
  open: null,
}

export function createSource<T>(spec: SourceSpec<T>): Source<T> {
  let known: Known<T> = nothingKnown
  let periodMs = periodMsOf(spec.pace, { isLooked: false, isOnBattery: false })

  const circumstanceAt = (atMs: number): string => spec.againWhen?.(atMs) ?? ''
  const isAsked = (isLooked: boolean): boolean => isLooked || spec.isForLookers !== true
  const judgeAt = (atMs: number): Judgement => judge(known, spec.pace, periodMs, atMs)

  const goodAt: Source<T>['goodAt'] = (atMs) => {
    const { isLost, isStale } = judgeAt(atMs)
    if (known.good === null || isLost) return null
    return { value: known.good.value, atMs: known.good.atMs, isStale }
  }

  const answer = async (host: Host, atMs: number, attention: Attention): Promise<void> => {
    const latest = await answerOf(spec, host, atMs, attention)
    // what it hangs on is asked in the same tick, and has answered by now
    const circumstance = circumstanceAt(atMs)
    known = { ...known, latest, open: null }
    if (latest.kind !== 'ok') return
    const { value, tookMs } = latest
    known = { ...known, good: { value, atMs, periodMs, circumstance, tookMs } }
  }

  return {
    id: spec.id,
    pace: spec.pace,
    round: spec.round ?? 1,
    isDue: (atMs, attention) => {
      const restMs = restMsOf(spec, known, atMs, attention)
      periodMs = Math.max(periodMsOf(spec.pace, attention), restMs)
      if (spec.pace === 'on-demand' || known.open !== null) return false
      if (!isAsked(attention.isLooked) || spec.isReady?.(atMs) === false) return false
      const circumstance = circumstanceAt(atMs)
      return isTimeFor(spec, known, { atMs, periodMs, restMs, circumstance })
    },
    ask: (host, atMs, attention) => {
      if (known.open !== null) return known.open
      known = askedAt(known, atMs)
      const open = answer(host, atMs, attention)
      known = { ...known, open }
      return open
    },
    isOpen: () => known.open !== null,
    hurry: (isAtOnce = false) => {
      known = { ...known, isHurried: true, isAtOnce: known.isAtOnce || isAtOnce }
    },
    rest: (why) => spec.rest?.(why),
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

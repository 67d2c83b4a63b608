import type { Known, Poll, ServerKindSpec } from '../server-kind.ts'

export interface DuePath {
  readonly path: string
  readonly poll: Poll
  /** Its place among the polls of its kind. */
  readonly pollIndex: number
}

export interface PlanInput {
  readonly spec: ServerKindSpec
  readonly known: Known
  readonly isBusy: boolean
  /** By path. */
  readonly askedAtMs: ReadonlyMap<string, number>
  readonly hasAnswered: (path: string) => boolean
  /** It is closed, there is no such path, or it rests. */
  readonly isPassedOver: (path: string) => boolean
  /** While nobody looks everything is asked less often. */
  readonly isLooked: boolean
  readonly nowMs: number
}

/** A timer may fire a little early. */
const earlyMs = 100
/** While nobody looks: as often as the monitor looks at fast and at slow things. What is asked so often is fast. */
const aloneEveryMs = { fast: 5_000, slow: 30_000 } as const
const fastMs = 2_000
/** What is asked once is asked again after this, until it answers. */
const onceAgainMs = 10_000
/** One that says that it loads: how the load ends is to be told when it does. */
const loadingAgainMs = 1_000

/** What to ask a server next, by the order of its polls; null: nothing is due. */
export function nextDue(input: PlanInput): DuePath | null {
  for (const [pollIndex, poll] of input.spec.polls.entries()) {
    const path = poll
      .paths(input.known)
      .find((one) => !input.isPassedOver(one) && isDue(one, poll, input))
    if (path !== undefined) return { path, poll, pollIndex }
  }
  return null
}

function isDue(path: string, poll: Poll, input: PlanInput): boolean {
  const { askedAtMs, hasAnswered, nowMs } = input
  if (poll.everyMs === null && hasAnswered(path)) return false
  const asked = askedAtMs.get(path)
  // at first, and when the clock was set back
  if (asked === undefined || nowMs < asked) return true
  // what has not answered yet is asked again soon
  const againMs = input.known.facts.isReady === false ? loadingAgainMs : onceAgainMs
  const atMostMs = hasAnswered(path) ? Number.POSITIVE_INFINITY : againMs
  return nowMs - asked >= Math.min(atMostMs, periodOf(poll, input)) - earlyMs
}

function periodOf({ everyMs }: Poll, { isBusy, isLooked }: PlanInput): number {
  if (everyMs === null) return onceAgainMs
  const ownMs = everyMs[isBusy ? 'busy' : 'idle']
  if (isLooked) return ownMs
  return Math.max(ownMs, ownMs <= fastMs ? aloneEveryMs.fast : aloneEveryMs.slow)
}

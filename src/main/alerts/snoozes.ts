import {
  ruleIds,
  type RuleId,
  type Snooze,
  type SnoozeSpan,
  type SnoozeTarget,
  type Snoozed,
} from '../../shared/alert.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { MadeSnooze, SnoozedServer } from '../../shared/snooze.ts'

const hourMs = 3_600_000

/**
 * No snooze outlives this, whatever else would have to end it: a server that runs for weeks is no "run", and nobody remembers what
 * they have silenced a month ago.
 */
const mostMs: Readonly<Record<SnoozeSpan, number>> = {
  '1h': hourMs,
  run: 24 * hourMs,
  restart: 30 * 24 * hourMs,
}

/** Clocks are put right by less than this; one that was made later than so much after now tells of a clock that was set back. */
const clockSlackMs = 60_000
/** Of one process: Linux tells its start by an instant of boot that moves as the clock is put right. */
const sameStartMs = 2_000

/** What of a Snapshot tells what runs. */
export type RunSight = Pick<Snapshot, 'atMs' | 'servers' | 'sources'>

/** The snoozes after one more was asked for, or ended; those whose time is up are gone. */
export function snoozesAfter(
  before: readonly MadeSnooze[],
  { target, span }: { readonly target: SnoozeTarget; readonly span: SnoozeSpan | null },
  { atMs, servers }: RunSight,
): readonly MadeSnooze[] {
  const current = before.filter((made) => !isPast(made, atMs))
  if (span === null) return target === 'all' ? [] : withoutRule(current, target)
  const ran = span === 'run' ? servers.map(({ pid, startedAtMs }) => ({ pid, startedAtMs })) : []
  return [
    ...current.filter((made) => made.target !== target),
    { target, span, madeAtMs: atMs, servers: ran },
  ]
}

/** Where all are silenced, all others stay so. */
const withoutRule = (before: readonly MadeSnooze[], rule: RuleId): readonly MadeSnooze[] =>
  before
    .filter(({ target }) => target !== rule)
    .flatMap((made) =>
      made.target === 'all'
        ? ruleIds.filter((id) => id !== rule).map((target) => ({ ...made, target }))
        : [made],
    )

/** Its time is up, or the clock was set back behind it: it can be forgotten, and would otherwise come back. */
export const isPast = (made: MadeSnooze, nowMs: number): boolean =>
  nowMs >= lastMsOf(made) || made.madeAtMs - nowMs > clockSlackMs

/** `run` without a server is a run that nobody can see the end of: it lasts an hour. */
const isTimed = ({ span, servers }: MadeSnooze): boolean =>
  span === '1h' || (span === 'run' && servers.length === 0)

const lastMsOf = (made: MadeSnooze): number =>
  made.madeAtMs + mostMs[isTimed(made) ? '1h' : made.span]

/** Those that are in force, as they are shown. */
export const snoozesIn = (all: readonly MadeSnooze[], sight: RunSight): readonly Snooze[] =>
  all
    .filter((made) => !isPast(made, sight.atMs) && (made.span !== 'run' || isOn(made, sight)))
    .map((made) => ({
      target: made.target,
      span: made.span,
      madeAtMs: made.madeAtMs,
      untilMs: isTimed(made) ? lastMsOf(made) : null,
    }))

/** One of the servers of then still runs; where nobody can tell which run, it is taken to. */
function isOn({ servers }: MadeSnooze, { servers: running, sources }: RunSight): boolean {
  const isTold = sources.some(
    ({ id, kind, isStale }) => id === 'servers' && kind === 'ok' && !isStale,
  )
  return servers.length === 0 || !isTold || servers.some((one) => running.some(isSame(one)))
}

const isSame =
  (one: SnoozedServer) =>
  (other: SnoozedServer): boolean =>
    one.pid === other.pid && Math.abs(one.startedAtMs - other.startedAtMs) <= sameStartMs

/** Whether a rule is silenced, by itself or with all; of both the one that lasts longer. */
export function snoozedOf(rule: RuleId, inForce: readonly Snooze[]): Snoozed | null {
  const [longest] = inForce
    .filter(({ target }) => target === rule || target === 'all')
    .toSorted((a, b) => (b.untilMs ?? Number.MAX_VALUE) - (a.untilMs ?? Number.MAX_VALUE))
  return longest === undefined ? null : { span: longest.span, untilMs: longest.untilMs }
}

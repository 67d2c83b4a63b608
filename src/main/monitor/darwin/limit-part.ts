import type { Limit, Part } from '../../../shared/snapshot.ts'
import { eraOf } from '../../headroom/default-limit.ts'
import { limitOf } from '../../headroom/limit.ts'
import {
  holdsStill,
  laterOf,
  macOsMajorIn,
  toRemember,
  type LimitGround,
  type LoggedLimit,
} from '../../headroom/logged-limit.ts'
import type { LearntUse } from '../../history/learnt/learnt-use.ts'
import type { LogWatch } from '../logs/log-watch.ts'
import { isAppleSiliconBy } from './apple-silicon.ts'
import type { DarwinSources } from './sources.ts'

/**
 * By what is known so far: Metal's answer takes longest, and until it comes the rule stands, marked as estimated. An answer
 * from before the override changed is none.
 */
export function createLimitPart(
  sources: DarwinSources,
  logs: Pick<LogWatch, 'limit'>,
  learnt: LearntUse,
): (atMs: number) => Part<Limit> {
  let answered: { readonly atMs: number; readonly overrideBytes: number | null } | null = null
  const loggedAt = createLogged(learnt)
  return (atMs) => {
    const machine = sources.machineSysctl.partAt(atMs, (value) => value)
    if (machine.kind !== 'ok') return machine
    const { totalBytes: ramBytes } = machine
    if (ramBytes === null) return { kind: 'absent', reason: 'the size of the RAM is not told' }
    const metal = sources.metal.goodAt(atMs)
    const override = sources.wiredLimit.goodAt(atMs)
    const overrideBytes = override?.value.wiredLimit?.limitBytes ?? null
    if (metal !== null && metal.atMs !== answered?.atMs) {
      answered = { atMs: metal.atMs, overrideBytes }
    }
    const isOfNow = answered?.overrideBytes === overrideBytes
    const current = isOfNow ? metal : null
    const isAppleSilicon = isAppleSiliconBy(machine) ?? false
    if (current === null && overrideBytes === null && !isAppleSilicon) {
      return { kind: 'absent', reason: 'not Apple silicon, and Metal does not tell its limit' }
    }
    const version = sources.macOs.goodAt(atMs)?.value.version ?? null
    const logged = loggedAt(atMs, logs.limit(ramBytes), {
      ramBytes,
      overrideBytes: override === null ? undefined : overrideBytes,
      macOsMajor: version === null ? null : macOsMajorIn(version),
    })
    const limit = limitOf({
      ramBytes,
      metal: current?.value ?? null,
      overrideBytes,
      engineLogBytes: logged?.limitBytes ?? null,
      era: version === null ? null : eraOf(version),
    })
    const who =
      logged === null || limit.source !== 'engine-log'
        ? {}
        : { logged: { program: logged.program, atMs: logged.atMs } }
    // it holds until the override changes, however long ago it was asked
    const { atMs: toldAtMs } = current ?? override ?? machine
    return { kind: 'ok', atMs: toldAtMs, isStale: false, ...limit, ...who }
  }
}

/** What stood in a log for longer was printed under nobody knows which override. */
const sureOfOverrideMs = 12 * 3_600_000

/** What a log that is followed says, else what one has said before: as long as what it was printed under is as it was. */
function createLogged(
  learnt: LearntUse,
): (atMs: number, live: LoggedLimit | null, ground: LimitGround) => LoggedLimit | null {
  let seen: { readonly first: LoggedLimit; readonly overrideBytes: number | null } | null = null

  /** The same again was printed when it was seen first: its log may be written to all the time. */
  const firstOf = (live: LoggedLimit, overrideBytes: number | null): NonNullable<typeof seen> => {
    const isSame = seen?.first.limitBytes === live.limitBytes && seen.first.program === live.program
    seen = isSame && seen !== null ? seen : { first: live, overrideBytes }
    return seen
  }

  return (atMs, live, ground) => {
    const { overrideBytes } = ground
    const known = learnt.parts().limit
    const remembered = known !== null && holdsStill(known, ground, atMs) ? known : null
    if (live === null || overrideBytes === undefined) return live ?? remembered
    const { first, overrideBytes: itsOverrideBytes } = firstOf(live, overrideBytes)
    if (itsOverrideBytes !== overrideBytes) return remembered
    const next =
      atMs - first.atMs > sureOfOverrideMs ? null : toRemember(first, ground, known, atMs)
    if (next !== null)
      learnt.note((parts) => ({ ...parts, limit: laterOf(parts.limit, next, atMs) }))
    return first
  }
}

import type { AnnouncedLoad } from '../../inference/inventory/loading.ts'
import { factsOf } from '../../inference/logs/load-state.ts'
import { isWithin } from '../../inference/watch/is-within.ts'
import type { FollowedLog } from './followed-log.ts'

/** A load of a log, and since when it stands in it. */
export interface SeenLoad {
  readonly number: number
  readonly sinceMs: number
}

/** Since when logs tell of the loads that they tell of. */
export interface SeenLoads {
  /** Once a tick. */
  note(logs: readonly FollowedLog[], atMs: number): void
  of(log: FollowedLog, port: number | null): SeenLoad | undefined
}

export function createSeenLoads(): SeenLoads {
  const seen = new WeakMap<FollowedLog, Map<number | null, SeenLoad>>()
  return {
    note: (logs, atMs) => {
      for (const log of logs) {
        const loads = seen.get(log) ?? new Map<number | null, SeenLoad>()
        seen.set(log, loads)
        log.reader.states().forEach((state, port) => {
          const hasBegun = Object.keys(factsOf(state)).length > 0
          if (hasBegun && loads.get(port)?.number !== state.number)
            loads.set(port, { number: state.number, sinceMs: atMs })
        })
      }
    },
    of: (log, port) => seen.get(log)?.get(port),
  }
}

/** What was said longer ago, and has no process by now, is no load any more. */
const announcedForMs = 30_000

/** What a log has said, a moment ago, that its program's children have begun to load. */
export function announcedIn(
  log: FollowedLog,
  seen: SeenLoads,
  nowMs: number,
): readonly AnnouncedLoad[] {
  const isNow = (atMs: number | null): boolean =>
    atMs !== null && isWithin(atMs, announcedForMs, nowMs)
  if (!isNow(log.changedAtMs())) return []
  return [...log.reader.states()].flatMap(([port, state]): readonly AnnouncedLoad[] => {
    const load = seen.of(log, port)
    const isNew = load?.number === state.number && isNow(load.sinceMs)
    return port !== null && state.stage === 'loading' && isNew
      ? [{ port, facts: factsOf(state) }]
      : []
  })
}

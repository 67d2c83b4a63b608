import type { Pid } from '../../../shared/ids.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { AskerAt } from '../../host/ask-at.ts'

/** How many holders have ended since Headroom began to look. */
export interface Holders {
  readonly endedCount: number
  /** Those of them that a list of processes may still name. */
  readonly ended: ReadonlySet<Pid>
}

/**
 * Asks whether those who hold models still run: costs no program, so that it can be asked at every tick, and what a holder
 * frees by ending shows at once. One that has ended is counted once.
 */
export function createHolderReader(): (
  asker: AskerAt,
  holders: readonly Pid[],
) => Promise<Reading<Holders>> {
  let watched: ReadonlySet<Pid> = new Set()
  /** Until the list is new enough to name them no more. */
  let ended: ReadonlySet<Pid> = new Set()
  let endedCount = 0
  return async (asker, holders) => {
    const { atMs } = asker
    const isListed = new Set(holders)
    ended = new Set([...ended].filter((pid) => isListed.has(pid)))
    const running: Pid[] = []
    for (const holder of new Set([...watched, ...holders])) {
      if (ended.has(holder)) continue
      const answer = await asker.ask({ kind: 'process', pid: holder })
      if (answer.kind !== 'ok' || answer.value !== 'ended') {
        running.push(holder)
        continue
      }
      ended = new Set([...ended, holder])
      endedCount++
    }
    watched = new Set(running)
    return { kind: 'ok', value: { endedCount, ended }, atMs, tookMs: asker.tookMs() }
  }
}

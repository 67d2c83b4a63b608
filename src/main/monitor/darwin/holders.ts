import type { Pid } from '../../../shared/ids.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { AskerAt } from '../../host/ask-at.ts'

/** How many holders have ended since Headroom began to look. */
export interface Holders {
  readonly endedCount: number
}

/**
 * Asks whether those who hold models still run: costs no program, so that it can be asked at every tick, and what a holder
 * frees by ending shows at once. One that has ended is counted once.
 */
export function createHolderReader(): (
  asker: AskerAt,
  holders: readonly Pid[],
) => Promise<Reading<Holders>> {
  let watched = new Set<Pid>()
  let endedCount = 0
  return async (asker, holders) => {
    const { atMs } = asker
    watched = new Set([...watched, ...holders])
    for (const holder of watched) {
      const answer = await asker.ask({ kind: 'process', pid: holder })
      if (answer.kind !== 'ok' || answer.value !== 'ended') continue
      watched.delete(holder)
      endedCount++
    }
    return { kind: 'ok', value: { endedCount }, atMs, tookMs: asker.tookMs() }
  }
}

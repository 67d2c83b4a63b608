import type { Held } from '../inference/inventory/inventory.ts'
import { look, type Sight, type SightOptions } from './unload-sight.ts'
import { isGone, returnedBytes } from './unload-verdict.ts'

const lookEveryMs = 1_000
/** So much longer a server is waited for that has not answered since. */
const lateMs = 10_000

/** Looks again until the model is gone and its memory is back, or until the time is over. */
export async function untilBack(
  options: SightOptions,
  {
    held,
    before,
    withinMs,
  }: { readonly held: Held; readonly before: Sight; readonly withinMs: number },
): Promise<Sight> {
  const { clock } = options.host
  const sentAtMs = clock.nowMs()
  // by looks: a clock that is set back must not lengthen it
  const mostLooks = Math.ceil((withinMs + lateMs) / lookEveryMs)
  for (let looks = 1; ; looks++) {
    const after = await look(options, held.model.id, held)
    const isBack = isGone(held, after.held) && returnedBytes(held, before, after).isEnough
    const isOver = clock.nowMs() - sentAtMs >= withinMs
    // a server that answers late must not be judged by what it said before
    const isOfNow = after.held === null || after.held.model.atMs >= sentAtMs
    if (isBack || (isOver && isOfNow) || looks >= mostLooks) return after
    await new Promise<void>((resolve) => clock.after(lookEveryMs, resolve))
  }
}

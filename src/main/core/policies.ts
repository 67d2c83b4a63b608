import type { Act } from '../../shared/act.ts'
import type { ReliefSettings } from '../../shared/relief-settings.ts'
import type { Clock } from '../host/host.ts'
import type { Monitor } from '../monitor/monitor.ts'
import { afterAct, nothingDone, step, type PolicyAct } from './policy-step.ts'
import type { Unload } from './unload.ts'

export interface PoliciesOptions {
  readonly clock: Pick<Clock, 'nowMs'>
  readonly monitor: Pick<Monitor, 'onSnapshot'>
  readonly unload: Unload
  readonly settings: () => ReliefSettings
  /** What it has come to. */
  readonly tell: (act: Act) => void
}

/** Does what the user has allowed, one after the other, as Snapshots come. Answers with the way to stop it. */
export function startPolicies({
  clock,
  monitor,
  unload,
  settings,
  tell,
}: PoliciesOptions): () => void {
  let state = nothingDone
  let isUnderWay = false

  const carryOut = async (act: PolicyAct): Promise<void> => {
    isUnderWay = true
    try {
      const { modelId } = act
      // what would have to be asked about is left: nobody is there to answer
      const input = { modelId, isDryRun: false, isConfirmed: false, forceAfter: null }
      tell(await unload(input, 'policy'))
    } catch {
      // a Refusal, of the server or because it is gone: what was done is in the log, and it is not tried again soon
    } finally {
      state = afterAct(state, act, clock.nowMs())
      isUnderWay = false
    }
  }
  return monitor.onSnapshot((snapshot) => {
    if (isUnderWay) return
    const { act, ...stepped } = step(state, snapshot, settings())
    state = stepped.state
    if (act !== null) void carryOut(act)
  })
}

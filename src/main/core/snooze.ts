import type { SnoozeInput } from '../../shared/contract.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { MadeSnooze, Snoozes } from '../../shared/snooze.ts'
import { snoozesAfter, snoozesIn } from '../alerts/snoozes.ts'
import { Refusal } from '../host/attempt.ts'
import type { SnoozeStore } from '../settings/snooze-store.ts'
import type { OwnAlerts } from './own-alerts.ts'

export interface SnoozeOptions {
  readonly snapshotNow: () => Promise<Snapshot>
  readonly judgeAgain: () => void
}

interface Snoozing {
  snooze(input: SnoozeInput): Promise<Snoozes>
  snoozes(): Promise<Snoozes>
}

/** Silences what was asked for: here at once, and in every other Headroom of this user within seconds. */
export function createSnooze(
  store: SnoozeStore | undefined,
  { snapshotNow, judgeAgain }: SnoozeOptions,
): Snoozing {
  store?.onChange(judgeAgain)
  return {
    snooze: async (input) => {
      if (store === undefined)
        throw new Refusal('alerts are snoozed only in a Headroom that watches this machine')
      const snapshot = await snapshotNow()
      const kept = await store.change((made) => snoozesAfter(made, input, snapshot))
      if (kept.kind !== 'ok')
        throw new Refusal(
          `the snooze could not be kept (${kept.reason}): it ends with this Headroom`,
        )
      return toldOf(store.made(), snapshot)
    },
    snoozes: async () => toldOf(store?.made() ?? [], await snapshotNow()),
  }
}

/** What was snoozed until a restart: in force at once; that the file cannot be written is told to whoever snoozes next. */
export function endUntilRestart({ snoozes, stays }: OwnAlerts): void {
  const isOver = ({ span }: MadeSnooze): boolean => span === 'restart'
  if (stays && snoozes.made().some(isOver))
    void snoozes.change((made) => made.filter((one) => !isOver(one)))
}

const toldOf = (made: readonly MadeSnooze[], snapshot: Snapshot): Snoozes => ({
  schema: 'headroom/snoozes/1',
  snoozes: snoozesIn(made, snapshot),
})

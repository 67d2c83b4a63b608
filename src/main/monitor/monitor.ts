import type { Snapshot } from '../../shared/snapshot.ts'
import type { Host } from '../host/host.ts'
import { tickEveryMs, type Attention } from './pace.ts'
import type { Senses } from './senses.ts'
import { sample, type Patience } from './sample.ts'

/** A tick waits this long for its answers; what comes later stands in the next Snapshot. */
const ordinary: Patience = { budgetMs: 300, waitsForOpen: false, demandBudgetMs: null }
/** A replay moves a tick to the next recorded instant, up to this many periods away. */
const slackPeriods = 10

export interface Monitor {
  current(): Snapshot | null
  onSnapshot(wake: (snapshot: Snapshot) => void): () => void
  /** Whether somebody looks: sampling follows, and begins at once. */
  setLooked(isLooked: boolean): void
  start(): void
  /**
   * One tick that waits longer, and for all that is under way: for whoever wants a single Snapshot. With a `demandBudgetMs`
   * what is asked only on demand is asked as well, and waited for that long.
   */
  once(budgetMs: number, demandBudgetMs?: number | null): Promise<Snapshot>
  /** What is wrong beside the sources, by the last Snapshot. */
  findings(): readonly string[]
  stop(): void
}

/** What is left of a period; a clock that was set back must not hold up the next tick. */
const leftOf = (periodMs: number, sinceMs: number): number =>
  sinceMs < 0 ? periodMs : Math.max(0, periodMs - sinceMs)

/** Whoever wants to be told. */
function createListeners<T>() {
  const wakes = new Set<(value: T) => void>()
  return {
    add: (wake: (value: T) => void): (() => void) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    tell: (value: T): void => wakes.forEach((wake) => wake(value)),
  }
}

/** As the last Snapshot tells it. */
const attentionTo = (last: Snapshot | null, isLooked: boolean): Attention => ({
  isLooked,
  isOnBattery: last?.battery.kind === 'ok' && last.battery.isOnBattery,
})

/** Asks every source at its own pace and makes one whole Snapshot a tick; a source that hangs holds up nobody. */
export function createMonitor(host: Host, senses: Senses): Monitor {
  const { clock } = host
  const listeners = createListeners<Snapshot>()
  let current: Snapshot | null = null
  let isLooked = false
  let isRunning = false
  let cancelNext: (() => void) | null = null

  const rest = (): void => senses.sources.forEach((source) => source.rest())

  const tick = async (patience: Patience, isForLooker = isLooked): Promise<Snapshot> => {
    const attention = attentionTo(current, isForLooker)
    current = await sample(host, senses, attention, patience, () => current?.atMs ?? null)
    listeners.tell(current)
    return current
  }

  const goOn = async (): Promise<void> => {
    cancelNext = null
    await tick(ordinary)
    scheduleNext()
  }

  const scheduleNext = (): void => {
    if (!isRunning) return
    cancelNext?.()
    const periodMs = tickEveryMs(attentionTo(current, isLooked))
    const delayMs = leftOf(periodMs, clock.nowMs() - (current?.atMs ?? 0))
    cancelNext = clock.after(delayMs, () => void goOn(), periodMs * slackPeriods)
  }

  return {
    current: () => current,
    onSnapshot: listeners.add,
    setLooked: (next) => {
      if (isLooked === next) return
      isLooked = next
      if (!isLooked) rest()
      if (cancelNext !== null) scheduleNext() // else a tick is under way, and schedules the next itself
    },
    start: () => {
      if (isRunning) return
      isRunning = true
      void goOn()
    },
    once: (budgetMs, demandBudgetMs = null) =>
      tick({ budgetMs, waitsForOpen: true, demandBudgetMs }, true).finally(() => {
        if (!isLooked) rest()
      }),
    findings: () => (current === null ? [] : senses.findings(current)),
    stop: () => {
      isRunning = false
      rest()
      cancelNext?.()
      cancelNext = null
    },
  }
}

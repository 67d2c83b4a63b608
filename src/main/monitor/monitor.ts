import type { Snapshot, Source as SourceStatus } from '../../shared/snapshot.ts'
import type { Host } from '../host/host.ts'
import { createLinuxSenses } from './linux.ts'
import { createNoSenses } from './no-senses.ts'
import type { Senses, SensesOptions } from './senses.ts'
import { tickEveryMs } from './source.ts'

/** A tick waits this long for its answers; what comes later stands in the next Snapshot. */
const foldBudgetMs = 300
/** A replay moves a tick to the next recorded instant, up to this many periods away. */
const slackPeriods = 10

export interface Monitor {
  current(): Snapshot | null
  onSnapshot(wake: (snapshot: Snapshot) => void): () => void
  /** Whether somebody looks: sampling follows, and begins at once. */
  setLooked(isLooked: boolean): void
  sourcesNow(): readonly SourceStatus[]
  start(): void
  /** One tick that waits longer for its answers: for whoever wants a single Snapshot. */
  once(budgetMs: number): Promise<Snapshot>
  stop(): void
}

function createSenses(host: Host, options: SensesOptions): Senses {
  return host.platform === 'linux'
    ? createLinuxSenses(host, options)
    : createNoSenses(host.platform)
}

/** Asks every source at its own pace and makes one whole Snapshot a tick; a source that hangs holds up nobody. */
export function createMonitor(host: Host, options: SensesOptions): Monitor {
  const { clock } = host
  const senses = createSenses(host, options)
  const wakes = new Set<(snapshot: Snapshot) => void>()
  let current: Snapshot | null = null
  let isLooked = false
  let isRunning = false
  let lastTickAtMs: number | null = null
  let cancelNext: (() => void) | null = null

  const answersWithin = (answers: readonly Promise<void>[], budgetMs: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const cancel = clock.after(budgetMs, resolve)
    void Promise.all(answers).then(() => resolve())
    return promise.finally(cancel)
  }

  const sourcesAt = (atMs: number): readonly SourceStatus[] =>
    senses.sources.map((source) => source.statusAt(atMs, isLooked))

  const tick = async (budgetMs: number): Promise<Snapshot> => {
    const atMs = clock.nowMs()
    lastTickAtMs = atMs
    const due = senses.sources.filter((source) => source.isDue(atMs, isLooked))
    await answersWithin(
      due.map((source) => source.ask(host, atMs)),
      budgetMs,
    )
    const snapshot: Snapshot = {
      schema: 'headroom/snapshot/1',
      atMs,
      mode: host.mode,
      ...senses.fold(atMs),
      sources: sourcesAt(atMs),
    }
    current = snapshot
    wakes.forEach((wake) => wake(snapshot))
    return snapshot
  }

  const goOn = async (): Promise<void> => {
    cancelNext = null
    await tick(foldBudgetMs)
    scheduleNext()
  }

  const scheduleNext = (): void => {
    if (!isRunning || lastTickAtMs === null) return
    cancelNext?.()
    const periodMs = tickEveryMs(isLooked)
    const sinceMs = clock.nowMs() - lastTickAtMs
    // a clock that was set back must not hold up the next tick
    const delayMs = sinceMs < 0 ? periodMs : Math.max(0, periodMs - sinceMs)
    cancelNext = clock.after(delayMs, () => void goOn(), periodMs * slackPeriods)
  }

  return {
    current: () => current,
    onSnapshot: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    setLooked: (next) => {
      if (isLooked === next) return
      isLooked = next
      if (cancelNext !== null) scheduleNext() // else a tick is under way, and schedules the next itself
    },
    sourcesNow: () => sourcesAt(clock.nowMs()),
    start: () => {
      if (isRunning) return
      isRunning = true
      void goOn()
    },
    once: tick,
    stop: () => {
      isRunning = false
      cancelNext?.()
      cancelNext = null
    },
  }
}

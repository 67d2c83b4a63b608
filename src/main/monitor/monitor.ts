import type { Snapshot } from '../../shared/snapshot.ts'
import type { Clock, Host } from '../host/host.ts'
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
  start(): void
  /** One tick that waits longer, and for all that is under way: for whoever wants a single Snapshot. */
  once(budgetMs: number): Promise<Snapshot>
  stop(): void
}

function createSenses(host: Host, options: SensesOptions): Senses {
  return host.platform === 'linux'
    ? createLinuxSenses(host, options)
    : createNoSenses(host.platform)
}

/** Done when all have answered, or when the time is over. */
function answersWithin(
  answers: readonly Promise<void>[],
  budgetMs: number,
  clock: Clock,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const cancel = clock.after(budgetMs, resolve)
  void Promise.all(answers).then(() => resolve())
  return promise.finally(cancel)
}

/** How long a Snapshot waits, and whether for questions of earlier ticks as well: a hanging one must not hold up ticks. */
interface Patience {
  readonly budgetMs: number
  readonly waitsForOpen: boolean
}

/** Asks what is due, and folds what has answered into a whole Snapshot. */
async function sample(
  host: Host,
  senses: Senses,
  isLooked: boolean,
  { budgetMs, waitsForOpen }: Patience,
): Promise<Snapshot> {
  const atMs = host.clock.nowMs()
  const due = senses.sources.filter((source) => source.isDue(atMs, isLooked))
  const open = waitsForOpen ? senses.sources.filter((source) => source.isOpen()) : []
  const answers = [...due, ...open].map((source) => source.ask(host, atMs))
  await answersWithin(answers, budgetMs, host.clock)
  return {
    schema: 'headroom/snapshot/1',
    atMs,
    mode: host.mode,
    ...senses.fold(atMs),
    sources: senses.sources.map((source) => source.statusAt(atMs, isLooked)),
  }
}

/** Asks every source at its own pace and makes one whole Snapshot a tick; a source that hangs holds up nobody. */
export function createMonitor(host: Host, options: SensesOptions): Monitor {
  const { clock } = host
  const senses = createSenses(host, options)
  const wakes = new Set<(snapshot: Snapshot) => void>()
  let current: Snapshot | null = null
  let isLooked = false
  let isRunning = false
  let lastTickAtMs = 0
  let cancelNext: (() => void) | null = null

  const tick = async (patience: Patience): Promise<Snapshot> => {
    lastTickAtMs = clock.nowMs()
    const snapshot = await sample(host, senses, isLooked, patience)
    current = snapshot
    wakes.forEach((wake) => wake(snapshot))
    return snapshot
  }

  const goOn = async (): Promise<void> => {
    cancelNext = null
    await tick({ budgetMs: foldBudgetMs, waitsForOpen: false })
    scheduleNext()
  }

  const scheduleNext = (): void => {
    if (!isRunning) return
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
    start: () => {
      if (isRunning) return
      isRunning = true
      void goOn()
    },
    once: (budgetMs) => tick({ budgetMs, waitsForOpen: true }),
    stop: () => {
      isRunning = false
      cancelNext?.()
      cancelNext = null
    },
  }
}

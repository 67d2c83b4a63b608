import { defaultClocks, type ClockSettings } from '../../shared/settings.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Host } from '../host/host.ts'
import { createPunctual, type Punctual } from './late-ticks.ts'
import type { LateTicks } from './lateness.ts'
import { createLoop, type Loop } from './loop.ts'
import type { MachineEvent } from './machine-event.ts'
import { tickEveryMs, type Attention } from './pace.ts'
import type { Senses } from './senses.ts'
import { nobodyJudges, type Judge } from './judge.ts'
import type { Patience } from './sample.ts'
import { createSnapshots, type Snapshots } from './snapshots.ts'
import { createTold } from './told.ts'

/** One Snapshot alone waits for slow sources as well: a graphics card that wakes up takes seconds. */
export const onceBudgetMs = 5_500

/** A tick waits this long for its answers; what comes later stands in the next Snapshot. */
const ordinary: Patience = { budgetMs: 300, waitsForOpen: false, demandBudgetMs: null }

export interface Monitor {
  current(): Snapshot | null
  onSnapshot(wake: (snapshot: Snapshot) => void): () => void
  /** Whether somebody looks: sampling follows, and begins at once. It ends a pause whose end nobody told. */
  setLooked(isLooked: boolean): void
  /** While the machine sleeps or is locked nothing is sampled; all else that it tells brings a tick at once. */
  tell(event: MachineEvent): void
  start(): void
  /**
   * One tick that waits longer, and for all that is under way: for whoever wants a single Snapshot. With a `demandBudgetMs`
   * what is asked only on demand is asked as well, and waited for that long. A pause does not hold it up.
   */
  once(budgetMs: number, demandBudgetMs?: number | null): Promise<Snapshot>
  /** What is wrong beside the sources, by the last Snapshot and the last minutes. */
  findings(): readonly string[]
  /** How late the ticks of the last minutes came; null in a replay. */
  lateTicks(): LateTicks | null
  /** A process as it was listed last. */
  listed: Senses['listed']
  /** The logs that are followed now. */
  followedLogs: Senses['followedLogs']
  /** The last Snapshot is told once more, with the alerts as they are to be shown now. */
  judgeAgain(): void
  /** The clocks that the user has chosen have changed: the next tick is placed anew. */
  replan(): void
  stop(): void
}

const usualClocks = (): ClockSettings => defaultClocks

/** Asks every source at its own pace and makes one whole Snapshot a tick; a source that hangs holds up nobody. */
export function createMonitor(
  host: Host,
  senses: Senses,
  judge: Judge = nobodyJudges,
  clocks: () => ClockSettings = usualClocks,
): Monitor {
  let isStarted = false
  const snapshots = createSnapshots({ host, senses, judge, isOn: () => isStarted })
  const { current, take } = snapshots
  const told = createTold(current, clocks)
  const rest = (): void => senses.sources.forEach((source) => source.rest())
  const restUnlessLooked = (): void => {
    if (!told.attention().isLooked || told.isPaused()) rest()
  }
  const attention = (): Attention => ({ ...told.attention(), isMoving: senses.isMoving() })
  const punctual = createPunctual(host)
  const loop = createTicks(punctual.host, snapshots, attention)
  const goOnOrPause = (): void => {
    if (!isStarted) return
    if (!told.isPaused()) return loop.hurry()
    loop.pause()
    rest()
  }

  return {
    current,
    onSnapshot: snapshots.onSnapshot,
    setLooked: (isLooked) => {
      const wasPaused = told.isPaused()
      if (!told.setLooked(isLooked)) return
      if (!isLooked) rest()
      if (wasPaused) goOnOrPause()
      else loop.replan()
    },
    tell: (event) => {
      if (!told.tell(event)) return
      senses.hurriedBy(event).forEach((source) => source.hurry())
      goOnOrPause()
    },
    start: () => {
      if (isStarted) return
      isStarted = true
      goOnOrPause()
    },
    once: (budgetMs, demandBudgetMs = null) => {
      const patience = { budgetMs, waitsForOpen: true, demandBudgetMs }
      return take({ ...told.attention(), isLooked: true }, patience).finally(restUnlessLooked)
    },
    ...itself(senses, current, punctual),
    listed: senses.listed,
    followedLogs: senses.followedLogs,
    judgeAgain: snapshots.judgeAgain,
    replan: loop.replan,
    stop: () => {
      isStarted = false
      rest()
      loop.stop()
    },
  }
}

const createTicks = (
  host: Host,
  { take, current }: Pick<Snapshots, 'take' | 'current'>,
  attention: () => Attention,
): Loop =>
  createLoop(host, {
    tick: () => take(attention(), ordinary),
    periodMs: () => tickEveryMs(attention()),
    lastAtMs: () => current()?.atMs ?? null,
  })

/** What the monitor says of its own watching. */
const itself = (
  senses: Senses,
  current: Snapshots['current'],
  punctual: Punctual,
): Pick<Monitor, 'findings' | 'lateTicks'> => ({
  findings: () => [...findingsIn(senses, current()), ...punctual.findings()],
  lateTicks: punctual.lately,
})

const findingsIn = (senses: Senses, last: Snapshot | null): readonly string[] =>
  last === null ? [] : senses.findings(last)

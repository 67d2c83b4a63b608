/** More of one core than this is work: a log that pours, some thousand processes. */
const busyRatio = 0.1
/** A start is busy as well, and over before so many are. */
const busyTicks = 3

/** A log is read as fast with so many as with the 134 MB that V8 comes to by itself and never gives back; with 2 MB a quarter slower. */
const enoughNewBytes = 16e6

/**
 * V8 doubles the space of new objects again and again, and its compilers that optimise hold some 8 MB once they have run. A
 * monitor that works ten milliseconds a second gains nothing by it. (`--optimize-for-size` would give 3 MB for half as much
 * processor time again.) These are flags that V8 reads each time; the size of the
 * space itself can be told only to a Node that is yet to start.
 */
const noGrowth = '--semi-space-growth-factor=1'
const lean = [noGrowth, '--no-maglev', '--no-turbofan']
const usual = ['--semi-space-growth-factor=2', '--maglev', '--turbofan']

export interface Engine {
  setFlag(flag: string): void
  /** Of this process, so far. */
  cpuMs(): number
  nowMs(): number
  /** What is taken of the system for new objects. */
  newSpaceBytes(): number
}

const ownEngine: Engine = {
  setFlag: (flag) => process.getBuiltinModule('node:v8').setFlagsFromString(flag),
  cpuMs: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000
  },
  nowMs: () => performance.now(),
  newSpaceBytes: () =>
    process
      .getBuiltinModule('node:v8')
      .getHeapSpaceStatistics()
      .find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0,
}

/** Keeps V8 small: before all that is to be loaded, as what has grown by then stays. */
export const keepLean = ({ setFlag }: Pick<Engine, 'setFlag'> = ownEngine): void =>
  lean.forEach(setFlag)

/** Makes V8 the usual one when there is much to do, until new objects have room enough. To be called with each Snapshot. */
export function createBusyWatch(engine: Engine = ownEngine): () => void {
  const { setFlag, cpuMs, nowMs, newSpaceBytes } = engine
  let before = { cpuMs: cpuMs(), atMs: nowMs() }
  let busyCount = 0
  let isGrown = false
  return () => {
    if (busyCount < busyTicks) {
      const now = { cpuMs: cpuMs(), atMs: nowMs() }
      const isBusy = now.cpuMs - before.cpuMs > busyRatio * (now.atMs - before.atMs)
      before = now
      busyCount = isBusy ? busyCount + 1 : 0
      if (busyCount === busyTicks) usual.forEach(setFlag)
    } else if (!isGrown && newSpaceBytes() >= enoughNewBytes) {
      isGrown = true
      setFlag(noGrowth)
    }
  }
}

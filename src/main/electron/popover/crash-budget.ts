const withinMs = 60_000

/** Whether a window that has crashed may come back by itself. */
export interface CrashBudget {
  /** Notes a crash; true up to the last that it may come back from within a minute. */
  note(atMs: number): boolean
  /** More have happened in the last minute than it came back from. */
  isExhausted(atMs: number): boolean
}

export function createCrashBudget(mostCrashes = 3): CrashBudget {
  let crashes: readonly number[] = []
  const lately = (atMs: number): readonly number[] =>
    crashes.filter((crashedAtMs) => Math.abs(atMs - crashedAtMs) < withinMs)
  return {
    note: (atMs) => {
      crashes = [...lately(atMs), atMs]
      return crashes.length <= mostCrashes
    },
    isExhausted: (atMs) => lately(atMs).length > mostCrashes,
  }
}

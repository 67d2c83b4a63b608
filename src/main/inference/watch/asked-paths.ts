import { isWithin } from './is-within.ts'

/** Asked again after this, counted from the question, what gave no answer while the rest of its server did. */
const restForMs = 10_000

/** When the paths of a server were asked for last, and which of them rest. */
export interface AskedPaths {
  readonly atMs: ReadonlyMap<string, number>
  note(path: string, nowMs: number): void
  /** It has not answered. */
  rest(path: string, nowMs: number): void
  rests(path: string, nowMs: number): boolean
  /** It is due at once. */
  forget(path: string): void
  keepOnly(paths: ReadonlySet<string>): void
  /** All are due, but for those that rest. */
  clear(): void
}

export function createAskedPaths(): AskedPaths {
  const atMs = new Map<string, number>()
  const restsSinceMs = new Map<string, number>()
  const forget = (path: string): void => {
    atMs.delete(path)
    restsSinceMs.delete(path)
  }
  return {
    atMs,
    note: (path, nowMs) => void atMs.set(path, nowMs),
    rest: (path, nowMs) => void restsSinceMs.set(path, nowMs),
    rests: (path, nowMs) =>
      isWithin(restsSinceMs.get(path) ?? Number.NEGATIVE_INFINITY, restForMs, nowMs),
    forget,
    keepOnly: (paths) => {
      for (const path of [...atMs.keys(), ...restsSinceMs.keys()]) {
        if (!paths.has(path)) forget(path)
      }
    },
    clear: () => atMs.clear(),
  }
}

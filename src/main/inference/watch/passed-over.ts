import type { ErrorKind } from '../answers/facts.ts'
import { isWithin } from './is-within.ts'

/** A path that the server does not know, or has switched off, is asked again after this. */
const missingForMs = 600_000
/** One path that wanted a key is asked again after this: its user may have switched that off. */
const closedForMs = 300_000

/** The paths of a server that are not asked for, because of what they have answered. */
export interface PassedOver {
  note(path: string, error: ErrorKind | null, nowMs: number): void
  /** It wants a key that it does not get, or there is no such path. */
  has(path: string, nowMs: number): boolean
  /** Those that want a key. */
  closed(): readonly string[]
  /** There is another key now. */
  reopen(): void
  /** One path that wants a key is asked at the next round. */
  hurry(): void
  forget(isGone: (path: string) => boolean): void
}

export function createPassedOver(): PassedOver {
  const missingSinceMs = new Map<string, number>()
  const closed = new Set<string>()
  let closedSinceMs = Number.NEGATIVE_INFINITY

  /** When it is time, the first that is asked for tells of all whether they want their key still. */
  const isShut = (path: string, nowMs: number): boolean =>
    closed.has(path) && isWithin(closedSinceMs, closedForMs, nowMs)
  const isMissing = (path: string, nowMs: number): boolean =>
    isWithin(missingSinceMs.get(path) ?? Number.NEGATIVE_INFINITY, missingForMs, nowMs)

  return {
    note: (path, error, nowMs) => {
      // what one of them says without the key, the others may
      if (closed.has(path) && error !== 'auth') closed.clear()
      switch (error) {
        case 'auth':
          closed.add(path)
          closedSinceMs = nowMs
          break
        case 'notFound':
        case 'disabled':
        case 'badRequest':
          missingSinceMs.set(path, nowMs)
          break
        case 'busy':
        case null:
      }
    },
    has: (path, nowMs) => isShut(path, nowMs) || isMissing(path, nowMs),
    closed: () => [...closed],
    reopen: () => closed.clear(),
    hurry: () => {
      closedSinceMs = Number.NEGATIVE_INFINITY
    },
    forget: (isGone) => {
      for (const path of closed) if (isGone(path)) closed.delete(path)
      for (const path of missingSinceMs.keys()) if (isGone(path)) missingSinceMs.delete(path)
    },
  }
}

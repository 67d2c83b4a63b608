import type { FileNow } from './decide.ts'

/** After a file was moved away or deleted it is looked at without being asked, for so long after the last that happened. */
const restlessForMs = 3_000

interface SeenNow extends Pick<FileNow, 'isAtPlace' | 'isCopy' | 'isDeleted' | 'successorBytes'> {
  readonly hasGrown: boolean
  readonly modifiedAtMs: number
}

/** Since when the file that is read is as it is. `nowMs` goes on evenly; `clockMs` is the time of day, by which files are dated. */
export interface FileTimes {
  /** Another file is read from here on. */
  begin(nowMs: number): void
  /** What was read is gone, and nothing is in its place. */
  gone(nowMs: number): void
  now(seen: SeenNow, nowMs: number, clockMs: number): FileNow
  /** Something may be about to happen of which nothing tells. */
  isRestless(nowMs: number): boolean
}

export function createFileTimes(): FileTimes {
  let grewAtMs = 0
  let successorSinceMs: number | null = null
  let wasAtPlace = true
  let movedAtMs = Number.NEGATIVE_INFINITY

  return {
    begin: (nowMs) => {
      grewAtMs = nowMs
      successorSinceMs = null
      wasAtPlace = true
    },
    gone: (nowMs) => {
      movedAtMs = nowMs
    },
    now: (seen, nowMs, clockMs) => {
      const { isAtPlace, hasGrown, successorBytes, modifiedAtMs } = seen
      if (hasGrown) grewAtMs = nowMs
      if (!isAtPlace && (hasGrown || wasAtPlace)) movedAtMs = nowMs
      wasAtPlace = isAtPlace
      const hasSuccessor = !isAtPlace && successorBytes !== null && successorBytes > 0
      successorSinceMs = hasSuccessor ? (successorSinceMs ?? nowMs) : null
      return {
        ...seen,
        quietForMs: Math.max(nowMs - grewAtMs, clockMs - modifiedAtMs),
        successorForMs: nowMs - (successorSinceMs ?? nowMs),
      }
    },
    isRestless: (nowMs) => nowMs - movedAtMs < restlessForMs,
  }
}

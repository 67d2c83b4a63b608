import type { Sight } from './fate.ts'

/** After a file was moved away or deleted it is looked at without being asked, for so long after the last that happened. */
const restlessForMs = 3_000

interface Seeing extends Pick<Sight, 'isAtPlace' | 'isCopy' | 'isDeleted' | 'heirBytes'> {
  readonly hasGrown: boolean
  readonly modifiedAtMs: number
}

/** Since when the file that is read is as it is. `nowMs` goes on evenly; `clockMs` is the time of day, by which files are dated. */
export interface Vigil {
  /** Another file is read from here on. */
  turn(nowMs: number): void
  /** What was read is gone, and nothing is in its place. */
  stir(nowMs: number): void
  sight(seeing: Seeing, nowMs: number, clockMs: number): Sight
  /** Something may be about to happen of which nothing tells. */
  isRestless(nowMs: number): boolean
}

export function createVigil(): Vigil {
  let grewAtMs = 0
  let contestedSinceMs: number | null = null
  let wasAtPlace = true
  let stirredAtMs = Number.NEGATIVE_INFINITY

  return {
    turn: (nowMs) => {
      grewAtMs = nowMs
      contestedSinceMs = null
      wasAtPlace = true
    },
    stir: (nowMs) => {
      stirredAtMs = nowMs
    },
    sight: (seeing, nowMs, clockMs) => {
      const { isAtPlace, hasGrown, heirBytes, modifiedAtMs } = seeing
      if (hasGrown) grewAtMs = nowMs
      if (!isAtPlace && (hasGrown || wasAtPlace)) stirredAtMs = nowMs
      wasAtPlace = isAtPlace
      const isContested = !isAtPlace && heirBytes !== null && heirBytes > 0
      contestedSinceMs = isContested ? (contestedSinceMs ?? nowMs) : null
      return {
        ...seeing,
        quietForMs: Math.max(nowMs - grewAtMs, clockMs - modifiedAtMs),
        contestedForMs: nowMs - (contestedSinceMs ?? nowMs),
      }
    },
    isRestless: (nowMs) => nowMs - stirredAtMs < restlessForMs,
  }
}

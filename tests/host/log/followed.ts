import { expect, onTestFinished } from 'vitest'
import type { LogFollower, LogPiece, LogPosition, LogTrouble } from '../../../src/main/host/host.ts'
import { sleep, until } from '../../processes.ts'
import { localHost } from '../local-host.ts'

export interface Followed extends LogFollower {
  readonly pieces: readonly LogPiece[]
  readonly troubles: readonly (LogTrouble | null)[]
  text(): string
  position(): LogPosition | null
  /** Looks again and again, as the monitor does, until so much has been told: then it is all this. */
  told(text: string): Promise<void>
  trouble(reason: string | null): Promise<void>
}

export interface Start {
  readonly position?: LogPosition | null
  readonly maxBacklogBytes?: number
}

/** Follows a log until the test is over. */
export function follow(path: string, start: Start = {}): Followed {
  const pieces: LogPiece[] = []
  const troubles: (LogTrouble | null)[] = []
  const follower = localHost().followLog(
    path,
    { position: null, maxBacklogBytes: 1e9, ...start },
    (piece) => pieces.push(piece),
    (trouble) => troubles.push(trouble),
  )
  onTestFinished(follower.stop)
  const text = (): string => pieces.map((piece) => piece.text).join('')
  const looking = (what: string, isTrue: () => boolean): Promise<true> =>
    until(what, () => {
      if (isTrue()) return true
      follower.check()
      return null
    })

  return {
    ...follower,
    pieces,
    troubles,
    text,
    position: () => pieces.at(-1)?.position ?? null,
    told: async (wanted) => {
      await looking(`as much as ${JSON.stringify(wanted.slice(0, 100))}`, () => {
        return text().length >= wanted.length
      })
      expect(text()).toBe(wanted)
    },
    trouble: async (reason) => {
      await looking(`the trouble ${reason}`, () => (troubles.at(-1)?.reason ?? null) === reason)
    },
  }
}

/** Long enough that something would have been told by now. */
export const aWhile = (): Promise<void> => sleep(400)

import type { LogPiece, LogTrouble } from '../host.ts'
import type { OpenLog, ReadLines } from './open-log.ts'

/** Whoever follows a log, and what he was told last. */
export interface Telling {
  lines(lines: ReadLines): void
  /** What has no line's end, as it will get none. */
  rest(log: OpenLog): void
  /** What is told next begins another file. */
  beginFile(): void
  /** Told where it is news. */
  trouble(trouble: LogTrouble | null): void
  /** Nothing is told any more. */
  stop(): void
  isOver(): boolean
}

export function createTelling(
  onPiece: (piece: LogPiece) => void,
  onTrouble: (trouble: LogTrouble | null) => void,
): Telling {
  let isNewFile = true
  let isOver = false
  let lastTrouble = ''

  const lines = (read: ReadLines): void => {
    if (isOver) return
    const piece = { ...read, isNewFile }
    isNewFile = false
    onPiece(piece)
  }
  return {
    lines,
    rest: (log) => {
      const read = log.rest()
      if (read !== null) lines(read)
    },
    beginFile: () => {
      isNewFile = true
    },
    trouble: (trouble) => {
      const text = trouble === null ? '' : `${trouble.kind} ${trouble.reason}`
      if (isOver || text === lastTrouble) return
      lastTrouble = text
      onTrouble(trouble)
    },
    stop: () => {
      isOver = true
    },
    isOver: () => isOver,
  }
}

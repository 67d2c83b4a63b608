import type { LogPosition } from '../host.ts'
import { createLineSplitter, type SplitLines } from './line-splitter.ts'
import { markOf, maxMarkBytes } from './mark.ts'
import { maxLineBytes, maxPieceBytes, type OpenLog } from './open-log.ts'
import type { Telling } from './telling.ts'

/** Tells the last lines before the place where a log was opened, at most so many bytes of them. They are told as known. */
export async function tellKnown(log: OpenLog, maxBytes: number, telling: Telling): Promise<void> {
  const end = log.position().offsetBytes
  const skippedBytes = end - maxBytes
  const tell = (split: SplitLines | null, position: LogPosition): void => {
    if (split === null) return
    const { text } = split
    const { modifiedAtMs } = log.seen()
    const piece = { text, skippedBytes: split.skippedBytes, position, modifiedAtMs }
    telling.lines({ ...piece, isBacklog: true, isKnown: true })
  }
  const splitter = createLineSplitter(maxLineBytes, skippedBytes > 0)
  // the byte before tells whether a line begins here
  for (let at = Math.max(0, skippedBytes - 1); at < end && !telling.isOver();) {
    const bytes = await log.bytesAt(at, Math.min(maxPieceBytes, end - at))
    if (bytes.length === 0) return // it has been cut, as will be seen
    const split = splitter.push(bytes)
    if (split !== null) tell(split, await positionIn(log, at + split.wholeBytes))
    at += bytes.length
  }
  tell(splitter.end(), log.position())
}

async function positionIn(log: OpenLog, offsetBytes: number): Promise<LogPosition> {
  const length = Math.min(offsetBytes, maxMarkBytes)
  const tail = await log.bytesAt(offsetBytes - length, length)
  return { inode: log.inode, offsetBytes, ...markOf(tail) }
}

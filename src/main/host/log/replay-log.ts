import type { Clock, LogFollower, LogPiece, LogStart } from '../host.ts'
import type { RecordingEntry } from '../recording.ts'

type Play = (entry: RecordingEntry) => boolean

/** The time of a replay, as a log needs it. */
export interface LogTime {
  readonly clock: Clock
  /** The recording's own time, now. */
  readonly offsetMs: () => number
  /** Plays entries from now on, each at its instant, over and over where the recording loops. */
  readonly play: (entries: readonly RecordingEntry[], play: Play) => () => void
}

/** What stood in a log when its following began was read at once, before the tick that had asked for it ended. */
const firstReadMs = 250

function firstReadOf(
  entries: readonly RecordingEntry[],
  beganAtMs: number,
): readonly RecordingEntry[] {
  const firstAtMs = entries[0]?.atMs ?? 0
  if (firstAtMs < beganAtMs || firstAtMs - beganAtMs >= firstReadMs) return []
  return entries.filter(({ atMs }) => atMs - firstAtMs < firstReadMs)
}

/** A recorded log. What was recorded of it before now is already in it; each round of the recording is a new file. */
export function replayLog(
  entries: readonly RecordingEntry[],
  start: LogStart,
  onPiece: (piece: LogPiece) => void,
  { clock, offsetMs, play }: LogTime,
): LogFollower {
  const beganAtMs = offsetMs()
  const firstRead = firstReadOf(entries, beganAtMs)
  const last = firstRead.at(-1)
  const caughtUp = Promise.withResolvers<void>()
  let offsetBytes = 0
  let isNewFile = true
  const tell = (text: string, isBacklog: boolean): void => {
    if (text === '') return
    if (isNewFile) offsetBytes = 0
    offsetBytes += text.length
    const position = { inode: 0, offsetBytes, markBytes: 0, mark: '' }
    const piece = { text, skippedBytes: 0, position, isNewFile, isBacklog, isKnown: false }
    isNewFile = false
    onPiece({ ...piece, modifiedAtMs: clock.nowMs() })
  }
  const earlier = entries.filter(({ atMs }) => atMs < beganAtMs).map(({ text = '' }) => text)
  const stopEarlier = clock.after(0, () => {
    tell(lastOf(earlier.join(''), start), true)
    if (last === undefined) caughtUp.resolve()
  })
  const stopLater = play(entries, (entry) => {
    if (entry === entries[0]) isNewFile = true
    tell(entry.text ?? '', firstRead.includes(entry))
    if (entry === last) caughtUp.resolve()
    return true
  })
  return {
    check: () => caughtUp.promise,
    stop: () => {
      caughtUp.resolve()
      stopEarlier()
      stopLater()
    },
  }
}

/** The last of a text, from the beginning of a line on. */
function lastOf(text: string, { maxBacklogBytes }: LogStart): string {
  const skipped = text.length - maxBacklogBytes
  if (skipped <= 0) return text
  const begin = text.indexOf('\n', skipped - 1)
  return begin === -1 ? '' : text.slice(begin + 1)
}

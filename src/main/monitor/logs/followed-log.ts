import type { Host, LogFollower, LogPiece, LogPosition, LogTrouble } from '../../host/host.ts'
import type { Failure } from '../../inference/diagnosis/failure.ts'
import { createLogReader, type LogReader } from '../../inference/diagnosis/log-reader.ts'
import type { FormIndex } from '../../inference/logs/form-index.ts'
import type { LogFile } from './log-files.ts'

/** As much of a log as tells of what runs now, where it was never read before. */
const maxBacklogBytes = 4 * 2 ** 20

/** A failure, and when it was seen to happen. */
export interface SeenFailure extends Failure {
  readonly atMs: number
  readonly lastAtMs: number
  /** The lines above it have been read: its line's number is that of the file. */
  readonly isCounted: boolean
}

export interface FollowedLog {
  readonly file: () => LogFile
  readonly reader: LogReader
  /** In the order in which they came. */
  failures(): readonly SeenFailure[]
  position(): LogPosition | null
  /** Why it cannot be read; null where it is, or where nothing is known yet. */
  trouble(): LogTrouble | null
  isRead(): boolean
  /** Done when all that stands in it has been read. */
  check(): Promise<void>
  /** The same file, found by another way. */
  isNow(file: LogFile): void
  stop(): void
}

export interface FollowOptions {
  readonly host: Host
  readonly index: FormIndex
  readonly position: LogPosition | null
  readonly isAppleSilicon: boolean | null
  /** A failure is new, or has come again. */
  readonly onFailure: () => void
}

/** Follows one log, and keeps what its lines say. */
export function followLog(first: LogFile, options: FollowOptions): FollowedLog {
  const { host, index } = options
  const { program } = first
  const reader = createLogReader(index, { program, isAppleSilicon: options.isAppleSilicon })
  const seen = new Map<Failure['line'], Pick<SeenFailure, 'atMs' | 'lastAtMs' | 'isCounted'>>()
  let file = first
  let position: LogPosition | null = null
  let trouble: LogTrouble | null = null
  let isCounted = false

  const follower: LogFollower = host.followLog(
    first.path,
    { position: options.position, maxBacklogBytes },
    (piece) => {
      if (piece.isNewFile) {
        isCounted = isFromTop(piece)
        if (position !== null) reader.turnPage()
      }
      position = piece.position
      const found = reader.read(piece.text)
      const nowMs = piece.isBacklog ? piece.modifiedAtMs : host.clock.nowMs()
      for (const { line, atMs, lastAtMs } of found) {
        const before = seen.get(line)
        const at = { atMs: before?.atMs ?? atMs ?? nowMs, lastAtMs: lastAtMs ?? nowMs }
        seen.set(line, { ...at, isCounted: before?.isCounted ?? isCounted })
      }
      if (found.length > 0) options.onFailure()
    },
    (next) => {
      trouble = next
    },
  )

  return {
    file: () => file,
    reader,
    failures: () => {
      const all = reader.failures()
      const kept = new Set(all.map(({ line }) => line))
      for (const line of seen.keys()) if (!kept.has(line)) seen.delete(line)
      return all.flatMap((failure) => {
        const when = seen.get(failure.line)
        return when === undefined ? [] : [{ ...failure, ...when }]
      })
    },
    position: () => position,
    trouble: () => trouble,
    isRead: () => position !== null,
    check: () => follower.check(),
    isNow: (next) => {
      file = next
    },
    stop: () => follower.stop(),
  }
}

/** Whether a piece begins where its file does. What is no UTF-8 may make a piece seem longer: its lines are not counted then. */
const isFromTop = ({ text, skippedBytes, position }: LogPiece): boolean =>
  new TextEncoder().encode(text).length + skippedBytes === position.offsetBytes

import type { Host, LogPiece, LogPosition, LogTrouble } from '../../host/host.ts'
import type { Failure } from '../../inference/diagnosis/failure.ts'
import { createLogReader, type LogReader } from '../../inference/diagnosis/log-reader.ts'
import type { FormIndex } from '../../inference/logs/form-index.ts'
import type { LogFile } from './log-file.ts'

/** As much of a log as tells of what runs now. */
const maxBacklogBytes = 4 * 2 ** 20

/** A failure, and when it happened. */
export interface SeenFailure extends Failure {
  readonly atMs: number
  readonly lastAtMs: number
  /** The lines above it have been read: its line's number is that of the file. */
  readonly isCounted: boolean
}

export interface FollowedLog {
  file(): LogFile
  readonly reader: LogReader
  /** In the order in which they came. */
  failures(): readonly SeenFailure[]
  /** Behind the last line that was read; null where none was, now or before. */
  position(): LogPosition | null
  /** When it was written to last; null where nothing of it has been read yet. */
  changedAtMs(): number | null
  /** Why it cannot be read; null where it is, or where nothing is known yet. */
  trouble(): LogTrouble | null
  /** Done when all that stands in it has been read. */
  check(): Promise<void>
  /** The same file, found by another way. */
  isNow(file: LogFile): void
  stop(): void
}

export interface FollowOptions {
  readonly host: Host
  readonly index: FormIndex
  /** How far it was read before; null: never. */
  readonly position: LogPosition | null
  readonly isAppleSilicon: boolean | null
  /** A failure has just happened, or has come again. */
  readonly onFailure: () => void
}

/** Follows one log, and keeps what its lines say. */
export function followLog(first: LogFile, options: FollowOptions): FollowedLog {
  const { host, index, isAppleSilicon } = options
  const reader = createLogReader(index, { program: first.program, isAppleSilicon })
  const seen = createSeen()
  let file = first
  let position = options.position
  let trouble: LogTrouble | null = null
  let changedAtMs: number | null = null
  let isCounted = false

  const read = (piece: LogPiece): void => {
    if (piece.isNewFile) {
      isCounted = isFromTop(piece)
      if (changedAtMs !== null) reader.turnPage()
    }
    changedAtMs = piece.modifiedAtMs
    if (!piece.isKnown) position = piece.position
    const found = reader.read(piece.text)
    found.forEach((failure) => seen.note(failure, whenOf(failure, piece), isCounted))
    // what stood in it before is read within a tick, which tells it
    if (found.length > 0 && !piece.isBacklog) options.onFailure()
  }
  /** Whatever clock its writer goes by, and however old the last date above: it has just been written. */
  const whenOf = ({ lastAtMs }: Failure, { isBacklog, modifiedAtMs }: LogPiece): number =>
    isBacklog ? (lastAtMs ?? modifiedAtMs) : host.clock.nowMs()

  const follower = host.followLog(
    first.path,
    { position: options.position, maxBacklogBytes },
    read,
    (next) => {
      trouble = next
    },
  )

  return {
    file: () => file,
    reader,
    failures: () => seen.of(reader.failures()),
    position: () => position,
    changedAtMs: () => changedAtMs,
    trouble: () => trouble,
    check: () => follower.check(),
    isNow: (next) => {
      file = next
    },
    stop: () => follower.stop(),
  }
}

/** When failures were seen to happen, by their first lines. */
function createSeen() {
  const seen = new Map<Failure['line'], Pick<SeenFailure, 'atMs' | 'lastAtMs' | 'isCounted'>>()
  return {
    note: ({ line }: Failure, atMs: number, isCounted: boolean): void => {
      const before = seen.get(line) ?? { atMs, isCounted }
      seen.set(line, { ...before, lastAtMs: atMs })
    },
    of: (failures: readonly Failure[]): readonly SeenFailure[] => {
      const kept = new Set(failures.map(({ line }) => line))
      for (const line of seen.keys()) if (!kept.has(line)) seen.delete(line)
      return failures.flatMap((failure) => {
        const when = seen.get(failure.line)
        return when === undefined ? [] : [{ ...failure, ...when }]
      })
    },
  }
}

/** Whether a piece begins where its file does. What is no UTF-8 may make a piece seem longer: its lines are not counted then. */
const isFromTop = ({ text, skippedBytes, position }: LogPiece): boolean =>
  new TextEncoder().encode(text).length + skippedBytes === position.offsetBytes

import type { Clock, Host, LogPiece, LogPosition, LogTrouble } from '../../host/host.ts'
import type { Failure } from '../../inference/diagnosis/failure.ts'
import { createLogReader, type LogReader } from '../../inference/diagnosis/log-reader.ts'
import type { Notice } from '../../inference/diagnosis/notice.ts'
import type { FormIndex } from '../../inference/logs/form-index.ts'
import type { LogFile } from './log-file.ts'
import { isFromTop } from './piece-place.ts'

/** As much of a log as tells of what runs now. */
const maxBacklogBytes = 4 * 2 ** 20
/** What failed without a date, and has so many lines below it, may be of any day. */
const maxLinesBelow = 200

/** A failure, and when it happened. */
export interface SeenFailure extends Failure {
  readonly atMs: number
  readonly lastAtMs: number
  /** The lines above it have been read: its line's number is that of the file. */
  readonly isCounted: boolean
}

/** A notice, and when its line was written. */
export interface SeenNotice extends Notice {
  readonly atMs: number
  readonly isCounted: boolean
}

export interface FollowedLog {
  file(): LogFile
  readonly reader: LogReader
  /**
   * In the order in which they came. One that stood in it before, and does not say when it came, is of when the file was changed
   * last at the latest: it counts only among the last lines of then, and where nothing has been loaded since.
   */
  failures(): readonly SeenFailure[]
  /** What its figures give notice of; what stood in it before counts as a failure does. */
  notices(): readonly SeenNotice[]
  /** Of lines that were too long to be read whole. */
  skippedBytes(): number
  /** Behind the last line that was read; null where none was, now or before. */
  position(): LogPosition | null
  /** When it was written to last; null where nothing of it has been read yet. */
  changedAtMs(): number | null
  /** Whether its lines were printed on Apple silicon; null where that is not known. */
  isAppleSilicon(): boolean | null
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
  /** null where it is not known yet. */
  readonly isAppleSilicon: () => boolean | null
  /** A failure has just happened, or has come again. */
  readonly onFailure: () => void
  /** Figures have just given notice of one. */
  readonly onNotice: () => void
}

/** Follows one log, and keeps what its lines say. */
export function followLog(first: LogFile, options: FollowOptions): FollowedLog {
  const { host, index, isAppleSilicon } = options
  let file = first
  const reader = readerOf(index, () => file, isAppleSilicon)
  const told = createTold(reader, host.clock)
  let skippedBytes = 0
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
    skippedBytes += piece.skippedBytes
    const news = told.read(piece, file.writer, isCounted)
    // what stood in it before is read within a tick, which tells it
    if (piece.isBacklog) return
    if (news.hasFailed) options.onFailure()
    else if (news.isNoticed) options.onNotice()
  }

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
    failures: told.failures,
    notices: told.notices,
    skippedBytes: () => skippedBytes,
    position: () => position,
    changedAtMs: () => changedAtMs,
    isAppleSilicon,
    trouble: () => trouble,
    check: () => follower.check(),
    isNow: (next) => {
      file = next
    },
    stop: () => follower.stop(),
  }
}

/** A log may be found before the server that writes it. */
const readerOf = (
  index: FormIndex,
  file: () => LogFile,
  isAppleSilicon: FollowOptions['isAppleSilicon'],
): LogReader =>
  createLogReader(index, {
    get program() {
      return file().program
    },
    get isAppleSilicon() {
      return isAppleSilicon()
    },
  })

/** What its lines have told, and when each was written. */
function createTold(reader: LogReader, clock: Clock) {
  const seen = createSeen()
  const seenNotices = createSeenNotices()
  /** How many lines stood in it before. */
  let oldLines = 0

  /** Whatever clock its writer goes by, and however old the last date above: it has just been written. */
  const whenOf: WhenOf = (told, piece, writer) =>
    piece.isBacklog ? whenItWas(told, piece, writer) : { atMs: clock.nowMs(), isDated: true }

  const isNear = ({ isDated, lineCount }: Pick<Noted, 'isDated' | 'lineCount'>): boolean =>
    isDated || oldLines - lineCount <= maxLinesBelow
  const counts = (one: Noted): boolean => isNear(one) && (one.isDated || one.isOver === 'no')

  return {
    /** Whether anything failed in this piece, and whether anything new gives notice behind it. */
    read: (piece: LogPiece, writer: LogFile['writer'], isCounted: boolean) => {
      const found = reader.read(piece.text)
      if (piece.isBacklog) oldLines = reader.lineCount()
      found.forEach((failure) => seen.note(failure, whenOf(failure, piece, writer), isCounted))
      const isNoticed = seenNotices.note(
        reader.notices(),
        (notice) => whenOf(notice, piece, writer),
        isCounted,
      )
      return { hasFailed: found.length > 0, isNoticed }
    },
    failures: () => seen.of(reader.failures(), clock.nowMs()).filter(counts),
    notices: () => seenNotices.of(reader.notices(), clock.nowMs()).filter(isNear),
  }
}

interface When {
  readonly atMs: number
  /** false: at the latest. */
  readonly isDated: boolean
}
type WhenOf = (
  told: Pick<Failure, 'lastAtMs' | 'uptimeMs'>,
  piece: LogPiece,
  writer: LogFile['writer'],
) => When

/** By its date, else by how long its writer had run: but nothing was written after the file was changed last. */
const whenItWas: WhenOf = ({ lastAtMs, uptimeMs }, { modifiedAtMs }, writer) => {
  const byUptimeMs = uptimeMs === null || writer === null ? null : writer.startedAtMs + uptimeMs
  const atMs = lastAtMs ?? byUptimeMs
  return { atMs: Math.min(atMs ?? modifiedAtMs, modifiedAtMs), isDated: atMs !== null }
}

type Times = Pick<Noted, 'atMs' | 'lastAtMs' | 'isCounted' | 'isDated'>
type Noted = SeenFailure & Pick<When, 'isDated'>

/** When failures were seen to happen, by their first lines. One that has not changed stays the same object. */
function createSeen() {
  const times = new WeakMap<Failure['line'], Times>()
  const noted = new WeakMap<Failure, Noted>()
  const join = (failure: Failure, nowMs: number): Noted | null => {
    const when = times.get(failure.line)
    if (when === undefined) return null
    const known = noted.get(failure)
    // the clock was set back: what is to come has just been
    if (known !== undefined && known.lastAtMs <= nowMs) return known
    const atMs = Math.min(when.atMs, nowMs)
    const lastAtMs = Math.min(when.lastAtMs, nowMs)
    times.set(failure.line, { ...when, atMs, lastAtMs })
    const joined = { ...failure, ...when, atMs, lastAtMs }
    noted.set(failure, joined)
    return joined
  }
  return {
    note: (failure: Failure, { atMs, isDated }: When, isCounted: boolean): void => {
      const before = times.get(failure.line) ?? { atMs, isCounted }
      times.set(failure.line, { ...before, lastAtMs: atMs, isDated })
    },
    of: (failures: readonly Failure[], nowMs: number): readonly Noted[] =>
      failures.flatMap((failure) => join(failure, nowMs) ?? []),
  }
}

/** When notices were seen to be given, by their lines. */
function createSeenNotices() {
  const times = new WeakMap<Notice['line'], When & Pick<SeenNotice, 'isCounted'>>()
  return {
    /** Whether any is new. */
    note: (
      notices: readonly Notice[],
      whenOf: (notice: Notice) => When,
      isCounted: boolean,
    ): boolean => {
      const fresh = notices.filter(({ line }) => !times.has(line))
      fresh.forEach((notice) => times.set(notice.line, { ...whenOf(notice), isCounted }))
      return fresh.length > 0
    },
    // the clock was set back: what is to come has just been
    of: (notices: readonly Notice[], nowMs: number): readonly (SeenNotice & When)[] =>
      notices.flatMap((notice) => {
        const when = times.get(notice.line)
        return when === undefined ? [] : [{ ...notice, ...when, atMs: Math.min(when.atMs, nowMs) }]
      }),
  }
}

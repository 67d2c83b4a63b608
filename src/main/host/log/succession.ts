import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { Absent, Refusal } from '../attempt.ts'
import type { LogPosition, LogStart } from '../host.ts'
import { compareAges } from './decide.ts'
import { findAgain, findCopy, homeOf, type FoundAgain } from './find-again.ts'
import { bytesIn, filesIn, isSameFile, type FoundFile } from './folder.ts'
import { maxMarkBytes } from './mark.ts'
import { openLog, refusalOf, type FileNumber, type OpenLog, type Seen } from './open-log.ts'
import { schemeOf } from './sibling-name.ts'
import { createTold, type Told } from './told.ts'

/** The file that stands where the log is. */
export interface AtPlace extends FileNumber, Omit<Seen, 'bornAtMs'> {
  readonly path: string
}

export async function fileAtPlace(path: string): Promise<AtPlace> {
  const found = await stat(path)
  if (!found.isFile()) throw new Refusal(refusalOf(found))
  const { dev: device, ino: inode, size: sizeBytes, mtimeMs: modifiedAtMs } = found
  return { path, device, inode, sizeBytes, modifiedAtMs }
}

/** Which file of a log is read next. All of it throws Absent where files were moved meanwhile: look again. */
export interface Succession {
  /** What is read first; null where there is nothing yet. */
  begin(place: AtPlace | null): Promise<Beginning | null>
  /** The copy in which a log goes on that was cut; null where none was made. */
  copyOf(log: OpenLog): Promise<OpenLog | null>
  /** The oldest file that is newer than this one, but does not stand in its place; null where there is none. */
  between(log: OpenLog): Promise<OpenLog | null>
  inPlace(place: AtPlace): Promise<OpenLog>
  /** The file in its place, of which nothing was told yet, may have been cut already: a copy that was missed; else null. */
  before(log: OpenLog, place: AtPlace): Promise<OpenLog | null>
  /** It is not read on. */
  leave(log: OpenLog, isDeleted: boolean): void
}

export interface Beginning {
  readonly log: OpenLog
  /** How much of what stands before its place is told again, as known. */
  readonly knownBytes: number
}

export function createSuccession(path: string, start: LogStart, startedAtMs: number): Succession {
  const told = createTold()
  let initial: AtPlace | null = null
  let hasLooked = false
  let left: Left | null = null

  const backlogBytes = (file: Stats): number => {
    if (!hasLooked) return file.size
    if (file.ino === initial?.inode) return initial.sizeBytes
    return file.mtimeMs < startedAtMs ? file.size : 0
  }
  const lastBytes = start.maxBacklogBytes
  const open: Open = (at, dropsFirst = false) =>
    openLog({ ...at, dropsFirst, backlogBytes, lastBytes })
  const inPlace = async (place: AtPlace): Promise<OpenLog> => {
    const offsetBytes = await told.bytesOf(path, place.inode)
    const at = { path, home: await homeOf(path), isCopy: false, offsetBytes }
    return checked(await open(at), isSameFile, place)
  }
  const between = async (log: Left): Promise<OpenLog | null> =>
    log.home === (await homeOf(path)) ? openNewer(log, told, open) : null
  const first = async (place: AtPlace | null): Promise<OpenLog | null> => {
    const wasAbsent = hasLooked && initial === null
    if (place === null && wasAbsent) return null // it was searched for already
    const { position, maxBacklogBytes } = start
    const again = position === null ? null : await openAnywhere(path, position, place, open)
    if (again !== null || place === null) return again
    const skippedBytes = wasAbsent || position !== null ? 0 : place.sizeBytes - maxBacklogBytes
    return skippedBytes > 0 ? openAtLine(path, skippedBytes, open) : inPlace(place)
  }

  return {
    begin: async (place) => {
      const isAgain = left === null && start.position !== null
      const next = left === null ? await first(place) : await between(left)
      const log = left === null || next !== null || place === null ? next : await inPlace(place)
      if (!hasLooked) initial = place
      hasLooked = true
      if (log === null) return null
      return { log, knownBytes: isAgain && !log.hasGap ? start.maxBacklogBytes : 0 }
    },
    copyOf: (log) => {
      told.forget(log.inode)
      return openCopy(log, open)
    },
    between,
    before: async (log, place) => {
      if (left === null || log.position().offsetBytes > 0 || !isSameFile(log, place)) return null
      return openNewer(left, told, open, place.modifiedAtMs)
    },
    inPlace,
    leave: (log, isDeleted) => {
      if (isDeleted) told.forget(log.inode)
      else told.set(log.position())
      const { device, inode, userId, home } = log
      const seen = log.seen()
      left = { device, inode, userId, home, seen: () => seen, bytesAt: null }
    },
  }
}

/** A file that may have been closed: then its bytes cannot be compared any more. */
interface Left extends Pick<OpenLog, 'device' | 'inode' | 'userId' | 'home' | 'seen'> {
  readonly bytesAt: OpenLog['bytesAt'] | null
}

type Open = (at: FoundAgain, dropsFirst?: boolean) => Promise<OpenLog>

async function checked<T>(
  log: OpenLog,
  isRight: (log: OpenLog, wanted: T) => boolean,
  wanted: T,
): Promise<OpenLog> {
  if (isRight(log, wanted)) return log
  await log.close()
  throw new Absent('it was moved meanwhile')
}

/** Where it was read before, in the same file or in a copy. */
const openAgain = async (found: FoundAgain, position: LogPosition, open: Open): Promise<OpenLog> =>
  checked(
    await open(found),
    (log, { mark }) => found.offsetBytes === 0 || log.hasGap || log.position().mark === mark,
    position,
  )

async function openAnywhere(
  path: string,
  position: LogPosition,
  place: AtPlace | null,
  open: Open,
): Promise<OpenLog | null> {
  const found = await findAgain(path, position, place)
  return found === null ? null : openAgain(found, position, open)
}

async function openCopy(log: OpenLog, open: Open): Promise<OpenLog | null> {
  const { home } = log
  const position = log.position()
  const path = await findCopy(home, log, log.readMark(), log.seen().modifiedAtMs)
  if (path === null) return null
  return openAgain({ path, home, isCopy: true, offsetBytes: position.offsetBytes }, position, open)
}

/** At the first line that begins behind so many bytes. The byte before tells whether one begins just there. */
const openAtLine = async (path: string, skippedBytes: number, open: Open): Promise<OpenLog> =>
  open({ path, home: await homeOf(path), isCopy: false, offsetBytes: skippedBytes - 1 }, true)

async function openNewer(
  log: Left,
  told: Told,
  open: Open,
  untilMs = Number.POSITIVE_INFINITY,
): Promise<OpenLog | null> {
  for (const file of await newerThan(log)) {
    if (file.modifiedAtMs > untilMs) continue
    const toldBytes = await told.bytesOf(file.path, file.inode)
    const isTold = toldBytes > 0 ? toldBytes >= file.sizeBytes : await isBeginningOf(log, file)
    if (isTold) continue
    const at = { path: file.path, home: log.home, isCopy: false, offsetBytes: toldBytes }
    return checked(await open(at), isSameFile, file)
  }
  return null
}

/** The files of the log that were changed after this one, the oldest first. In /tmp anybody may name a file so. */
async function newerThan(log: Left): Promise<readonly FoundFile[]> {
  const base = basename(log.home)
  const isEarlier = (name: string): boolean => schemeOf(name, base) !== null
  const files = await filesIn(dirname(log.home), isEarlier)
  const own = files.find((file) => isSameFile(file, log))
  const scheme = own === undefined ? null : schemeOf(own.name, base)
  return files.filter(
    (file) =>
      file !== own &&
      file.userId === log.userId &&
      file.sizeBytes > 0 &&
      compareAges(file, log.seen()) > 0 &&
      (scheme === null || schemeOf(file.name, base) === scheme),
  )
}

/** A copy that somebody made earlier holds nothing new. */
async function isBeginningOf(log: Left, file: FoundFile): Promise<boolean> {
  const { path, sizeBytes } = file
  if (log.bytesAt === null || sizeBytes > log.seen().sizeBytes) return false
  const length = Math.min(sizeBytes, maxMarkBytes)
  const theirs = await bytesIn(path, sizeBytes - length, length)
  const own = await log.bytesAt(sizeBytes - length, length)
  return theirs !== null && theirs.equals(own)
}

import { realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { LogPosition } from '../host.ts'
import { filesIn, firstWithMark, holdsMark, type FoundFile } from './folder.ts'
import type { Mark } from './mark.ts'
import type { FileNumber } from './open-log.ts'
import { mayBeCopy, schemeOf } from './sibling-name.ts'

/** Some file systems, and some programs that copy, keep times in steps of two seconds. */
const coarsestTickMs = 2_000

/** Where what was read before stands now. */
export interface FoundAgain {
  readonly path: string
  /** Where the log stands that it belongs to. */
  readonly home: string
  readonly isCopy: boolean
  /** How much of it was told. */
  readonly offsetBytes: number
}

/** The path without links; of a log that is not there, as far as it is there. */
export async function homeOf(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    // ENOENT: there may be a folder, and in it what the log was renamed to
    const folder = await realpath(dirname(path)).catch(() => dirname(path))
    return join(folder, basename(path))
  }
}

/**
 * After a restart: the same file under any name, else a copy of it, else the same file under the name of an earlier one, which
 * was cut before it was renamed.
 */
export async function findAgain(
  path: string,
  position: LogPosition,
  atPlace: FileNumber | null,
): Promise<FoundAgain | null> {
  const home = await homeOf(path)
  const { inode, offsetBytes } = position
  if (atPlace?.inode === inode && (await holdsMark(path, position)))
    return { path: home, home, isCopy: false, offsetBytes }

  const relatives = await filesIn(dirname(home), (name) => mayBeCopy(name, basename(home)))
  const same =
    (await sameFile(relatives, position)) ??
    (await sameFile(await filesIn(dirname(home), () => true), position)) ??
    (await sameFile(await filesIn(dirname(path), () => true), position))
  if (same !== null)
    return { path: same.path, home: homeAmong(same, home), isCopy: false, offsetBytes }

  const copy = await firstWithMark(relatives.toReversed(), position)
  if (copy !== null) return { path: copy.path, home, isCopy: true, offsetBytes }
  const cut = relatives.find((file) => file.inode === inode && homeAmong(file, home) === home)
  return cut === undefined ? null : { path: cut.path, home, isCopy: false, offsetBytes: 0 }
}

const sameFile = (files: readonly FoundFile[], position: LogPosition): Promise<FoundFile | null> =>
  firstWithMark(
    files.filter(({ inode }) => inode === position.inode),
    position,
  )

/** A file with the name of an earlier one belongs to the log; any other is one that a link pointed to. */
function homeAmong({ path, name }: FoundFile, home: string): string {
  const isEarlier = dirname(path) === dirname(home) && schemeOf(name, basename(home)) !== null
  return isEarlier ? home : path
}

/** When a log was cut: a copy of what was read of it. It is as young as the log was when it was read, or younger. */
export async function findCopy(
  home: string,
  log: FileNumber,
  mark: Mark,
  seenAtMs: number,
): Promise<string | null> {
  const relatives = await filesIn(dirname(home), (name) => mayBeCopy(name, basename(home)))
  const younger = relatives.filter(
    (file) => file.inode !== log.inode && file.modifiedAtMs >= seenAtMs - coarsestTickMs,
  )
  const copy = await firstWithMark(younger, mark)
  return copy === null ? null : copy.path
}

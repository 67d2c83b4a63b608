import { realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { LogPosition } from '../host.ts'
import { filesIn, firstWithMark, holdsMark, type FoundFile } from './folder.ts'
import type { FileNumber } from './open-log.ts'
import { mayBeCopy, schemeOf } from './sibling-name.ts'

/** Where what was read before stands now. */
export interface FoundAgain {
  readonly path: string
  /** Where the log stands that it belongs to. */
  readonly home: string
  readonly isCopy: boolean
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
 * After a restart: the same file under any name, else a copy of it. Device numbers may be others after the machine was
 * started anew, so that they are not asked. Null where neither is there.
 */
export async function findAgain(
  path: string,
  position: LogPosition,
  atPlace: FileNumber | null,
): Promise<FoundAgain | null> {
  const home = await homeOf(path)
  const base = basename(home)
  if (atPlace?.inode === position.inode && (await holdsMark(path, position)))
    return { path: home, home, isCopy: false }

  const relatives = await filesIn(dirname(home), (name) => mayBeCopy(name, base))
  const folders = [...new Set([dirname(home), dirname(path)])]
  for (const list of [
    async () => relatives,
    ...folders.map((folder) => () => filesIn(folder, all)),
  ]) {
    const sameNumber = (await list()).filter(({ inode }) => inode === position.inode)
    const found = await firstWithMark(sameNumber, position)
    if (found !== null) return { path: found.path, home: homeAmong(found, home), isCopy: false }
  }
  const copy = await firstWithMark(relatives.toReversed(), position)
  return copy === null ? null : { path: copy.path, home, isCopy: true }
}

const all = (): boolean => true

/** A file with the name of an earlier one belongs to the log; any other is one that a link pointed to. */
function homeAmong({ path, name }: FoundFile, home: string): string {
  const isEarlier = dirname(path) === dirname(home) && schemeOf(name, basename(home)) !== null
  return isEarlier ? home : path
}

/** When a log was cut: what stood in it is in a copy, where one was made. It is as young as the log was, or younger. */
export async function findCopy(
  home: string,
  position: LogPosition,
  seenAtMs: number,
): Promise<FoundAgain | null> {
  const relatives = await filesIn(dirname(home), (name) => mayBeCopy(name, basename(home)))
  const younger = relatives.filter(
    (file) => file.inode !== position.inode && file.modifiedAtMs >= seenAtMs - coarsestTickMs,
  )
  const copy = await firstWithMark(younger, position)
  return copy === null ? null : { path: copy.path, home, isCopy: true }
}

/** Some file systems, and some programs that copy, keep times in steps of two seconds. */
const coarsestTickMs = 2_000

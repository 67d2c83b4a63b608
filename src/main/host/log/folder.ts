import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { compareAges, type Age } from './decide.ts'
import { markOf, maxMarkBytes, type Mark } from './mark.ts'
import { bytesOf, openFile, type FileNumber } from './open-log.ts'

/** A folder with more files that may be meant is not a folder of logs. */
const maxFiles = 2_000
/** While files are renamed one after the other, a list may miss one. */
const maxListings = 10

export interface FoundFile extends FileNumber, Age {
  readonly path: string
  readonly name: string
  readonly userId: number
  readonly sizeBytes: number
}

/** The files of a folder whose names are accepted, the oldest first; none where it cannot be listed. */
export async function filesIn(
  folder: string,
  accepts: (name: string) => boolean,
): Promise<readonly FoundFile[]> {
  let files = await listOnce(folder, accepts)
  for (let count = 1; count < maxListings; count++) {
    const again = await listOnce(folder, accepts)
    const isSettled = fingerprint(again) === fingerprint(files)
    files = again
    if (isSettled) break
  }
  return files.toSorted(compareAges)
}

const fingerprint = (files: readonly FoundFile[]): string =>
  files.map(({ name, inode }) => `${name}/${inode}`).join('//')

async function listOnce(
  folder: string,
  accepts: (name: string) => boolean,
): Promise<readonly FoundFile[]> {
  // a folder that is gone, or that may not be listed, holds nothing that could be read on
  const names = await readdir(folder).catch(() => [])
  const accepted = names.filter(accepts).slice(0, maxFiles)
  const files = await Promise.all(accepted.map((name) => fileAt(folder, name)))
  return files.filter((file) => file !== null)
}

async function fileAt(folder: string, name: string): Promise<FoundFile | null> {
  const path = join(folder, name)
  const found = await lstat(path).catch(() => null) // it has gone since it was listed
  if (found === null || !found.isFile()) return null
  return {
    path,
    name,
    userId: found.uid,
    device: found.dev,
    inode: found.ino,
    sizeBytes: found.size,
    modifiedAtMs: found.mtimeMs,
    bornAtMs: found.birthtimeMs,
  }
}

export const isSameFile = (a: FileNumber, b: FileNumber): boolean =>
  a.inode === b.inode && a.device === b.device

/** It holds what was read before, up to the same place. */
export async function holdsMark(path: string, mark: Mark): Promise<boolean> {
  const { offsetBytes, markBytes } = mark
  // nothing is a mark of nothing; and the position may have come from a file that somebody changed
  if (!(markBytes > 0 && markBytes <= Math.min(maxMarkBytes, offsetBytes))) return false
  const tail = await bytesIn(path, offsetBytes - markBytes, markBytes)
  return tail !== null && tail.length === markBytes && markOf(tail).mark === mark.mark
}

/** Null where it cannot be read. */
export async function bytesIn(
  path: string,
  offset: number,
  length: number,
): Promise<Buffer | null> {
  // ENOENT, EACCES, or a Refusal: it is no file. Nothing can be read of it
  const handle = await openFile(path).catch(() => null)
  if (handle === null) return null
  try {
    return await bytesOf(handle, offset, length)
  } catch {
    // any error of the disk: what cannot be read is not known again
    return null
  } finally {
    await handle.close()
  }
}

/** The first of the files that holds what was read before. */
export async function firstWithMark(
  files: readonly FoundFile[],
  mark: Mark,
): Promise<FoundFile | null> {
  for (const file of files) {
    if (file.sizeBytes >= mark.offsetBytes && (await holdsMark(file.path, mark))) return file
  }
  return null
}

import { randomUUID } from 'node:crypto'
import { closeSync, constants, openSync, readdirSync, readlinkSync, readSync } from 'node:fs'
import {
  mkdir,
  open,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  statfs,
  type FileHandle,
} from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Absent, Refusal } from './attempt.ts'
import type { FileStat } from './file-stat.ts'
import type { DiskStat, OpenFile } from './host.ts'
import { createPatience, type Patience } from './patience.ts'

/** A file that is larger than its reader expects is not read: it is not what it should be. */
const defaultMaxBytes = 4 * 2 ** 20
/** A kernel file answers in microseconds; a disk or a network volume may hang. */
const defaultDeadlineMs = 2_000
/** A folder with more entries than any kernel has processes. */
const maxEntries = 5_000_000

const chunk = Buffer.allocUnsafe(64 * 2 ** 10)

/**
 * Kernel files are made up in memory at the moment of reading: read at once, they cost a tenth of a turn through the
 * thread pool. Those that wait for a lock of the process (`cmdline`, `smaps_rollup`) are asked with a deadline.
 */
const isKernelFile = (path: string): boolean => /^\/(proc|sys)(\/|$)/.test(path)

/** What is asked of files. Each answer is bounded in time and size. */
export interface Files {
  readText(path: string, maxBytes?: number, deadlineMs?: number): Promise<string>
  /** The same of what its user has named, which may be a pipe: whoever writes into it is waited for. */
  readNamed(path: string, maxBytes: number, deadlineMs: number): Promise<string>
  list(path: string): Promise<readonly string[]>
  readLink(path: string): Promise<string>
  stat(path: string): Promise<FileStat>
  disk(path: string): Promise<DiskStat>
  open(path: string): Promise<OpenFile>
}

export function createFiles(patiently: Patience = createPatience()): Files {
  return {
    readText: async (path, maxBytes = defaultMaxBytes, deadlineMs) =>
      isKernelFile(path) && deadlineMs === undefined
        ? readKernelFile(path, maxBytes)
        : patiently(deadlineMs ?? defaultDeadlineMs, async () =>
            readBounded(await openUnwaited(path), maxBytes),
          ),
    readNamed: (path, maxBytes, deadlineMs) =>
      patiently(deadlineMs, async () => readBounded(await open(path, 'r'), maxBytes)),
    list: async (path) => {
      const names = isKernelFile(path)
        ? readdirSync(path)
        : await patiently(defaultDeadlineMs, () => readdir(path))
      if (names.length > maxEntries) throw new Refusal(`more than ${maxEntries} entries`)
      return names
    },
    readLink: async (path) =>
      isKernelFile(path) ? readlinkSync(path) : patiently(defaultDeadlineMs, () => readlink(path)),
    stat: (path) => patiently(defaultDeadlineMs, () => statFile(path)),
    disk: (path) => patiently(defaultDeadlineMs, () => statDisk(path)),
    open: (path) => openRegular(path, patiently),
  }
}

function readKernelFile(path: string, maxBytes: number): string {
  const file = openSync(path, 'r')
  try {
    let size = readSync(file, chunk, 0, chunk.length, null)
    if (size < chunk.length && size <= maxBytes) {
      const more = readSync(file, chunk, size, chunk.length - size, null)
      if (more === 0) return chunk.toString('utf8', 0, size)
      size += more
    }
    return readOn(file, [Buffer.from(chunk.subarray(0, size))], size, maxBytes)
  } finally {
    closeSync(file)
  }
}

function readOn(file: number, pieces: Buffer[], already: number, maxBytes: number): string {
  for (let total = already; ;) {
    if (total > maxBytes) throw new Refusal(`larger than ${maxBytes} bytes`)
    const size = readSync(file, chunk, 0, chunk.length, null)
    if (size === 0) return Buffer.concat(pieces).toString('utf8')
    pieces.push(Buffer.from(chunk.subarray(0, size)))
    total += size
  }
}

/** A pipe in the place of a file would hold a thread of the pool until somebody writes into it: four of them, and all stands still. */
async function openUnwaited(path: string, flags: number = constants.O_RDONLY): Promise<FileHandle> {
  const file = await open(path, flags | constants.O_NONBLOCK, 0o600)
  try {
    const found = await file.stat()
    if (found.isFile() || found.isDirectory()) return file
    throw new Refusal('it is no file of a disk')
  } catch (error) {
    await file.close() // of the disk, or the Refusal: whoever asks has no file to close
    throw error
  }
}

/** Closes the file. */
async function readBounded(file: FileHandle, maxBytes: number): Promise<string> {
  try {
    const pieces: Buffer[] = []
    for (let total = 0; ;) {
      const { bytesRead, buffer } = await file.read(
        Buffer.allocUnsafe(chunk.length),
        0,
        chunk.length,
      )
      if (bytesRead === 0) return Buffer.concat(pieces).toString('utf8')
      pieces.push(buffer.subarray(0, bytesRead))
      total += bytesRead
      if (total > maxBytes) throw new Refusal(`larger than ${maxBytes} bytes`)
    }
  } finally {
    await file.close()
  }
}

/** Of a disk alone: a pipe or a terminal would wait for whoever writes into it. */
async function openRegular(path: string, patiently: Patience): Promise<OpenFile> {
  const before = await patiently(defaultDeadlineMs, () => stat(path))
  if (before.isDirectory()) throw new Refusal('it is a folder')
  if (!before.isFile()) throw new Refusal('it is no file of a disk')
  const file = await openInTime(path, patiently)
  return {
    sizeBytes: before.size,
    read: async (into, offsetBytes) => {
      const asked = (): Promise<{ readonly bytesRead: number }> =>
        file.read(into, 0, into.length, offsetBytes)
      return (await patiently(defaultDeadlineMs, asked)).bytesRead
    },
    close: () => closeInTime(file, patiently),
  }
}

/** What opens after its deadline has nobody who would close it. */
async function openInTime(path: string, patiently: Patience): Promise<FileHandle> {
  const late = { isLate: false }
  const opening = async (): Promise<FileHandle> => {
    const file = await open(path, 'r')
    if (late.isLate) await file.close()
    return file
  }
  try {
    return await patiently(defaultDeadlineMs, opening)
  } catch (error) {
    // a Refusal: it may open yet; any other error: it never does
    late.isLate = true
    throw error
  }
}

/** Node closes a file after the last answer of its disk, which may never come. What was read is read all the same. */
async function closeInTime(file: FileHandle, patiently: Patience): Promise<void> {
  const closing = file.close()
  try {
    await patiently(defaultDeadlineMs, () => closing)
  } catch {
    // a Refusal: it is left to close by itself; an error of the disk: nothing was written that could be lost
    closing.catch(() => undefined)
  }
}

async function statFile(path: string): Promise<FileStat> {
  const found = await stat(path)
  return {
    type: found.isFile() ? 'file' : found.isDirectory() ? 'dir' : 'other',
    sizeBytes: found.size,
    modifiedAtMs: found.mtimeMs,
    device: found.dev,
    inode: found.ino,
    isOwn: found.uid === process.geteuid?.(),
    ownerId: found.uid,
    groupId: found.gid,
    permissionBits: found.mode & 0o7777,
  }
}

async function statDisk(path: string): Promise<DiskStat> {
  const found = await statfs(path)
  if (found.blocks === 0) throw new Absent('this volume has no size')
  return { totalBytes: found.blocks * found.bsize, freeBytes: found.bavail * found.bsize }
}

/** What cannot be written whole leaves the file as it was: half a line would spoil the next. Makes its folder. */
export async function appendToFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const { O_RDWR, O_APPEND, O_CREAT } = constants
  const file = await openUnwaited(path, O_RDWR | O_APPEND | O_CREAT)
  const bytes = Buffer.from(text)
  let writtenBytes = 0
  try {
    while (writtenBytes < bytes.length)
      writtenBytes += (await file.write(bytes, writtenBytes)).bytesWritten
    await file.sync()
  } catch (error) {
    // ENOSPC, EFBIG, EIO: a part of it may stand there
    await takeBack(file, bytes.subarray(0, writtenBytes)).catch(() => undefined)
    throw error
  } finally {
    await file.close()
  }
}

/** Cuts off what was written last, unless somebody else has written behind it. */
async function takeBack(file: FileHandle, part: Uint8Array): Promise<void> {
  if (part.length === 0) return
  const { size } = await file.stat()
  const at = size - part.length
  const last = Buffer.alloc(part.length)
  await file.read(last, 0, last.length, at)
  if (last.equals(part)) await file.truncate(at)
}

/**
 * Readers see the old text or the new one, never a part: written beside it, synced, renamed over it. Makes its folder. Where a
 * link stands in its place, what it leads to is written: the user keeps the file elsewhere.
 */
export async function writeFileAtomically(link: string, text: string): Promise<void> {
  const path = await leadsTo(link)
  await refuseDevice(path)
  const folder = dirname(path)
  const beside = join(folder, `.${basename(path)}.${randomUUID()}.tmp`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const file = await open(beside, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (error) {
    // any error of the disk: nothing half-written stays behind
    await rm(beside, { force: true })
    throw error
  }
}

/** A rename takes the place of anything but a folder: run by root, a link to a device would cost the machine that device. */
async function refuseDevice(path: string): Promise<void> {
  const found = await stat(path).catch(() => null) // ENOENT: there is none yet; any other error comes again with the writing
  if (found !== null && !found.isFile() && !found.isDirectory())
    throw new Refusal('it is no file of a disk')
}

async function leadsTo(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    // ENOENT: there is none yet, or a link leads nowhere; any other error comes again with the writing
    return path
  }
}

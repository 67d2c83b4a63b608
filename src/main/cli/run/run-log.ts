import { mkdir, open, rename, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { reasonOf } from '../../host/attempt.ts'
import { deleteOldRuns, type RunFiles } from './run-files.ts'

/** A log that has grown to this is put aside, and the one that was put aside before is gone. */
const maxLogBytes = 16 * 2 ** 20
/** How long lines wait for others, so that a busy program costs few writes. */
const gatherMs = 200
/** So much waits for no others. */
const enoughBytes = 256 * 2 ** 10
/** What a disk that is slow may keep waiting; what comes then is not written. */
const maxWaitingBytes = 4 * 2 ** 20
/** A disk that does not answer does not keep the user waiting. */
const closeMs = 2_000

export interface RunLog {
  write(text: string): void
  /** Done when all has been written, or a disk has had its time. */
  close(): Promise<void>
  /** Why it goes no further; null where it does. */
  trouble(): string | null
  /** What a disk that is slow has cost. */
  missingBytes(): number
}

/** Writes what a program prints to a file that only its user may read. Whatever the disk does, the program knows nothing of it. */
export function createRunLog(files: RunFiles, isRunning: (pid: number) => boolean): RunLog {
  const file = createLogFile(files, isRunning)
  let waiting: string[] = []
  let waitingBytes = 0
  let takenBytes = 0
  let writtenBytes = 0
  let timer: NodeJS.Timeout | null = null
  let isNext = false
  let writing: Promise<void> = file.open()

  const writeWaiting = async (): Promise<void> => {
    const [text, textBytes] = [waiting.join(''), waitingBytes]
    waiting = []
    waitingBytes = 0
    isNext = false
    await file.write(text)
    writtenBytes += textBytes
  }
  const next = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (isNext) return
    isNext = true
    writing = writing.then(writeWaiting)
  }

  return {
    write: (text) => {
      const textBytes = Buffer.byteLength(text)
      takenBytes += textBytes
      if (file.trouble() !== null || waitingBytes + textBytes > maxWaitingBytes) return
      waiting.push(text)
      waitingBytes += textBytes
      if (waitingBytes >= enoughBytes) next()
      else timer ??= setTimeout(next, gatherMs)
    },
    close: async () => {
      next()
      const late = new Promise((done) => setTimeout(done, closeMs).unref())
      await Promise.race([writing.then(file.close), late])
    },
    trouble: file.trouble,
    missingBytes: () => takenBytes - writtenBytes,
  }
}

interface LogFile {
  open(): Promise<void>
  write(text: string): Promise<void>
  close(): Promise<void>
  trouble(): string | null
}

/** None of it throws: after the first trouble there is no log, and that is all. */
function createLogFile(files: RunFiles, isRunning: (pid: number) => boolean): LogFile {
  let trouble: string | null = null
  let file: FileHandle | null = null
  let sizeBytes = 0

  /** EACCES, EROFS, ENOSPC, EDQUOT, EIO, EEXIST. */
  const attempted = async (act: () => Promise<void>): Promise<void> => {
    if (trouble !== null) return
    try {
      await act()
    } catch (error) {
      trouble = reasonOf(error)
      await file?.close().catch(() => undefined)
      file = null
    }
  }
  const create = async (): Promise<void> => {
    file = await open(files.logPath, 'wx', 0o600)
    sizeBytes = 0
  }

  return {
    open: () =>
      attempted(async () => {
        const folder = dirname(files.logPath)
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await deleteOldRuns(folder, isRunning)
        await create()
      }),
    write: (text) =>
      attempted(async () => {
        if (text !== '' && sizeBytes >= maxLogBytes) {
          await file?.close()
          await rename(files.logPath, files.fullLogPath)
          await create()
        }
        sizeBytes += (await file?.write(text))?.bytesWritten ?? 0
      }),
    close: () => attempted(async () => file?.close()),
    trouble: () => trouble,
  }
}

import { mkdir, open, rename, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { reasonOf } from '../../host/attempt.ts'
import { deleteOldRuns, type RunFiles } from './run-files.ts'

/** A log that has grown to this is put aside, and the one that was put aside before is gone. */
const maxLogBytes = 16 * 2 ** 20
/** How long lines wait for others, so that a busy program costs few writes. */
const gatherMs = 200
/** What a disk that is slow may keep waiting; what comes then is not written. */
const maxWaitingBytes = 4 * 2 ** 20
/** A disk that does not answer does not keep the user waiting. */
const closeMs = 2_000

export interface RunLog {
  write(text: string): void
  /** Done when all has been written, or a disk has had its time. */
  close(): Promise<void>
  /** Why it is not whole; null where it is. */
  trouble(): string | null
}

/** Writes what a program prints to a file that only its user may read. Whatever the disk does, the program knows nothing of it. */
export function createRunLog(files: RunFiles, isRunning: (pid: number) => boolean): RunLog {
  const file = createLogFile(files, isRunning)
  let waiting: string[] = []
  let waitingBytes = 0
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = file.open()

  const writeWaiting = (): Promise<void> => {
    const text = waiting.join('')
    waiting = []
    waitingBytes = 0
    return file.write(text)
  }
  const next = (): void => {
    timer = null
    writing = writing.then(writeWaiting)
  }

  return {
    write: (text) => {
      if (file.trouble() !== null || waitingBytes + text.length > maxWaitingBytes) return
      waiting.push(text)
      waitingBytes += text.length
      timer ??= setTimeout(next, gatherMs)
    },
    close: async () => {
      if (timer !== null) clearTimeout(timer)
      next()
      const late = new Promise((done) => setTimeout(done, closeMs).unref())
      await Promise.race([writing.then(file.close), late])
    },
    trouble: file.trouble,
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

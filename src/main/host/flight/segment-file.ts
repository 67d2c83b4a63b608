import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What is lost at most with the machine itself, beside what waits for the next sign of life. */
const syncEveryMs = 2_500

/** The file that is written now. Each call waits for the one before. */
export interface SegmentFile {
  /** A new one of mode 0600, and its folder. Throws what the disk throws. */
  begin(path: string): Promise<void>
  /** Synced now and then, and where nothing more will come. */
  write(bytes: Uint8Array, nowMs: number, isLast: boolean): Promise<void>
  close(): Promise<void>
}

export function createSegmentFile(): SegmentFile {
  let file: FileHandle | null = null
  let syncedAtMs = 0
  const close = async (): Promise<void> => {
    const open = file
    file = null
    // ENOSPC, EIO: that it could not be written was told by then
    await open?.close().catch(() => undefined)
  }
  return {
    begin: async (path) => {
      await close()
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      file = await open(path, 'wx', 0o600)
    },
    write: async (bytes, nowMs, isLast) => {
      if (file === null) return
      for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done)).bytesWritten
      if (!isLast && Math.abs(nowMs - syncedAtMs) < syncEveryMs) return
      syncedAtMs = nowMs
      await file.datasync()
    },
    close,
  }
}

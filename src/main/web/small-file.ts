import { constants } from 'node:fs'
import { open } from 'node:fs/promises'

export interface SmallFile {
  readonly text: string
  /** Of its permissions, the last nine. */
  readonly permissionBits: number
  /** It belongs to whoever runs this. */
  readonly isOwn: boolean
  /** Another where the file has been changed, or another has its name. */
  readonly mark: string
}

/** A whole file, which is told as too long where it is longer than it should be. Throws a sentence, or an error of the disk. */
export async function readSmallFile(path: string, maxBytes: number): Promise<SmallFile> {
  // not waiting for a writer, where it is a pipe
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const found = await file.stat()
    if (found.isDirectory()) throw new Error('it is a folder')
    if (!found.isFile()) throw new Error('it is not a file')
    const room = maxBytes + 1
    const { buffer, bytesRead } = await file.read(Buffer.alloc(room), 0, room, 0)
    if (bytesRead > maxBytes) throw new Error(`it is longer than ${maxBytes} bytes`)
    return {
      text: buffer.toString('utf8', 0, bytesRead),
      permissionBits: found.mode & 0o777,
      isOwn: found.uid === process.geteuid?.(),
      mark: [found.dev, found.ino, found.size, found.mtimeMs].join(' '),
    }
  } finally {
    await file.close()
  }
}

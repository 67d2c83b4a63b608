import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

export interface OwnBytes {
  readonly archiveBytes: number
  /** What lies beside the archive, as it cannot be run from within. */
  readonly unpackedBytes: number
}

/** What Headroom adds to Electron, in a packed app. */
export function ownBytesIn(contents: string): OwnBytes {
  const archive = join(contents, 'Resources', 'app.asar')
  const unpacked = readdirSync(`${archive}.unpacked`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size)
  return {
    archiveBytes: statSync(archive).size,
    unpackedBytes: unpacked.reduce((sum, bytes) => sum + bytes, 0),
  }
}

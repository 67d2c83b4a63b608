import { realpathSync } from 'node:fs'
import { join, sep } from 'node:path'

/** Whether the path of an address leads into the folder, wherever a link in it points. What is not there leads nowhere. */
export function isWithin(folder: string, pathname: string): boolean {
  try {
    return realpathSync(join(folder, pathname)).startsWith(realpathSync(folder) + sep)
  } catch {
    // ENOENT, ENOTDIR, ELOOP, or a name that no file can have
    return false
  }
}

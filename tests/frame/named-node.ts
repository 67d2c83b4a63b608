import { copyFileSync, linkSync, mkdirSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Node under another name: the kernel lists a process by the file that it runs. */
export function nodeNamed(name: string, folder: string): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, name)
  const node = realpathSync(process.execPath)
  rmSync(path, { force: true })
  try {
    linkSync(node, path)
  } catch {
    // EXDEV, EPERM: on another disk, or of another user
    copyFileSync(node, path)
  }
  return path
}

import type { LogPosition } from '../host.ts'
import { holdsMark } from './folder.ts'

/** Of so many files it is remembered how far they were told: a link may be switched back. */
const maxRemembered = 32

/** How far files were told that are not read any more. */
export interface Told {
  set(position: LogPosition): void
  forget(inode: number): void
  /** How much of the file at this path was told: nothing where it is another by now. */
  bytesOf(path: string, inode: number): Promise<number>
}

export function createTold(): Told {
  const positions = new Map<number, LogPosition>()
  return {
    set: (position) => {
      positions.delete(position.inode)
      positions.set(position.inode, position)
      const [oldest] = positions.keys()
      if (positions.size > maxRemembered && oldest !== undefined) positions.delete(oldest)
    },
    forget: (inode) => void positions.delete(inode),
    bytesOf: async (path, inode) => {
      const position = positions.get(inode)
      const isSame = position !== undefined && (await holdsMark(path, position))
      return isSame ? position.offsetBytes : 0
    },
  }
}

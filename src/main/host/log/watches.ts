import { watch, type FSWatcher } from 'node:fs'
import type { FileNumber } from './open-log.ts'

export interface WatchedFile extends FileNumber {
  readonly path: string
}

export interface Watches {
  /** These are watched from now on, and no others. True where one of them was not before. */
  keep(files: readonly WatchedFile[]): boolean
}

/** Wakes when one of the files is written to, renamed or deleted. They keep no program alive. */
export function createWatches(wake: () => void): Watches {
  const watchers = new Map<string, FSWatcher | null>()
  return {
    keep: (files) => {
      const wanted = new Map(files.map((file) => [`${file.device}/${file.inode}`, file.path]))
      for (const [key, watcher] of watchers) {
        if (wanted.has(key)) continue
        watcher?.close()
        watchers.delete(key)
      }
      const added = [...wanted].filter(([key]) => !watchers.has(key))
      for (const [key, path] of added) {
        // one that has failed is begun anew at the next look; until then `check` finds what is new
        const failed = (): void => void watchers.delete(key)
        watchers.set(key, watcherOf(path, wake, failed))
      }
      return added.length > 0
    },
  }
}

function watcherOf(path: string, wake: () => void, failed: () => void): FSWatcher | null {
  try {
    const watcher = watch(path, { persistent: false }, wake)
    watcher.on('error', () => {
      watcher.close()
      failed()
    })
    return watcher
  } catch {
    // ENOENT: it has gone; ENOSPC: the kernel watches no more files: `check` finds what is new
    return null
  }
}

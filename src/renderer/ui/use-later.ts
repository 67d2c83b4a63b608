import { useEffect, useState } from 'react'

export interface Later<T> {
  readonly Part: T
}

export interface UseLater<T> {
  /** null until it is here. */
  readonly part: Later<T> | null
  /** It is wanted, and its file could not be had. */
  readonly isFailed: boolean
  /** Tries once more what has failed. */
  readonly again: () => void
}

/**
 * A part of the screen that is loaded when it is first wanted. Where its file is gone with the Headroom that had it, it is tried
 * again when it is wanted again. `load`: the same function each time.
 */
export function useLater<T>(isWanted: boolean, load: () => Promise<T>): UseLater<T> {
  const [part, setPart] = useState<Later<T> | null>(null)
  const [isFailed, setFailed] = useState(false)
  if (!isWanted && isFailed) setFailed(false)
  const isToCome = isWanted && part === null && !isFailed
  useEffect(() => {
    if (!isToCome) return undefined
    let isLeft = false
    load().then(
      (value) => {
        if (!isLeft) setPart({ Part: value })
      },
      // TypeError: this page is older than the files of the Headroom that came back, or that is gone
      () => {
        if (!isLeft) setFailed(true)
      },
    )
    return () => {
      isLeft = true
    }
  }, [isToCome, load])
  return { part: isWanted ? part : null, isFailed, again: () => setFailed(false) }
}

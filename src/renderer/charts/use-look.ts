import { useSyncExternalStore } from 'react'

const queries = [
  '(prefers-color-scheme: dark)',
  '(prefers-contrast: more)',
  '(forced-colors: active)',
]

function watch(wake: () => void): () => void {
  const lists = queries.map((query) => matchMedia(query))
  lists.forEach((list) => list.addEventListener('change', wake))
  return () => lists.forEach((list) => list.removeEventListener('change', wake))
}

const read = (): string => queries.map((query) => String(matchMedia(query).matches)).join()

/** Another text for each way in which the colours of this page can be: for what is drawn and not styled. */
export const useLook = (): string => useSyncExternalStore(watch, read, read)

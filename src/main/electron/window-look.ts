import { app } from 'electron'

/** Wakes when somebody is in a window of ours again: what macOS keeps about the app may have been changed meanwhile. */
export function onLook(wake: () => void): () => void {
  app.on('browser-window-focus', wake)
  return () => void app.off('browser-window-focus', wake)
}

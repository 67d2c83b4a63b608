import type { Host } from '../host/host.ts'
import type { SettingsStore } from './settings-store.ts'

/** Where the folder cannot be watched. */
const lookEveryMs = 5_000

/**
 * Reads the settings again whenever something in their folder has changed: a file that is written whole is another one each
 * time. Answers with the way to stop.
 */
export function followSettings(
  host: Pick<Host, 'watch' | 'clock'>,
  folder: string,
  settings: Pick<SettingsStore, 'refresh'>,
): () => void {
  let isStopped = false
  const refresh = createRefresh(settings.refresh, () => isStopped)
  let stopTimer = (): void => undefined
  const lookNowAndThen = (): void => {
    stopTimer = host.clock.after(lookEveryMs, () => {
      void refresh()
      lookNowAndThen()
    })
  }
  const watching = host.watch(folder, () => void refresh())
  if (watching.kind !== 'ok') lookNowAndThen()
  void refresh() // they may have changed while nobody followed them
  return () => {
    isStopped = true
    stopTimer()
    if (watching.kind === 'ok') watching.value()
  }
}

/** One at a time: of many that are asked for meanwhile, one follows. */
function createRefresh(
  refresh: () => Promise<void>,
  isStopped: () => boolean,
): () => Promise<void> {
  let isReading = false
  let isOwed = false
  return async () => {
    isOwed = true
    if (isReading) return
    isReading = true
    while (isOwed && !isStopped()) {
      isOwed = false
      await refresh()
    }
    isReading = false
  }
}

import type { Host } from '../host/host.ts'

/** Where the folder cannot be watched. */
const lookEveryMs = 5_000

/**
 * Reads what lies in the folder of the settings again whenever something in it has changed: a file that is written whole is another one each
 * time. Answers with the way to stop.
 */
export function followSettings(
  host: Pick<Host, 'watch' | 'clock'>,
  folder: string,
  stores: readonly { readonly refresh: () => Promise<void> }[],
): () => void {
  let isStopped = false
  const all = async (): Promise<void> => {
    await Promise.all(stores.map((store) => store.refresh()))
  }
  const refresh = createRefresh(all, () => isStopped)
  let stop = (): void => undefined
  const follow = (): void => {
    const watching = host.watch(folder, () => void refresh())
    // a folder that is not there yet comes with the first that is written
    stop = watching.kind === 'ok' ? watching.value : host.clock.after(lookEveryMs, follow)
    void refresh() // they may have changed while nobody followed them
  }
  follow()
  return () => {
    isStopped = true
    stop()
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
    try {
      while (isOwed && !isStopped()) {
        isOwed = false
        await refresh()
      }
    } finally {
      isReading = false
    }
  }
}

import { EventEmitter } from 'node:events'
import { tell } from './events.ts'
import { lacks, whole } from './loud.ts'

/**
 * Squirrel.Mac, as far as it asks: it fetches the new app from its feed, and says so. It looks at no signature and puts nothing in
 * place: `quitAndInstall` ends the app, and nothing starts anew.
 */
export function createAutoUpdater(app: () => Electron.App): typeof Electron.autoUpdater {
  const emitter = new EventEmitter()
  let feed: Electron.FeedURLOptions | null = null
  let fetchedBytes: number | null = null
  const updater = whole<typeof Electron.autoUpdater>('autoUpdater', emitter)
  const part = {
    setFeedURL: (options) => {
      feed = options
    },
    getFeedURL: () => feed?.url ?? '',
    checkForUpdates: () => {
      if (feed === null) return lacks('autoUpdater.checkForUpdates without a feed')
      void fetchFrom(feed).then(
        (bytes) => {
          fetchedBytes = bytes
          tell('AutoUpdater', updater, 'update-downloaded', {})
        },
        (error: unknown) => tell('AutoUpdater', updater, 'error', error),
      )
    },
    quitAndInstall: () => {
      if (fetchedBytes === null) lacks('autoUpdater.quitAndInstall before something was fetched')
      process.stderr.write(`the stand-in: an app of ${fetchedBytes} bytes would be installed\n`)
      tell('AutoUpdater', updater, 'before-quit-for-update')
      app().quit()
    },
  } satisfies Partial<typeof Electron.autoUpdater>
  Object.assign(emitter, part)
  return updater
}

/** Its feed names where the new app is (the form of Squirrel.Mac's server). */
async function fetchFrom({ url, headers = {} }: Electron.FeedURLOptions): Promise<number> {
  const answer = await fetch(url, { headers })
  if (!answer.ok) throw new Error(`Update check failed. Status: ${answer.status}`)
  const named = (await answer.json()) as { readonly url: string }
  return (await (await fetch(named.url)).arrayBuffer()).byteLength
}

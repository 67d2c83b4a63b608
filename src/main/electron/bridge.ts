import { contextBridge, ipcRenderer } from 'electron'
import type { Client, Connection, FromMain, ToMain } from '../../shared/contract.ts'
import { detailsWanted, escapeAnswered, fromMain, toMain } from './channels.ts'

/** The messages of one kind, as they are pushed; answers with the way to stop. */
function onPush<Kind extends FromMain['kind']>(
  kind: Kind,
  wake: (message: Extract<FromMain, { readonly kind: Kind }>) => void,
): () => void {
  const isOfKind = (message: FromMain): message is Extract<FromMain, { readonly kind: Kind }> =>
    message.kind === kind
  const listen = (_event: unknown, message: FromMain): void => {
    if (isOfKind(message)) wake(message)
  }
  ipcRenderer.on(fromMain, listen)
  return () => void ipcRenderer.off(fromMain, listen)
}

/**
 * The preload's end of the contract: functions only, never `ipcRenderer` itself nor its events (electron.md §5). Runs in
 * the sandbox, so it may load nothing but `electron`. Main pushes the view and the last Snapshot when the page has loaded.
 */
const client: Client = {
  request: (name, input) =>
    ipcRenderer.invoke(toMain, { kind: 'request', id: 0, name, input } satisfies ToMain),
  onSnapshot: (wake) => onPush('snapshot', ({ value }) => wake(value)),
  onView: (wake) => onPush('view', ({ value }) => wake(value)),
  onPreferences: (wake) => onPush('preferences', ({ value }) => wake(value)),
  onConnection: (wake) => {
    const live: Connection = 'live' // both ends live and end together
    wake(live)
    return () => undefined
  },
  openDetails: (place) => ipcRenderer.send(detailsWanted, place),
  answerEscape: (isUsed) => ipcRenderer.send(escapeAnswered, isUsed),
}

contextBridge.exposeInMainWorld('headroom', client)

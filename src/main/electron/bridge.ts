import { contextBridge, ipcRenderer } from 'electron'
import type { Client, Connection, FromMain, ToMain } from '../../shared/contract.ts'

/** The names of the two channels; the shell's end stands beside this file. */
const toMain = 'headroom:to-main'
const fromMain = 'headroom:from-main'

/**
 * The preload's end of the contract: functions only, never `ipcRenderer` itself nor its events (electron.md §5). Runs in
 * the sandbox, so it may load nothing but `electron`.
 */
const client: Client = {
  request: (name, input) =>
    ipcRenderer.invoke(toMain, { kind: 'request', id: 0, name, input } satisfies ToMain),
  onSnapshot: (wake) => {
    const listen = (_event: unknown, message: FromMain): void => {
      if (message.kind === 'snapshot') wake(message.value)
    }
    ipcRenderer.on(fromMain, listen)
    return () => void ipcRenderer.off(fromMain, listen)
  },
  onConnection: (wake) => {
    const live: Connection = 'live' // both ends live and end together
    wake(live)
    return () => undefined
  },
}

contextBridge.exposeInMainWorld('headroom', client)

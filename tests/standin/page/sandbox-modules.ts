import type { Bridge } from './bridge.ts'
import { Emitter } from './emitter.ts'

/** Everything that `require` knows in a sandboxed preload (Electron's docs/tutorial/sandbox.md). */
export function sandboxModules(
  ipcRenderer: Emitter,
  bridge: Bridge,
): Readonly<Record<string, unknown>> {
  const lacking = (name: string): object =>
    new Proxy(
      {},
      {
        get: (_, key) => {
          throw new Error(`not in the stand-in: ${name}.${String(key)}`)
        },
      },
    )
  return {
    electron: {
      contextBridge: {
        exposeInMainWorld: (key: string, api: unknown) => void bridge.call('expose', key, api),
        exposeInIsolatedWorld: () => {
          throw new Error('not in the stand-in: contextBridge.exposeInIsolatedWorld')
        },
      },
      ipcRenderer,
      crashReporter: lacking('crashReporter'),
      nativeImage: lacking('nativeImage'),
      webFrame: lacking('webFrame'),
      webUtils: lacking('webUtils'),
    },
    events: Object.assign(Emitter, { EventEmitter: Emitter, default: Emitter }),
    timers: { setTimeout, clearTimeout, setInterval, clearInterval },
    url: { URL, URLSearchParams },
  }
}

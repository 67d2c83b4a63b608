import type { Client } from '../../shared/contract.ts'
import { createSocketClient } from './socket-client.ts'

declare global {
  interface Window {
    /** What the Electron bridge exposes (src/main/electron/bridge.ts). */
    readonly headroom?: Client
  }
}

/** The Electron bridge where there is one, else a WebSocket to the server that this page came from. */
export const findClient = (): Client => window.headroom ?? createSocketClient()

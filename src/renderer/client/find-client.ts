import type { Client } from '../../shared/contract.ts'
import { createPageTelling } from '../alerts/page-telling.ts'
import type { Telling } from '../alerts/telling.ts'
import { createSocketClient } from './socket-client.ts'

declare global {
  interface Window {
    /** What the Electron bridge exposes (src/main/electron/bridge.ts). */
    readonly headroom?: Client
  }
}

export interface Found {
  readonly client: Client
  /** null where the shell tells of alerts itself. */
  readonly telling: Telling | null
}

/** The Electron bridge where there is one, else a WebSocket to the server that this page came from. */
export function findClient(): Found {
  if (window.headroom !== undefined) return { client: window.headroom, telling: null }
  const { client, setHearing } = createSocketClient()
  return { client, telling: createPageTelling(client, setHearing) }
}

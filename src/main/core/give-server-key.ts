import type { Requests } from '../../shared/contract.ts'
import { Refusal } from '../host/attempt.ts'
import type { Monitor } from '../monitor/monitor.ts'
import type { ServerWatch } from '../monitor/servers/server-watch.ts'
import type { ServerKeys } from '../settings/server-keys.ts'

export interface GiveServerKeyOptions {
  readonly current: Monitor['current']
  readonly servers: ServerWatch | null
  readonly keys: ServerKeys | undefined
}

/** Keeps the key for a server of the last Snapshot, and asks the server again. Throws Refusal. */
export function createGiveServerKey({
  current,
  servers,
  keys,
}: GiveServerKeyOptions): (input: Requests['serverKey']['in']) => Promise<null> {
  return async ({ serverId, apiKey }) => {
    const server = current()?.servers.find(({ id }) => id === serverId)
    if (server === undefined || server.port === null)
      throw new Refusal('this server does not listen any more')
    if (keys === undefined)
      throw new Refusal('keys are kept only by a Headroom that watches this machine')
    const kept = await keys.keep(server.kind, server.port, apiKey)
    servers?.hurry()
    if (kept.kind !== 'ok')
      throw new Refusal(`it is used until Headroom ends, but could not be kept: ${kept.reason}`)
    return null
  }
}

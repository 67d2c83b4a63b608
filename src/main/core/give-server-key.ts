import type { Requests } from '../../shared/contract.ts'
import { Refusal } from '../host/attempt.ts'
import { serverIdOf } from '../inference/inventory/inventory.ts'
import type { ServerWatch } from '../monitor/servers/server-watch.ts'
import type { ServerKeys } from '../settings/server-keys.ts'

export interface GiveServerKeyOptions {
  readonly servers: ServerWatch | null
  readonly keys: ServerKeys | undefined
}

/** Keeps the key for a server that is watched, and asks the server again. Throws Refusal. */
export function createGiveServerKey({
  servers,
  keys,
}: GiveServerKeyOptions): (input: Requests['serverKey']['in']) => Promise<null> {
  return async ({ serverId, apiKey }) => {
    const told = servers?.told().find((one) => serverIdOf(one) === serverId)
    if (servers === null || told === undefined || told.at === null)
      throw new Refusal('this server does not listen any more')
    if (keys === undefined)
      throw new Refusal('keys are kept only by a Headroom that watches this machine')
    // by the kind of its process, as it is looked up
    const kept = await keys.keep(told.found.spec.kind, told.at.port, apiKey)
    servers.hurry([told.found.root.pid])
    if (kept.kind !== 'ok')
      throw new Refusal(`it is used until Headroom ends, but could not be kept: ${kept.reason}`)
    return null
  }
}

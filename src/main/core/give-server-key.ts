import type { ServerKeyInput } from '../../shared/contract.ts'
import { Refusal } from '../host/attempt.ts'
import { serverIdOf } from '../inference/inventory/inventory.ts'
import type { ServerWatch } from '../monitor/servers/server-watch.ts'
import type { ServerKeys } from '../settings/server-keys.ts'

export interface GiveServerKeyOptions {
  readonly servers: ServerWatch | null
  readonly keys: ServerKeys | undefined
}

const notHere = 'keys are kept only by a Headroom that watches this machine'

/** Keeps the key for a server that is watched, and asks the server again. Throws Refusal. */
export function createGiveServerKey({
  servers,
  keys,
}: GiveServerKeyOptions): (input: ServerKeyInput) => Promise<null> {
  return async (input) => {
    if ('server' in input) return forgetKey(keys, input.server, servers)
    const { serverId, apiKey } = input
    const told = servers?.told().find((one) => serverIdOf(one) === serverId)
    if (servers === null || told === undefined || told.at === null)
      throw new Refusal('this server does not listen any more')
    if (keys === undefined) throw new Refusal(notHere)
    // by the kind of its process, as it is looked up
    const kept = await keys.keep(told.found.spec.kind, told.at.port, apiKey)
    servers.hurry([told.found.root.pid])
    if (kept.kind !== 'ok')
      throw new Refusal(`it is used until Headroom ends, but could not be kept: ${kept.reason}`)
    return null
  }
}

/** Of a server that need not run; one that does is asked again. */
async function forgetKey(
  keys: ServerKeys | undefined,
  server: string,
  watch: ServerWatch | null,
): Promise<null> {
  if (keys === undefined) throw new Refusal(notHere)
  if (!keys.servers().includes(server)) throw new Refusal('no key is kept for this server')
  const done = await keys.forgetOne(server)
  watch?.hurry(null)
  if (done.kind !== 'ok')
    throw new Refusal(`the key could not be taken out of its file: ${done.reason}`)
  return null
}

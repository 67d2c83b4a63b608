import { printable } from './printable.ts'
import type { Server } from './server.ts'
import type { Snapshot } from './snapshot.ts'
import { formatCount } from './units.ts'

/** The servers that have no model to stand for them. One that a model's server started, or that started it, has one. */
export function serversWithoutModels({
  servers,
  models,
}: Pick<Snapshot, 'servers' | 'models'>): readonly Server[] {
  const withModels = new Set(models.map(({ serverId }) => rootOf(serverId, servers)))
  return servers.filter(
    ({ id, parentId, state }) =>
      !withModels.has(rootOf(id, servers)) && (parentId === null || state !== 'ready'),
  )
}

/**
 * The servers that have a row of their own: those without models, and one that wants a key, whatever it tells without. One
 * that another has started got its key from that one: nobody can type it.
 */
export function serversWithRow(
  inventory: Pick<Snapshot, 'servers' | 'models'>,
): readonly { readonly server: Server; readonly hasModels: boolean }[] {
  const without = new Set(serversWithoutModels(inventory))
  return inventory.servers
    .map((server) => ({ server, hasModels: !without.has(server) }))
    .filter(
      ({ server: { state, parentId }, hasModels }) =>
        !hasModels || (state === 'closed' && parentId === null),
    )
}

/** Deeper than servers start each other; a circle must end too. */
const maxDepth = 8

/** The one that nothing in the list has started. */
export function rootOf(id: Server['id'], servers: readonly Server[]): Server['id'] {
  let root = id
  for (let depth = 0; depth < maxDepth; depth++) {
    const parentId = servers.find((server) => server.id === root)?.parentId
    if (parentId === null || parentId === undefined) return root
    root = parentId
  }
  return root
}

/** A server of which no model is known: what stands in the way. */
export function serverText(server: Server, servers: readonly Server[] = [server]): string {
  const { state, stateReason, tellsModels } = server
  const name = titleAmong(server, servers)
  const reason = stateReason === null ? null : printable(stateReason)
  switch (state) {
    case 'ready':
      return tellsModels ? `${name}, no model loaded` : `${name}: its models are not told`
    case 'starting':
      return reason === null ? `${name}: starting` : `${name}: starting, ${reason}`
    case 'closed':
      return `${name}: closed, key needed`
    case 'silent':
      return `${name}: ${reason ?? 'no answer'}`
    case 'unasked':
      return `${name}: ${reason ?? 'cannot be asked'}`
  }
}

/** Which of several it is: `LM Studio on port 1234`. */
export function serverAtPort({ title, port }: Pick<Server, 'title' | 'port'>): string {
  const name = nameOf(title)
  return port === null ? name : `${name} on port ${formatCount(port)}`
}

/** With its port where another is called the same: `Ollama on port 11435`. */
export const titleAmong = (server: Server, servers: readonly Server[]): string =>
  servers.some(({ id, title }) => id !== server.id && title === server.title)
    ? serverAtPort(server)
    : nameOf(server.title)

export const nameOf = (title: string): string => printable(title, 60)

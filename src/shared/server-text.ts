import { printable } from './printable.ts'
import type { Server } from './server.ts'
import type { Snapshot } from './snapshot.ts'

/** A server of which no model is known, as every face says it. */
export interface ShownServer {
  /** `Ollama, no model loaded`; `LM Studio: closed` */
  readonly text: string
  /** Why, where its state alone does not tell; null for nothing more. */
  readonly reason: string | null
}

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

/** Deeper than servers start each other; a circle must end too. */
const maxDepth = 8

/** The one that nothing in the list has started. */
function rootOf(id: Server['id'], servers: readonly Server[]): Server['id'] {
  let root = id
  for (let depth = 0; depth < maxDepth; depth++) {
    const parentId = servers.find((server) => server.id === root)?.parentId
    if (parentId === null || parentId === undefined) return root
    root = parentId
  }
  return root
}

export function shownServer({ title, state, stateReason }: Server): ShownServer {
  const name = printable(title, 60)
  const reason = stateReason === null ? null : printable(stateReason)
  switch (state) {
    case 'ready':
      return { text: `${name}, no model loaded`, reason }
    case 'starting':
      return { text: `${name}: starting`, reason }
    case 'closed':
      return { text: `${name}: closed`, reason: reason ?? 'key needed' }
    case 'silent':
      return { text: `${name}: does not answer`, reason }
    case 'unasked':
      return { text: `${name}: cannot be asked`, reason }
  }
}

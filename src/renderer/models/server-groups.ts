import type { ServerId } from '../../shared/ids.ts'
import { rootOf } from '../../shared/server-text.ts'
import type { Model, Server } from '../../shared/server.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

/** A server that nothing in the list has started, what it has started, and all models of them. */
export interface ServerGroup {
  /** null: its models are told, and it is not any more. */
  readonly server: Server | null
  readonly id: ServerId
  readonly children: readonly Server[]
  readonly models: readonly Model[]
}

/** As the popover has them: by the memory of their models, the biggest first; then those without any. */
export function groupsOf({
  servers,
  models,
}: Pick<Snapshot, 'servers' | 'models'>): readonly ServerGroup[] {
  const idOf = (id: ServerId): ServerId => rootOf(id, servers)
  const ids = new Set([
    ...models.map(({ serverId }) => idOf(serverId)),
    ...servers.map(({ id }) => idOf(id)),
  ])
  return [...ids].map((id) => ({
    id,
    server: servers.find((server) => server.id === id) ?? null,
    children: servers.filter((server) => server.id !== id && idOf(server.id) === id),
    models: models.filter(({ serverId }) => idOf(serverId) === id),
  }))
}

/** Those that hold every word of `text`: of a server that does, all its models; else the models that do. */
export function filteredGroups(
  groups: readonly ServerGroup[],
  text: string,
): readonly ServerGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return groups
  return groups.flatMap((group) => {
    const ofServers = [group.server, ...group.children].flatMap((server) =>
      server === null ? [] : textsOfServer(server),
    )
    if (holdsAll(ofServers, words)) return [group]
    const models = group.models.filter((model) =>
      holdsAll([...ofServers, ...textsOfModel(model)], words),
    )
    return models.length === 0 ? [] : [{ ...group, models }]
  })
}

const textsOfServer = ({ title, kind, version, port, pid, state }: Server): readonly string[] => [
  title,
  kind,
  version ?? '',
  String(port ?? ''),
  String(pid),
  state,
]

const textsOfModel = ({ name, file, quantization, state }: Model): readonly string[] => [
  name,
  file ?? '',
  quantization ?? '',
  state,
]

function holdsAll(texts: readonly string[], words: readonly string[]): boolean {
  const all = texts.join('\n').toLowerCase()
  return words.every((word) => all.includes(word))
}

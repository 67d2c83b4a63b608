import type { ServerId } from '../../shared/ids.ts'
import type { Load } from '../../shared/load.ts'
import type { Model } from '../../shared/server.ts'
import type { LoadStanding } from './load-claim.ts'
import { bytesOfModel } from './relief.ts'
import type { Unjudged } from './rule.ts'

/** How long after a model was seen its memory may still be counted: two of the slow readings. */
const goneWithinMs = 60_000

/** Whether a load's server has, or had a moment ago, other models that it may let go for it. Keeps when it had. */
export function servesMore(): (snapshot: Unjudged) => (load: Load) => boolean {
  let lastAtMs: ReadonlyMap<ServerId, number> = new Map()
  return (snapshot) => {
    const { atMs, models, servers } = snapshot
    const now = models
      .filter(({ state, isRemote }) => state !== 'loading' && !isRemote)
      .map(({ serverId }) => [familyOf(serverId, snapshot), atMs] as const)
    const kept = [...lastAtMs].filter(
      ([id, lastMs]) =>
        servers.some((server) => server.id === id) && Math.abs(atMs - lastMs) <= goneWithinMs,
    )
    lastAtMs = new Map([...kept, ...now])
    return ({ serverId }) => lastAtMs.has(familyOf(serverId, snapshot))
  }
}

/** What was told before the load began may have been let go for it, and would make up for what is missing. */
export function isBeforeEviction(
  load: Load,
  { needBytes, haveBytes }: LoadStanding,
  snapshot: Unjudged,
): boolean {
  const family = familyOf(load.serverId, snapshot)
  const mayHaveGone = (model: Model): boolean =>
    !model.isRemote &&
    !model.isStale &&
    model.state !== 'generating' &&
    model.state !== 'loading' &&
    model.atMs <= load.startedAtMs &&
    familyOf(model.serverId, snapshot) === family
  const bytes = snapshot.models
    .filter(mayHaveGone)
    .reduce((sum, model) => sum + (bytesOfModel(model) ?? 0), 0)
  return bytes > 0 && needBytes - haveBytes <= bytes
}

/** Whether its server, or the one that started it, has others now that it may let go for it. */
export const hasNeighbours = ({ serverId }: Load, snapshot: Unjudged): boolean =>
  snapshot.models.some(
    (model) =>
      model.state !== 'loading' &&
      !model.isRemote &&
      familyOf(model.serverId, snapshot) === familyOf(serverId, snapshot),
  )

/** Ollama of its child; a router of its own. */
const familyOf = (id: ServerId, { servers }: Pick<Unjudged, 'servers'>): ServerId =>
  servers.find((server) => server.id === id)?.parentId ?? id

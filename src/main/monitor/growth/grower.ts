import type { Grower } from '../../../shared/forecast.ts'
import type { Model, Server } from '../../../shared/server.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { createHoldingsGrowth } from '../../headroom/forecast/holdings-growth.ts'
import { engineGrowthOf } from './engine-growth.ts'

export type GrowerMoment = Pick<Snapshot, 'apps' | 'servers' | 'models'>

/** What the room loses, since when. */
export interface Loss {
  readonly bytesPerSecond: number
  readonly sinceMs: number
}

/** Whose growth a loss is, one moment after the other. */
export interface Growers {
  note(atMs: number, moment: GrowerMoment): void
  /** null: nobody's who can be named. */
  of(loss: Loss, moment: GrowerMoment): Grower | null
}

/** Less of a loss is not what it comes from. */
const leastShare = 0.5

export function createGrowers(): Growers {
  const apps = createHoldingsGrowth()
  const servers = createHoldingsGrowth()
  return {
    note: (atMs, moment) => {
      const others = moment.apps.filter(({ isHeadroom }) => !isHeadroom)
      apps.note(
        atMs,
        others.map(({ id, memoryBytes, startedAtMs }) => ({ id, bytes: memoryBytes, startedAtMs })),
      )
      servers.note(
        atMs,
        moment.servers.flatMap(({ id, memoryBytes, startedAtMs }) =>
          memoryBytes === null ? [] : { id, bytes: memoryBytes, startedAtMs },
        ),
      )
    },
    of: (loss, moment) => {
      const leastBytesPerSecond = leastShare * loss.bytesPerSecond
      const fastest = (paces: ReadonlyMap<string, number>): Fastest | null => {
        const [first] = [...paces].toSorted(([, a], [, b]) => b - a)
        if (first === undefined || first[1] < leastBytesPerSecond) return null
        return { id: first[0], bytesPerSecond: first[1] }
      }
      const server = fastest(servers.since(loss.sinceMs))
      const ofServer = server === null ? null : modelGrower(server, moment)
      if (ofServer !== null) return ofServer
      const app = fastest(apps.since(loss.sinceMs))
      return app === null ? null : appGrower(app, moment)
    },
  }
}

interface Fastest {
  readonly id: string
  readonly bytesPerSecond: number
}

/** Of a server whose caches grow: what it runs. */
function modelGrower({ id, bytesPerSecond }: Fastest, moment: GrowerMoment): Grower | null {
  const server = moment.servers.find((one) => one.id === id)
  const model = server === undefined ? null : growingModel(server, moment)
  if (model === null) return null
  return {
    kind: 'model',
    modelId: model.id,
    serverId: model.serverId,
    name: model.name,
    bytesPerSecond,
  }
}

/** Of a server whose caches grow: the model that works, else the only one. */
export function growingModel(
  { id, kind }: Server,
  { models }: Pick<GrowerMoment, 'models'>,
): Model | null {
  if (engineGrowthOf(kind, null)?.endsWith !== 'memory') return null
  const own = models.filter(({ serverId, isRemote }) => serverId === id && !isRemote)
  const working = own.filter(({ state }) => state === 'generating')
  const [only = null] = working.length > 0 ? working : own
  return working.length > 1 || (working.length === 0 && own.length > 1) ? null : only
}

/** An app that is, or holds, a server whose caches grow and whose own memory nobody tells: what that runs. */
function appGrower({ id, bytesPerSecond }: Fastest, moment: GrowerMoment): Grower | null {
  const app = moment.apps.find((one) => one.id === id)
  if (app === undefined) return null
  const pids = new Set(app.processes.map(({ pid }) => pid))
  const inside = moment.servers.filter(
    ({ pid, memoryBytes }) => memoryBytes === null && pids.has(pid),
  )
  const [model] = inside.flatMap((server) => growingModel(server, moment) ?? [])
  return model === undefined
    ? { kind: 'app', appId: app.id, name: app.name, bytesPerSecond }
    : {
        kind: 'model',
        modelId: model.id,
        serverId: model.serverId,
        name: model.name,
        bytesPerSecond,
      }
}

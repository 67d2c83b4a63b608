import type { App } from '../../shared/app.ts'
import type { Pid, ServerId } from '../../shared/ids.ts'
import { ancestorsOf, type OwnLine } from '../apps/protected.ts'
import { quitWayOf, type Serving, type Unasked } from '../apps/quit-way.ts'

/** A server by its processes, and by those of others no more. */
interface Members {
  readonly found: { readonly members: readonly { readonly pid: Pid }[] }
}

/** What runs in the apps of this tick, as the inventory has it. */
export interface ServedNow {
  readonly servers: readonly (Serving['servers'][number] & {
    readonly id: ServerId
    readonly pid: Pid
  })[]
  /** All processes of each server. */
  readonly members: ReadonlyMap<ServerId, readonly Pid[]>
  readonly held: readonly {
    readonly model: Serving['models'][number]
    readonly joined: { readonly holder: Members; readonly owner: Members }
  }[]
}

/** The apps of a tick, once it is known what they serve: each with the way that it quits. */
export function withQuitWays(
  apps: readonly Unasked[],
  served: ServedNow,
  ownPid: Pid | null,
): readonly App[] {
  const own = ownLineOf(apps, ownPid)
  const holdings = served.held.map(({ model, joined }) => ({
    model,
    pids: new Set([...pidsOf(joined.holder), ...pidsOf(joined.owner)]),
  }))
  const workers = served.servers.map((server) => ({
    server,
    pids: new Set([server.pid, ...(served.members.get(server.id) ?? [])]),
  }))
  return apps.map((unasked) => {
    const { quitSigns: _, ...app } = unasked
    const servers = workers
      .filter(({ pids }) => app.processes.some(({ pid }) => pids.has(pid)))
      .map(({ server }) => server)
    const serving: Serving = {
      servers,
      models: holdings
        .filter((holding) => app.processes.some(({ pid }) => holding.pids.has(pid)))
        .map(({ model }) => model),
    }
    const quit = quitWayOf(unasked, serving, own)
    return servers.length === 0 ? { ...app, quit } : { ...app, quit, serves: servers.map(idOf) }
  })
}

const idOf = ({ id }: ServedNow['servers'][number]): ServerId => id

const pidsOf = ({ found }: Members): readonly Pid[] => found.members.map(({ pid }) => pid)

/** By the same list as the apps; null where Headroom is not in it, as in a recording of an earlier one. */
function ownLineOf(apps: readonly Unasked[], ownPid: Pid | null): OwnLine | null {
  if (ownPid === null) return null
  const parents = new Map(
    apps.flatMap(({ quitSigns }) =>
      quitSigns.members.map(({ pid, parentPid }) => [pid, parentPid] as const),
    ),
  )
  return { self: ownPid, ancestors: ancestorsOf(ownPid, (id) => parents.get(id) ?? null) }
}

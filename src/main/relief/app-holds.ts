import type { App } from '../../shared/app.ts'
import type { ServerId } from '../../shared/ids.ts'
import { servedBy } from '../../shared/served-by.ts'
import type { Server } from '../../shared/server.ts'
import type { HoldersIn } from './model-holds.ts'
import type { Never } from './never.ts'

export interface AppHold {
  readonly kind: 'app'
  readonly app: App
  readonly ramBytes: number
  /** Of the GPU's time; null where it is not told. */
  readonly gpuRatio: number | null
}

/** Smaller ones are not worth a word, and are back as soon as somebody opens them. */
export const leastAppBytes = 0.5e9
/** Less is no help: it would be shown as nothing beside what is missing. */
export const leastHelpBytes = 0.1e9
/** What takes less of the GPU's time is not felt. */
export const leastGpuRatio = 0.05

/** What a person may quit for room, whether or not he is likely to: by memory, the biggest first. */
export function appHolds(
  snapshot: HoldersIn,
  never: Never,
  leastBytes: number = leastAppBytes,
): readonly AppHold[] {
  const kept = new Set(snapshot.servers.filter((one) => isKept(one, snapshot)).map(({ id }) => id))
  return snapshot.apps
    .filter(
      (app) =>
        mayBeQuit(app) &&
        isWorth(app, leastBytes) &&
        !servedBy(app, snapshot.servers).some((id) => kept.has(id)) &&
        !isUnknownEngine(app, snapshot) &&
        !never.hasApp(app),
    )
    .map((app): AppHold => ({
      kind: 'app',
      app,
      ramBytes: app.memoryBytes,
      gpuRatio: app.gpuRatio,
    }))
    .toSorted((a, b) => b.ramBytes - a.ramBytes)
}

/** The system, and terminals with all that runs in them, are not what people quit for room. */
export const keptIcons: ReadonlySet<App['iconName']> = new Set(['system', 'terminal', 'container'])

/** Headroom can ask it to quit, and nothing of the machine goes with it. */
const mayBeQuit = ({ kind, iconName, isHeadroom, quit }: App): boolean =>
  quit.kind === 'ask' && kind !== 'container' && !isHeadroom && !keptIcons.has(iconName)

const isWorth = ({ memoryBytes, gpuRatio }: App, leastBytes: number): boolean =>
  memoryBytes >= leastBytes || (gpuRatio !== null && gpuRatio >= leastGpuRatio)

/** What it holds belongs to its models, which are let go one by one; what it does not tell may be at work. */
function isKept(server: Server, { models, servers, loads = [] }: HoldersIn): boolean {
  const { state, tellsModels } = server
  if (state !== 'ready' || !tellsModels) return true
  const root = rootOf(server.id, servers)
  const isOwn = (id: ServerId): boolean => rootOf(id, servers) === root
  return (
    models.some(({ serverId, isRemote }) => !isRemote && isOwn(serverId)) ||
    loads.some(({ serverId, stage }) => stage === 'loading' && isOwn(serverId))
  )
}

/** Runs models, and nobody can tell which. */
const isUnknownEngine = (app: App, { servers }: HoldersIn): boolean =>
  app.iconName === 'engine' && servedBy(app, servers).length === 0

/** Ollama of its child; a router of its own. */
export const rootOf = (id: ServerId, servers: readonly Server[]): ServerId =>
  servers.find((server) => server.id === id)?.parentId ?? id

import type { ReliefCandidate } from '../../shared/relief.ts'
import type { Model } from '../../shared/server.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

/** One that is back so soon is wanted: it is not taken away again. */
const againAfterMs = 10 * 60_000
/** Between two questions of one talk a model idles as well. */
export const leastIdleMs = 30_000

export interface MayGoOptions {
  /** For how long it has to have done nothing. */
  readonly idleMs: number
  /** When Headroom last unloaded it, by its name: its id ends with its server. null: never, as far as it is known. */
  readonly unloadedAtMs: (name: string) => number | null
}

type MayGoIn = Pick<Snapshot, 'atMs' | 'models'>

/**
 * Whether it may be let go with nobody being asked: models that are known to idle, by a request to their server, all that go with
 * it included. Never one that works or may work, never by ending a server, no app, and none that is back from being unloaded.
 */
export function mayGo(
  candidate: ReliefCandidate,
  snapshot: MayGoIn,
  { idleMs, unloadedAtMs }: MayGoOptions,
): boolean {
  const { atMs } = snapshot
  const goes = modelsOf(candidate, snapshot)
  return (
    goes.length > 0 &&
    goes.every(
      (model) => isIdleFor(model, { idleMs, atMs }) && !isBack(unloadedAtMs(model.name), atMs),
    )
  )
}

/** All that go with it. */
function modelsOf({ modelId }: ReliefCandidate, { models }: MayGoIn): readonly Model[] {
  const model = models.find(({ id }) => id === modelId)
  if (model === undefined || model.eject.kind !== 'unload') return []
  return model.eject.takesAll
    ? models.filter(({ serverId }) => serverId === model.serverId)
    : [model]
}

/** Told by its server: `loaded` alone is not knowing. Of lately, or it is no candidate. */
const isIdleFor = (
  { state, idleSinceMs, queueLength }: Model,
  { idleMs, atMs }: { readonly idleMs: number; readonly atMs: number },
): boolean =>
  state === 'idle' &&
  idleSinceMs !== null &&
  atMs - idleSinceMs >= idleMs &&
  (queueLength ?? 0) === 0

/** On either side: the clock may have been set back. */
const isBack = (beforeMs: number | null, atMs: number): boolean =>
  beforeMs !== null && Math.abs(atMs - beforeMs) < againAfterMs

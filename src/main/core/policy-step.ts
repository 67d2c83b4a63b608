import type { Load } from '../../shared/load.ts'
import type { ModelId } from '../../shared/ids.ts'
import type { ReliefCandidate } from '../../shared/relief.ts'
import type { ReliefSettings } from '../../shared/relief-settings.ts'
import type { Model } from '../../shared/server.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { candidatesOf } from '../relief/candidates.ts'
import { areEnough, stepsFor } from '../relief/plan.ts'

/** One that is back so soon is wanted: it is not taken away again. */
const againAfterMs = 10 * 60_000
/** Between two questions of one talk a model idles as well. */
const leastIdleMs = 30_000

/** What was done by itself. */
export interface PolicyState {
  /** When, by the name of the model: its id ends with its server. */
  readonly unloadedAtMs: ReadonlyMap<string, number>
  /** Figures of before say nothing of what has come back since. */
  readonly endedAtMs: number | null
}

export const nothingDone: PolicyState = { unloadedAtMs: new Map(), endedAtMs: null }

/** What to unload now. */
export interface PolicyAct {
  readonly modelId: ModelId
  readonly name: string
}

type PolicyIn = Pick<
  Snapshot,
  'atMs' | 'models' | 'servers' | 'apps' | 'gpu' | 'loads' | 'room' | 'limit'
>

/**
 * What the user has allowed to happen by itself, one model at a time: models that idle, by a request to their server. Never one
 * that works or may work, never by ending a server, no app, and nothing that would have to be asked about.
 */
export function step(
  state: PolicyState,
  snapshot: PolicyIn,
  settings: ReliefSettings,
): PolicyAct | null {
  const { room } = snapshot
  if (room.kind !== 'ok' || room.isStale) return null
  if (state.endedAtMs !== null && room.atMs <= state.endedAtMs) return null
  return forLoad(state, snapshot, settings) ?? whenShort(state, snapshot, settings)
}

export const afterAct = (state: PolicyState, { name }: PolicyAct, nowMs: number): PolicyState => ({
  unloadedAtMs: new Map([...state.unloadedAtMs, [name, nowMs]]),
  endedAtMs: nowMs,
})

/** For a load that does not fit, where idle models are enough. Where they are not, it would fail all the same. */
function forLoad(
  state: PolicyState,
  snapshot: PolicyIn,
  { beforeLoad, neverSuggest }: ReliefSettings,
): PolicyAct | null {
  if (beforeLoad !== 'unload-idle') return null
  for (const load of snapshot.loads) {
    const gaps = gapsOf(load)
    if (gaps === null) continue
    const options = { never: neverSuggest, exceptServerId: load.serverId }
    const candidates = candidatesOf(snapshot, options).filter((one) =>
      mayGo(one, { state, snapshot, idleMs: leastIdleMs }),
    )
    const steps = stepsFor(gaps, candidates)
    if (steps.length > 0 && areEnough(steps, gaps)) return actOf(steps[0], snapshot)
  }
  return null
}

/** Of the line that decides; the next Snapshot tells whether the other lacks some too. */
function gapsOf({ stage, need }: Load) {
  if (stage !== 'loading' || need.kind !== 'ok' || need.verdict !== 'no') return null
  const { deciding, gapBytes } = need
  if (deciding === null || gapBytes === null || gapBytes <= 0) return null
  const { line, needBytes, roomBytes } = deciding
  return {
    line,
    needBytes,
    roomBytes,
    beyondBytes: 0,
    gpuGapBytes: line === 'gpu' ? gapBytes : 0,
    ramGapBytes: line === 'ram' ? gapBytes : 0,
  }
}

/** While room is short: the one with the least harm, then the biggest. */
function whenShort(
  state: PolicyState,
  snapshot: PolicyIn,
  { unloadIdleAfterMinutes, neverSuggest }: ReliefSettings,
): PolicyAct | null {
  const { room } = snapshot
  if (unloadIdleAfterMinutes === null) return null
  if (room.kind !== 'ok' || (room.state !== 'tight' && room.state !== 'full')) return null
  const idleMs = unloadIdleAfterMinutes * 60_000
  const [first] = candidatesOf(snapshot, { never: neverSuggest })
    .filter((one) => mayGo(one, { state, snapshot, idleMs }))
    .toSorted((a, b) => a.harm - b.harm || bytesOf(b) - bytesOf(a))
  return actOf(first, snapshot)
}

const bytesOf = ({ gpuBytes, ramBytes }: ReliefCandidate): number => Math.max(gpuBytes, ramBytes)

interface Line {
  readonly state: PolicyState
  readonly snapshot: PolicyIn
  readonly idleMs: number
}

function mayGo(candidate: ReliefCandidate, { state, snapshot, idleMs }: Line): boolean {
  const { atMs } = snapshot
  const goes = modelsOf(candidate, snapshot)
  return (
    goes.length > 0 &&
    goes.every((model) => isIdleFor(model, { idleMs, atMs }) && !isBack(model, state, atMs))
  )
}

/** All that go with it. */
function modelsOf({ modelId }: ReliefCandidate, { models }: PolicyIn): readonly Model[] {
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

function isBack({ name }: Model, { unloadedAtMs }: PolicyState, atMs: number): boolean {
  const before = unloadedAtMs.get(name)
  // on either side: the clock may have been set back
  return before !== undefined && Math.abs(atMs - before) < againAfterMs
}

function actOf(candidate: ReliefCandidate | undefined, { models }: PolicyIn): PolicyAct | null {
  const model = models.find(({ id }) => id === candidate?.modelId)
  return model === undefined ? null : { modelId: model.id, name: model.name }
}

import type { LoadId, ModelId } from '../../shared/ids.ts'
import type { Load } from '../../shared/load.ts'
import type { ReliefCandidate } from '../../shared/relief.ts'
import type { ReliefSettings } from '../../shared/relief-settings.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { areServersLost } from '../alerts/answered.ts'
import { standingOfLoad } from '../alerts/load-claim.ts'
import { isBeforeEviction } from '../alerts/load-neighbours.ts'
import { wantOf, type Want } from '../alerts/want.ts'
import { candidatesOf } from '../relief/candidates.ts'
import type { Gaps } from '../relief/gaps.ts'
import { leastIdleMs, mayGo } from '../relief/may-go.ts'
import { areEnough, stepsFor } from '../relief/plan.ts'

/** How long something lacks room before anything is done: at the very edge it comes and goes with each look. */
const holdMs = 4_000
/** The kernel's pressure and the pace of its swapping follow what has come back only slowly. */
const lagMs = 30_000
/** What gives back less on the line that lacks it is no help there. */
const leastHelpBytes = 0.1e9

/** What was done by itself, and what is waited for. */
export interface PolicyState {
  /** When, by the name of the model: its id ends with its server. */
  readonly unloadedAtMs: ReadonlyMap<string, number>
  /** Figures of before say nothing of what has come back since. */
  readonly endedAtMs: number | null
  /** Since when each lacks room, without a gap. */
  readonly shortSinceMs: ReadonlyMap<Short, number>
}

/** A load that does not fit, or the machine. */
type Short = LoadId | 'room'

export const nothingDone: PolicyState = {
  unloadedAtMs: new Map(),
  endedAtMs: null,
  shortSinceMs: new Map(),
}

/** What to unload now. */
export interface PolicyAct {
  readonly modelId: ModelId
  readonly name: string
}

export interface PolicyStep {
  readonly state: PolicyState
  readonly act: PolicyAct | null
}

/**
 * What the user has allowed to happen by itself, one model at a time: models that idle, by a request to their server. Never one
 * that works or may work, never by ending a server, no app, and nothing that would have to be asked about. What lacks, and how
 * much of it on which line, is what the suggestion goes by.
 */
export function step(
  before: PolicyState,
  snapshot: Snapshot,
  settings: ReliefSettings,
): PolicyStep {
  const { room, atMs } = snapshot
  const isKnown = room.kind === 'ok' && !room.isStale && !areServersLost(snapshot)
  // not knowing is not lacking
  const wants = isKnown ? wantsIn(snapshot, settings) : []
  const shortSinceMs = new Map(
    wants.map((want) => [shortOf(want), sinceOf(want, before, atMs)] as const),
  )
  const state = { ...before, shortSinceMs }
  if (room.kind !== 'ok' || (before.endedAtMs !== null && room.atMs <= before.endedAtMs))
    return { state, act: null }
  const held = wants.filter((want) => atMs - sinceOf(want, before, atMs) >= holdMs)
  for (const want of held) {
    const act = actFor(want, { state, snapshot, settings })
    if (act !== null) return { state, act }
  }
  return { state, act: null }
}

export const afterAct = (state: PolicyState, { name }: PolicyAct, nowMs: number): PolicyState => ({
  ...state,
  unloadedAtMs: new Map([...state.unloadedAtMs, [name, nowMs]]),
  endedAtMs: nowMs,
})

/** Loads first: each by itself, as what is too much for one may be enough for another. */
function wantsIn(
  snapshot: Snapshot,
  { beforeLoad, unloadIdleAfterMinutes }: ReliefSettings,
): readonly Want[] {
  const loads = beforeLoad === 'unload-idle' ? snapshot.loads : []
  const ofRoom = unloadIdleAfterMinutes === null ? null : wantOf(snapshot, () => false)
  return [
    ...loads.flatMap((load) => wantOfLoad(load, snapshot) ?? []),
    ...(ofRoom === null ? [] : [ofRoom]),
  ]
}

/** null: it fits, nobody can tell, or its own server may make the room for it. */
function wantOfLoad(load: Load, snapshot: Snapshot): Want | null {
  const standing = standingOfLoad(load, snapshot)
  if (standing === null || isBeforeEviction(load, standing, snapshot)) return null
  const want = wantOf(snapshot, (one) => one === load)
  return want?.load === load ? want : null
}

const shortOf = ({ load }: Want): Short => load?.id ?? 'room'

/** A clock that is set back begins anew. */
const sinceOf = (want: Want, { shortSinceMs }: PolicyState, atMs: number): number =>
  Math.min(atMs, shortSinceMs.get(shortOf(want)) ?? atMs)

interface Line {
  readonly state: PolicyState
  readonly snapshot: Snapshot
  readonly settings: ReliefSettings
}

function actFor(want: Want, { state, snapshot, settings }: Line): PolicyAct | null {
  const { load, gaps } = want
  if (load === null && isLagging(state, snapshot)) return null
  const { neverSuggest, unloadIdleAfterMinutes } = settings
  const idleMs = load === null ? (unloadIdleAfterMinutes ?? 0) * 60_000 : leastIdleMs
  const unloadedAtMs = (name: string): number | null => state.unloadedAtMs.get(name) ?? null
  const candidates = candidatesOf(snapshot, {
    never: neverSuggest,
    exceptServerId: load?.serverId ?? null,
  }).filter((one) => helps(one, gaps) && mayGo(one, snapshot, { idleMs, unloadedAtMs }))
  const steps = stepsFor(gaps, candidates)
  // a load for which they are not enough would fail all the same
  return load === null || areEnough(steps, gaps) ? actOf(steps[0], snapshot) : null
}

/** What tells that the machine is short is not of now, whatever has come back meanwhile. */
const isLagging = ({ endedAtMs }: PolicyState, { room, atMs }: Snapshot): boolean =>
  endedAtMs !== null &&
  room.kind === 'ok' &&
  room.stateCause !== 'room' &&
  Math.abs(atMs - endedAtMs) < lagMs

const helps = (
  { gpuBytes, ramBytes }: ReliefCandidate,
  { gpuGapBytes, ramGapBytes }: Gaps,
): boolean =>
  (gpuGapBytes > 0 && gpuBytes >= Math.min(gpuGapBytes, leastHelpBytes)) ||
  (ramGapBytes > 0 && ramBytes >= Math.min(ramGapBytes, leastHelpBytes))

function actOf(
  candidate: ReliefCandidate | undefined,
  { models }: Pick<Snapshot, 'models'>,
): PolicyAct | null {
  const model = models.find(({ id }) => id === candidate?.modelId)
  return model === undefined ? null : { modelId: model.id, name: model.name }
}

import { defaultAlertSettings } from '../../shared/alert-settings.ts'
import type { Model } from '../../shared/server.ts'
import { bytesOn, keyOf } from '../../shared/relief-text.ts'
import type { Relief, ReliefCandidate, Suggestion } from '../../shared/relief.ts'
import { candidatesOf } from '../relief/candidates.ts'
import { gapOn, type Gaps } from '../relief/gaps.ts'
import { isLastResort } from '../relief/harm.ts'
import {
  areEnough,
  isEnoughTime,
  planOfRoom,
  planOfTime,
  stepsFor,
  timeStepsFor,
} from '../relief/plan.ts'
import { answeredAtMs, areServersLost } from './answered.ts'
import { freshOf } from './fresh.ts'
import { createKeptSearch, type KeptSearch } from './kept-search.ts'
import { standingOfLoad } from './load-claim.ts'
import { hasNeighbours, isBeforeEviction } from './load-neighbours.ts'
import { isGenerating, otherApps } from './other-apps.ts'
import type { Unjudged } from './rule.ts'
import { isWindowServer, letsGoRatio, takesRatio } from './rules/gpu-hog.ts'
import { wantOf } from './want.ts'

export type Unsuggested = Omit<Unjudged, 'suggestion'>

/** The one suggestion, one Snapshot after the other. `isSingle`: there was none before and there will be none. */
export type Suggest = (snapshot: Unsuggested, isSingle: boolean) => Suggestion | null

/** What gives back less, and is not enough, is no help. */
const leastBytes = 0.5e9
/** Nor is what gives back less of what is missing. */
const leastShare = 0.5
/** So much more than is missing is looked for, so that a room that breathes does not ask for one step more, and one less. */
const marginRatio = 0.02
/** What stands gives way to what does so much less harm. */
const keptUpToFactor = 1.5
/** How long it lacks before a word is said: as the alerts that mean the same. */
const holdMs = { load: 0, loadOfMany: 4_000, room: 15_000, time: 15_000 } as const
/** What has come and gone is told again only after this: a load at the very edge of its room comes and goes with each look. */
const againMs = 15_000
/** What has not lacked for so long is forgotten. */
const forgottenMs = 60_000

/** As long as the alert of idle models takes by itself: what is read between two questions takes minutes as well. */
const restsFromMs = defaultAlertSettings.idleAfterMinutes * 60_000

type Steps = readonly ReliefCandidate[]

/** Held against what lacks, a little more, or a little less. */
type Width = 'narrow' | 'wide' | 'loose'

/** What lacks, and how what others hold is held against it. */
interface Lack {
  readonly key: string
  readonly cause: Suggestion['cause']
  readonly holdMs: number
  readonly candidates: Steps
  readonly best: (width: Width) => Steps
  readonly areEnough: (steps: Steps, width: Width) => boolean
  /** What they give back, of what decides. */
  readonly given: (steps: Steps) => number
  readonly leastGiven: number
  readonly planOf: (steps: Steps) => Relief
}

/** As it stood at the tick before. */
interface Standing {
  readonly key: string
  readonly sinceMs: number
  readonly lastMs: number
  readonly steps: readonly string[]
  readonly isShown: boolean
  /** It was shown, and has been away since. */
  readonly wasAway: boolean
}

/** Nothing is reckoned while nothing lacks. */
export function createSuggesting(searches: KeptSearch = createKeptSearch()): Suggest {
  let before: Standing | null = null
  return (snapshot, isSingle) => {
    const { atMs } = snapshot
    const lack = lackOf({ ...snapshot, suggestion: null }, { before, searches })
    if (lack === null) {
      before = awayOf(before, atMs)
      searches.forget()
      return null
    }
    const same = before?.key === lack.key ? before : null
    const sinceMs = same === null || same.sinceMs > atMs ? atMs : same.sinceMs
    const waitsMs = same?.wasAway === true ? Math.max(againMs, lack.holdMs) : lack.holdMs
    const isShown = same?.isShown === true || isSingle || atMs - sinceMs >= waitsMs
    const steps = isShown ? keptOrBest(lack, same) : []
    const wasAway = same?.wasAway === true && !isShown
    before = {
      key: lack.key,
      sinceMs,
      lastMs: atMs,
      steps: steps.map(keyOf),
      isShown,
      wasAway,
    }
    return steps.length === 0 || !isHelp(steps, lack)
      ? null
      : { cause: lack.cause, relief: lack.planOf(steps) }
  }
}

function awayOf(before: Standing | null, atMs: number): Standing | null {
  if (before === null || Math.abs(atMs - before.lastMs) > forgottenMs) return null
  return {
    ...before,
    sinceMs: Number.POSITIVE_INFINITY,
    isShown: false,
    wasAway: before.isShown || before.wasAway,
  }
}

/** What stood at the tick before stays while it is there, enough, without a step too many, and not much worse than the best. */
function keptOrBest(lack: Lack, before: Standing | null): Steps {
  const keys = before?.steps ?? []
  const kept = keys.flatMap((key) => lack.candidates.filter((one) => keyOf(one) === key))
  const best = lack.best('narrow')
  if (kept.length === 0 || kept.length !== keys.length) return best
  if (!lack.areEnough(kept, 'narrow')) return isStillAsGood(kept, best, lack) ? kept : best
  const isNeedless = kept.some((one) =>
    lack.areEnough(
      kept.filter((other) => other !== one),
      'wide',
    ),
  )
  // the room may breathe about the edge of the best one
  const wide = lack.best('wide')
  const leastHarm = lack.areEnough(wide, 'wide') ? harmOf(wide) : harmOf(best)
  return isNeedless || harmOf(kept) > keptUpToFactor * leastHarm ? best : kept
}

/** What is not enough is no worse than what is none either; what a person is in the middle of has to do, or nearly so. */
const isStillAsGood = (kept: Steps, best: Steps, { areEnough: isEnough, given }: Lack): boolean =>
  !isEnough(best, 'narrow') &&
  given(kept) >= given(best) &&
  (isEnough(kept, 'loose') || !kept.some(isLastResort))

const isHelp = (steps: Steps, { areEnough: isEnough, given, leastGiven }: Lack): boolean =>
  isEnough(steps, 'narrow') || given(steps) >= leastGiven

const harmOf = (steps: Steps): number => steps.reduce((sum, { harm }) => sum + harm, 0)

/** What is known from the ticks before. */
interface Memory {
  readonly before: Standing | null
  readonly searches: KeptSearch
}

const lackOf = (snapshot: Unjudged, memory: Memory): Lack | null =>
  freshOf(snapshot.room) === null || areServersLost(snapshot)
    ? null
    : (lackOfRoom(snapshot, memory) ?? lackOfTime(snapshot, memory))

function lackOfRoom(snapshot: Unjudged, { searches }: Memory): Lack | null {
  const want = wantOf(snapshot, (load) => {
    const standing = standingOfLoad(load, snapshot)
    return standing !== null && !isBeforeEviction(load, standing, snapshot)
  })
  if (want === null) return null
  const { load, gaps } = want
  const all = candidatesIn(snapshot, load?.serverId ?? null)
  const candidates = load === null ? all.filter((one) => isAtRest(one, snapshot)) : all
  const usual = load !== null && hasNeighbours(load, snapshot) ? holdMs.loadOfMany : holdMs.load
  const key = load === null ? 'room' : `load ${load.id}`
  return {
    key,
    cause: load === null ? { kind: 'room' } : { kind: 'load', loadId: load.id, name: load.name },
    holdMs: load === null ? holdMs.room : usual,
    candidates,
    best: (width) => {
      const wanted = inWidth(gaps, width)
      return searches.best({
        key,
        width,
        missing: [wanted.gpuGapBytes, wanted.ramGapBytes],
        margin: marginOf(gaps),
        candidates,
        areEnough: (steps) => areEnough(steps, wanted),
        search: () => bestFor(wanted, candidates),
      })
    },
    areEnough: (steps, width) => areEnough(steps, inWidth(gaps, width)),
    given: (steps) => freedOn(steps, gaps),
    leastGiven: Math.max(leastBytes, leastShare * gapOn(gaps)),
    planOf: (steps) =>
      planOfRoom(gaps, {
        want: { kind: 'room', needBytes: Math.ceil(gaps.needBytes), on: gaps.line },
        candidates,
        where: snapshot,
        steps,
        purpose: load === null ? { kind: 'ease' } : { kind: 'load', name: load.name },
      }),
  }
}

const candidatesIn = (snapshot: Unjudged, exceptServerId: Model['serverId'] | null): Steps =>
  candidatesOf(
    // who held memory when they were listed last need not be there
    areAppsLost(snapshot) ? { ...snapshot, apps: [] } : snapshot,
    { never: snapshot.never ?? [], exceptServerId },
  )

const areAppsLost = ({ sources }: Unjudged): boolean =>
  sources.some(({ id, kind, isStale }) => id === 'processes' && (kind === 'failed' || isStale))

/** Who loads another model has done with the one before; else one that has just answered is asked again. */
function isAtRest({ modelId }: ReliefCandidate, { models, atMs }: Unjudged): boolean {
  if (modelId === null) return true
  const sinceMs = models.find(({ id }) => id === modelId)?.idleSinceMs ?? null
  return sinceMs !== null && atMs - sinceMs >= restsFromMs
}

const freedOn = (steps: Steps, { line }: Gaps): number =>
  steps.reduce((sum, step) => sum + bytesOn(step, line), 0)

/** Where all is not enough, what a person is in the middle of stays. */
function bestFor(gaps: Gaps, candidates: Steps): Steps {
  const steps = stepsFor(gaps, candidates)
  if (areEnough(steps, gaps)) return steps
  return stepsFor(
    gaps,
    candidates.filter((one) => !isLastResort(one)),
  )
}

const marginOf = (gaps: Gaps): number => marginRatio * Math.max(gaps.needBytes, gapOn(gaps))

function inWidth(gaps: Gaps, width: Width): Gaps {
  const factor = { wide: 1, narrow: 0, loose: -1 }[width]
  const moreBytes = factor * marginOf(gaps)
  const more = (gapBytes: number): number => (gapBytes > 0 ? Math.max(0, gapBytes + moreBytes) : 0)
  return { ...gaps, gpuGapBytes: more(gaps.gpuGapBytes), ramGapBytes: more(gaps.ramGapBytes) }
}

/** An app that takes much of the GPU's time while a model generates. */
function lackOfTime(snapshot: Unjudged, { before }: Memory): Lack | null {
  const model = snapshot.models.find(isGenerating)
  if (model === undefined || answeredAtMs('gpu-clients', snapshot) === null) return null
  const key = `gpu-time ${model.id}`
  const isOn = before?.key === key && before.isShown
  const leastRatio = isOn ? letsGoRatio : takesRatio
  const others = new Set(
    otherApps(snapshot)
      .filter((app) => !isWindowServer(app) && !app.isFront)
      .map(({ id }) => id),
  )
  const candidates = candidatesIn(snapshot, null).filter(
    ({ appId, gpuRatio }) =>
      appId !== null && others.has(appId) && gpuRatio !== null && gpuRatio >= leastRatio,
  )
  if (candidates.length === 0) return null
  return {
    key,
    cause: { kind: 'gpu-time', modelId: model.id, name: model.name },
    holdMs: holdMs.time,
    candidates,
    best: () => timeStepsFor(takesRatio, candidates),
    areEnough: (steps) => isEnoughTime(steps, leastRatio),
    given: ratioOf,
    leastGiven: leastRatio,
    planOf: (steps) => planOfTime(Math.min(takesRatio, ratioOf(steps)), candidates, { steps }),
  }
}

const ratioOf = (steps: Steps): number =>
  steps.reduce((sum, { gpuRatio }) => sum + (gpuRatio ?? 0), 0)

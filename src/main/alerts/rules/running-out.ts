import type { Grower, RunsOut } from '../../../shared/forecast.ts'
import { engineOf, isCrawling, type Engine } from '../engine-words.ts'
import { freshOf } from '../fresh.ts'
import {
  dwellOf,
  blind,
  nothingSeen,
  seen,
  type Claim,
  type Dwell,
  type Moment,
  type Rule,
  type Sight,
  type Unjudged,
} from '../rule.ts'
import { claimOfRunsOut } from '../runs-out-claim.ts'
import { isSoon, runsOutToTell, withinMsOf } from '../runs-out-line.ts'

const key = 'room'
const dwell = dwellOf('running-out', { readingCount: 2, calmMs: 15_000 })
/**
 * Growth that pauses while the room has not come back is the same growth when it goes on: caches grow in blocks, and longer than
 * the forecast looks back (headroom/forecast/one-slope.ts) where several answers share one.
 */
const whilePaused: Dwell = { ...dwell, calmMs: 300_000 }
/** What is uneven for a while keeps what is told, and tells nothing itself. */
const noEvidence: Dwell = { ...dwell, holdMs: Number.POSITIVE_INFINITY }
/** Less is what comes and goes all the time. */
const backFromBytes = 0.25e9

/** Ends later than this many times the line: it is over. */
const clearFactor = 1.5
/** Where the room has not come back since it was told: growth that is slower for a while. */
const slowerFactor = 3

/** As it was told last, and since when nothing was heard of it. */
interface Left extends Pick<RunsOut, 'line' | 'roomBytes'> {
  readonly atMs: number
}

/** Room that ends soon, at the pace of now or by what is known to come: one alert, whichever line ends first. */
export const runningOut: Rule = {
  id: 'running-out',
  dwell,
  create: () => {
    let told: Left | null = null
    return (moment) => {
      const { snapshot } = moment
      const { atMs } = snapshot
      if (freshOf(snapshot.forecast) === null || freshOf(snapshot.room) === null) return blind
      if (told !== null && isOver(told, snapshot)) told = null
      const runsOut = runsOutToTell(snapshot)
      const sight = runsOut === null ? null : sightOf(runsOut, moment, told !== null)
      if (runsOut !== null && sight?.level === 'high') told = { ...runsOut, atMs }
      else if (told !== null && sight !== null) told = { ...told, atMs }
      if (sight !== null) return seen([sight])
      return told === null ? nothingSeen : seen([{ key, level: 'low', dwell: whilePaused }])
    }
  },
}

/** null: it is over. */
function sightOf(runsOut: RunsOut, { snapshot, settings }: Moment, isOn: boolean): Sight | null {
  const withinMs = withinMsOf(settings)
  // it has run out: how the room stands is no forecast
  if (runsOut.roomBytes === 0 && !isOn) return null
  if (runsOut.msLeft >= (isOn ? slowerFactor : clearFactor) * withinMs) return null
  const readAtMs = freshOf(snapshot.forecast)?.atMs ?? snapshot.atMs
  const soonest = claimOfRunsOut(runsOut, { snapshot, withinMs, readAtMs })
  const isFar = runsOut.msLeft >= clearFactor * withinMs
  const claim: Claim = isFar ? { ...soonest, severity: 'notice' } : soonest
  if (isSoon(runsOut, withinMs))
    return { key, level: 'high', claim, dwell: evidenceFor(runsOut, snapshot) }
  return isOn && runsOut.msLeft < withinMs
    ? { key, level: 'high', claim, dwell: noEvidence }
    : { key, level: 'between', claim }
}

/** The room has come back, or it is so long ago that what begins now is another growth. */
function isOver({ line, roomBytes, atMs }: Left, { room, atMs: nowMs }: Unjudged): boolean {
  if (room.kind !== 'ok') return false
  if (Math.abs(nowMs - atMs) > whilePaused.calmMs) return true
  const nowBytes = line === 'gpu' ? room.gpuRoomBytes : room.ramRoomBytes
  return nowBytes !== null && nowBytes > roomBytes + backFromBytes
}

/** An app has to go on for so much of the time that is left: what ends in 20 s is told after 6, what ends in 100 s after 30. */
const holdShare = 0.3
const appHoldMs = { least: 6_000, most: 30_000 } as const
/** What is uneven, or bounded. */
const unsureHoldMs = 20_000

/**
 * An engine whose cache grows with each token goes on; an app that has taken much for some seconds mostly stops: builds,
 * exports and pages that open are of that kind. What an engine still takes that has its cache already is bounded
 * (inference-logs §5), and soon over.
 */
function evidenceFor({ grower, by, sureness, msLeft }: RunsOut, snapshot: Unjudged): Dwell {
  const isSure = sureness === 'sure'
  if (by !== 'trend') return isSure ? dwell : { ...dwell, holdMs: 3_000 }
  const engine = engineOfGrower(grower, snapshot)
  if (isCrawling(engine)) return isSure ? dwell : { ...dwell, holdMs: 5_000, readingCount: 3 }
  if (engine !== null) return { ...dwell, holdMs: unsureHoldMs, readingCount: 4 }
  const holdMs = Math.min(appHoldMs.most, Math.max(appHoldMs.least, holdShare * msLeft))
  return isSure
    ? { ...dwell, holdMs, readingCount: 3 }
    : { ...dwell, holdMs: Math.max(holdMs, unsureHoldMs), readingCount: 4 }
}

function engineOfGrower(grower: Grower | null, { apps, models, servers }: Unjudged): Engine | null {
  if (grower === null) return null
  if (grower.kind === 'model') {
    const model = models.find(({ id }) => id === grower.modelId)
    return model === undefined ? null : engineOf(model, servers)
  }
  const pids = new Set(apps.find(({ id }) => id === grower.appId)?.processes.map(({ pid }) => pid))
  const server = servers.find(({ pid }) => pids.has(pid))
  return server === undefined ? null : engineOf({ serverId: server.id, file: null }, servers)
}

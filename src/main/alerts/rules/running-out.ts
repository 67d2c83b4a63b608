import type { Grower, RunsOut } from '../../../shared/forecast.ts'
import { engineOf, isCrawling, type Engine } from '../engine-words.ts'
import { freshOf } from '../fresh.ts'
import { pastLimitLevel } from '../past-limit-line.ts'
import { blind, nothingSeen, seen, type Dwell, type Rule, type Unjudged } from '../rule.ts'
import { claimOfRunsOut } from '../runs-out-claim.ts'

const key = 'room'
const dwell: Dwell = { holdMs: 0, readingCount: 2, calmMs: 15_000 }

/** Ends later than this many times the line: it is over. */
const clearFactor = 1.5

/** Room that ends soon, at the pace of now or by what is known to come: one alert, whichever line ends first. */
export const runningOut: Rule = {
  id: 'running-out',
  dwell,
  create:
    () =>
    ({ snapshot, settings }) => {
      const forecast = freshOf(snapshot.forecast)
      if (forecast === null || freshOf(snapshot.room) === null) return blind
      const { runsOut } = forecast
      if (runsOut === null || isToldElsewhere(runsOut, snapshot)) return nothingSeen
      // what is known to come still fits
      if (runsOut.toComeBytes !== null && runsOut.toComeBytes <= runsOut.roomBytes)
        return nothingSeen
      const withinMs = settings.runsOutWithinMinutes * 60_000
      if (runsOut.msLeft >= clearFactor * withinMs) return nothingSeen
      const claim = claimOfRunsOut(runsOut, { snapshot, withinMs, readAtMs: forecast.atMs })
      return isSoon(runsOut, withinMs)
        ? seen([{ key, level: 'high', claim, dwell: evidenceFor(runsOut, snapshot) }])
        : seen([{ key, level: 'between', claim }])
    },
}

/** Where it is uneven, even its longest time has to be near. */
const isSoon = ({ sureness, msLeft, highMsLeft }: RunsOut, withinMs: number): boolean =>
  msLeft < withinMs && (sureness === 'sure' || highMsLeft < withinMs)

/**
 * An engine whose cache grows with each token goes on; an app that has taken much for some seconds mostly stops: builds,
 * exports and pages that open are of that kind. What an engine still takes that has its cache already is bounded
 * (inference-logs §5), and soon over.
 */
function evidenceFor({ grower, by, sureness }: RunsOut, snapshot: Unjudged): Dwell {
  const isSure = sureness === 'sure'
  if (by !== 'trend') return isSure ? dwell : { ...dwell, holdMs: 3_000 }
  const engine = engineOfGrower(grower, snapshot)
  if (isCrawling(engine)) return isSure ? dwell : { ...dwell, holdMs: 5_000, readingCount: 3 }
  return isSure && engine === null
    ? { ...dwell, holdMs: 6_000, readingCount: 3 }
    : { ...dwell, holdMs: 20_000, readingCount: 4 }
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

/** Past the limit another rule speaks; what a load takes is its own, which is held against the room in whole. */
function isToldElsewhere({ line, by, grower }: RunsOut, snapshot: Unjudged): boolean {
  if (line === 'gpu' && pastLimitLevel(snapshot) === 'high') return true
  const loading = snapshot.loads.filter(({ stage }) => stage === 'loading')
  if (by !== 'trend' || loading.length === 0) return false
  if (grower?.kind !== 'app') return true
  const pids = new Set(
    loading.flatMap(({ serverId }) =>
      snapshot.servers.filter(({ id }) => id === serverId).map(({ pid }) => pid),
    ),
  )
  const app = snapshot.apps.find(({ id }) => id === grower.appId)
  return app === undefined || app.processes.some(({ pid }) => pids.has(pid))
}

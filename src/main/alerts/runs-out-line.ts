import type { AlertSettings } from '../../shared/alert-settings.ts'
import type { RunsOut } from '../../shared/forecast.ts'
import { servedBy } from '../../shared/served-by.ts'
import { freshOf } from './fresh.ts'
import { pastLimitLevel } from './past-limit-line.ts'
import type { Moment, Unjudged } from './rule.ts'

export const withinMsOf = ({ runsOutWithinMinutes }: AlertSettings): number =>
  runsOutWithinMinutes * 60_000

/** Where it is uneven, even its longest time has to be near. */
export const isSoon = ({ sureness, msLeft, highMsLeft }: RunsOut, withinMs: number): boolean =>
  msLeft < withinMs && (sureness === 'sure' || highMsLeft < withinMs)

/** The end of room that is this rule's to tell of; null: there is none. */
export function runsOutToTell(snapshot: Unjudged): RunsOut | null {
  const runsOut = freshOf(snapshot.forecast)?.runsOut ?? null
  if (runsOut === null || freshOf(snapshot.room) === null) return null
  // what is known to come still fits
  const { toComeBytes, roomBytes } = runsOut
  if (toComeBytes !== null && toComeBytes <= roomBytes) return null
  return isToldElsewhere(runsOut, snapshot) ? null : runsOut
}

/** Its end is near, and this rule tells of it, or will in some seconds: others that mean the same need not. */
export function soonToTell({ snapshot, settings }: Moment): RunsOut | null {
  const runsOut = settings.off.includes('running-out') ? null : runsOutToTell(snapshot)
  return runsOut !== null && runsOut.sureness === 'sure' && isSoon(runsOut, withinMsOf(settings))
    ? runsOut
    : null
}

/** Past the limit another rule speaks; what a load takes is its own, which is held against the room in whole. */
function isToldElsewhere({ line, by, grower }: RunsOut, snapshot: Unjudged): boolean {
  if (line === 'gpu' && pastLimitLevel(snapshot) === 'high') return true
  const loading = snapshot.loads.filter(({ stage }) => stage === 'loading')
  if (by !== 'trend' || loading.length === 0) return false
  if (grower?.kind !== 'app') return true
  const own = snapshot.servers.filter(({ id }) => loading.some(({ serverId }) => serverId === id))
  const app = snapshot.apps.find(({ id }) => id === grower.appId)
  return app === undefined || servedBy(app, own).length > 0
}

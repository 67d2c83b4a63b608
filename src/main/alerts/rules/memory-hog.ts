import type { App } from '../../../shared/app.ts'
import type { RunsOut } from '../../../shared/forecast.ts'
import { answeredAtMs } from '../answered.ts'
import { createAppGrowths, type AppGrowth } from '../app-growth.ts'
import { freshOf } from '../fresh.ts'
import { claimOfGrowth, claimOfShare, msLeftOf, type Surroundings } from '../hog-claim.ts'
import { otherApps, wantsRoom } from '../other-apps.ts'
import { mayAdvise } from '../relief.ts'
import { soonToTell } from '../runs-out-line.ts'
import {
  dwellOf,
  blind,
  seen,
  type Moment,
  type Rule,
  type Sight,
  type Unjudged,
  type View,
} from '../rule.ts'

/** Longer than the step of an app that opens something big stands in what is counted as growth of late. */
const dwell = dwellOf('memory-hog', { readingCount: 3, calmMs: 60_000 })

/** An app has let go when it holds this much less of RAM than its line. */
const clearBelowRatio = 0.05
/** RAM is what is short below the first share of it, and is not any more above the second; the state word's lines are 15 and 18 %. */
const shortRamRatio = 0.18
const easyRamRatio = 0.25
/** Growth goes on at no less than this share of the pace that its rule allows, and is over below the second. */
const goesOnShare = 0.5
const stoppedShare = 0.25
/** What still lasts for longer is not worth a word (a leak of a day is seen when room is short). */
const worthWithinMs = 15 * 60_000

export const memoryHog: Rule = {
  id: 'memory-hog',
  dwell,
  create: () => {
    const growths = createAppGrowths()
    return ({ snapshot, settings }) => {
      const readAtMs = answeredAtMs('processes', snapshot)
      if (readAtMs === null) return blind
      growths.note(snapshot.apps, readAtMs, settings.hogGrowthMinutes * 60_000)
      return viewOf({ snapshot, settings }, readAtMs, growths.of)
    }
  },
}

function viewOf(
  { snapshot, settings }: Moment,
  readAtMs: number,
  growthOf: (app: App) => AppGrowth | null,
): View {
  const { memory, room } = snapshot
  const known = freshOf(memory)
  if (known === null || room.kind !== 'ok' || room.isStale) return blind
  const shortage = shortageOf(snapshot, room, known.totalBytes)
  const around: Surroundings = {
    memory: known,
    room,
    shortage,
    settings,
    readAtMs,
    mayAdvise: (app) => mayAdvise(app, snapshot),
  }
  const soon = soonToTell({ snapshot, settings })
  return seen(
    otherApps(snapshot).flatMap((app): readonly Sight[] => {
      const sight = sightOf(app, around, growthOf)
      if (sight === null) return []
      return [
        sight.level === 'high' && isGrower(app, soon) ? { ...sight, level: 'between' } : sight,
      ]
    }),
  )
}

/** Whose growth is told as the end of the room: one alert of it is enough. */
const isGrower = ({ id }: App, soon: RunsOut | null): boolean =>
  soon?.grower?.kind === 'app' && soon.grower.appId === id

function shortageOf(
  snapshot: Unjudged,
  { state, stateCause, ramRoomBytes }: Surroundings['room'],
  totalBytes: number,
): Surroundings['shortage'] {
  if (state === 'plenty' || state === 'unknown') return 'none'
  const ratio = ramRoomBytes / totalBytes
  // pressure and swapping tell of RAM themselves; a full GPU is no app's doing
  const ofRam = stateCause !== 'room'
  const isWanted = state === 'full' || wantsRoom(snapshot)
  if (isWanted && (ofRam || ratio < shortRamRatio)) return 'short'
  return ofRam || ratio < easyRamRatio ? 'between' : 'none'
}

function sightOf(
  app: App,
  around: Surroundings,
  growthOf: (app: App) => AppGrowth | null,
): Sight | null {
  const key = app.id
  // no app that holds less can have grown by so much
  const growth =
    app.memoryBytes < around.settings.hogGrowthBytes * stoppedShare ? null : growthOf(app)
  const byGrowth = growth === null ? 'low' : levelOfGrowth(growth, app, around)
  const byShare = levelOfShare(app, around)
  if (growth !== null && byGrowth === 'high')
    return { key, level: 'high', claim: claimOfGrowth(app, growth, around) }
  if (byShare !== 'low') return { key, level: byShare, claim: claimOfShare(app, around) }
  return growth === null || byGrowth === 'low'
    ? null
    : { key, level: 'between', claim: claimOfGrowth(app, growth, around) }
}

function levelOfShare(
  { kind, memoryBytes }: App,
  { memory, shortage, settings }: Surroundings,
): Sight['level'] {
  // the memory of a virtual machine is set aside for it: holding it is no news
  if (kind !== 'app' || shortage === 'none') return 'low'
  const ratio = memoryBytes / memory.totalBytes
  if (ratio < settings.hogRatio - clearBelowRatio) return 'low'
  return ratio >= settings.hogRatio && shortage === 'short' ? 'high' : 'between'
}

function levelOfGrowth(
  growth: AppGrowth,
  { kind }: App,
  { room, shortage, settings }: Surroundings,
): Sight['level'] {
  const { hogGrowthBytes, hogGrowthMinutes } = settings
  const share = growth.bytesPerMinute / (hogGrowthBytes / hogGrowthMinutes)
  if (share < stoppedShare || growth.bytes < hogGrowthBytes * stoppedShare) return 'low'
  const isMuch = growth.bytes > hogGrowthBytes && share >= goesOnShare
  // a virtual machine fills what it was given, and ends there
  const endsSoon = growth.isSteady && kind === 'app' && msLeftOf(growth, room) <= worthWithinMs
  return isMuch && (shortage === 'short' || endsSoon) ? 'high' : 'between'
}

import type { Model } from '../../../shared/server.ts'
import { formatBytes, formatSpan } from '../../../shared/units.ts'
import { areServersLost } from '../answered.ts'
import { freshOf } from '../fresh.ts'
import { shownGap } from '../gap-text.ts'
import { bytesOn } from '../../../shared/relief-text.ts'
import { ejectWords, freedBy } from '../relief.ts'
import {
  dwellOf,
  blind,
  memoryFigures,
  seen,
  type Claim,
  type Dwell,
  type Moment,
  type Rule,
  type Sight,
  type Unjudged,
} from '../rule.ts'
import { shortName } from '../short-name.ts'
import { wantOf, type Want } from '../want.ts'

const dwell = dwellOf('idle-model', { readingCount: 3, calmMs: 20_000 })
/** A load that does not fit does not wait. */
const whileLoading: Dwell = { ...dwell, holdMs: 0, readingCount: 1 }
/** It works again. */
const atOnce: Dwell = { ...dwell, calmMs: 0 }

/** Less would not help. */
const leastBytes = 0.5e9
/** What its server lets go by itself within so long needs no word. */
const soonMs = 60_000

/** A model that does nothing, and holds what others lack. */
export const idleModel: Rule = {
  id: 'idle-model',
  dwell,
  create: () => (moment) => {
    const { room, models } = moment.snapshot
    if (freshOf(room) === null || room.state === 'unknown') return blind
    if (areServersLost(moment.snapshot)) return blind
    const want = wantOf(moment.snapshot)
    return seen(models.map((model) => sightOf(model, want, moment)))
  },
}

function sightOf(model: Model, want: Want | null, { snapshot, settings }: Moment): Sight {
  const key = model.id
  if (model.isStale) return { key, level: 'blind' }
  if (isAtWork(model)) return { key, level: 'low', dwell: atOnce }
  if (want === null || model.idleSinceMs === null) return { key, level: 'low' }
  if (goesSoon(model, snapshot.atMs) || isLeftOut(model, snapshot)) return { key, level: 'low' }
  const freed = freedBy(model, snapshot)
  const how = ejectWords(model, snapshot)
  if (freed === null || how === null) return { key, level: 'low' }
  const bytes = bytesOn(freed, want.line === 'gpu' ? 'gpu' : 'ram')
  const idleMs = snapshot.atMs - model.idleSinceMs
  if (bytes < leastBytes || idleMs < settings.idleAfterMinutes * 60_000)
    return { key, level: 'low' }
  const isPast = want.line === 'gpu' && isPastWithAll(snapshot)
  const claim = claimOf(model, want, { how, bytes, idleMs, isPast })
  return { key, level: 'high', claim, dwell: want.load === null ? dwell : whileLoading }
}

const isAtWork = ({ state }: Model): boolean => state === 'generating' || state === 'loading'

/** What is suggested makes room without it: one word to one who is to do something. */
function isLeftOut({ id, serverId }: Model, { suggestion, models }: Unjudged): boolean {
  if (suggestion === null || suggestion.cause.kind === 'gpu-time') return false
  const { steps, isEnough } = suggestion.relief
  // what goes with others stands there by the name of the first
  const isThere = steps.some(
    (step) =>
      step.modelId === id ||
      models.some(
        (other) => other.id === step.modelId && other.serverId === serverId && goesAlong(other),
      ),
  )
  return isEnough && !isThere
}

const goesAlong = ({ eject }: Model): boolean =>
  eject.kind === 'quit' || (eject.kind === 'unload' && eject.takesAll)

const goesSoon = ({ expiresAtMs }: Model, atMs: number): boolean =>
  expiresAtMs !== null && expiresAtMs - atMs <= soonMs

interface Held {
  readonly how: string
  readonly bytes: number
  readonly idleMs: number
  /** With its next request more is in use than the limit. */
  readonly isPast: boolean
}

/** What has dropped out of what is in use now comes back: counted with it, it is too much. */
const isPastWithAll = ({ gpu }: Unjudged): boolean => (freshOf(gpu)?.beyondLimitBytes ?? 0) > 0

function claimOf(model: Model, want: Want, { how, bytes, idleMs, isPast }: Held): Claim {
  const { load, line, lineBytes, needBytes, haveBytes, readAtMs } = want
  const { need, have, gap } = shownGap({ haveBytes, gapBytes: Math.max(0, needBytes - haveBytes) })
  const lacking =
    load === null
      ? `Room is short: ${have} are left, and ${gap} more would make it easy (${need})`
      : `${shortName(load.name)} needs ${need} and has ${have}: ${gap} too little`
  return {
    severity: isPast ? 'warning' : 'notice',
    title: `${shortName(model.name)} idles and holds ${formatBytes(bytes)}`,
    sentence: `${lacking}. ${shortName(model.name)} has done nothing for ${formatSpan(idleMs)}, and would give back ${formatBytes(bytes)}.`,
    advice: `${how}.`,
    figures: memoryFigures({ line, lineBytes, needBytes, haveBytes }),
    about: { modelId: model.id, serverId: model.serverId },
    readAtMs,
  }
}

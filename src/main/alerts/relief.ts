import type { App } from '../../shared/app.ts'
import type { ServerId } from '../../shared/ids.ts'
import { bytesOn } from '../../shared/relief-text.ts'
import type { ReliefCandidate } from '../../shared/relief.ts'
import { nameOf } from '../../shared/server-text.ts'
import type { Model } from '../../shared/server.ts'
import { formatBytes, formatSpan } from '../../shared/units.ts'
import { keptIcons } from '../relief/app-holds.ts'
import { candidatesOf } from '../relief/candidates.ts'
import { isLastResort } from '../relief/harm.ts'
import { gpuMemoryOf, heldBy, modelHolds, type LineBytes } from '../relief/model-holds.ts'
import { neverOf } from '../relief/never.ts'
import { otherApps } from './other-apps.ts'
import type { Unjudged } from './rule.ts'
import { shortName } from './short-name.ts'

/** What gives back less is not worth to be named. */
const leastBytes = 0.5e9

/** What a model takes, as far as that is told; null: it is not. */
export const bytesOfModel = ({ memory: { onGpu, total, weights } }: Model): number | null =>
  (onGpu ?? total ?? weights)?.bytes ?? null

/** What it gives back itself, on each line; null: it is not free to go, or the user does not want it suggested. */
export function freedBy(model: Model, snapshot: Unjudged): LineBytes | null {
  const never = neverOf(snapshot.never ?? [])
  const memory = gpuMemoryOf(snapshot)
  const holds = modelHolds(snapshot, { memory, never })
  return holds.some(({ models }) => models.includes(model)) ? heldBy(model, memory) : null
}

/** How its memory comes back, in words; null: not from here. */
export function ejectWords(model: Model, { servers }: Pick<Unjudged, 'servers'>): string | null {
  const name = shortName(model.name)
  const server = servers.find(({ id }) => id === model.serverId)
  switch (model.eject.kind) {
    case 'unload':
      return `Unload ${name}`
    case 'quit':
      return server === undefined ? null : `Quit ${nameOf(server.title)}, which holds ${name}`
    case 'none':
      return null
  }
}

export interface Wanted {
  /** What counts against the limit of the GPU comes back from models only. */
  readonly line: 'gpu' | 'ram'
  /** Whose memory it is about: its own models are no help. */
  readonly exceptServerId?: ServerId | null
}

/**
 * What to let go first, by name: what is suggested already, else the biggest model that idles, else the biggest app. null:
 * nothing would help.
 */
export function reliefWords(snapshot: Unjudged, wanted: Wanted): string | null {
  const { never = [] } = snapshot
  const { line, exceptServerId = null } = wanted
  const helping = candidatesOf(snapshot, { never, exceptServerId }).filter(
    (one) => bytesOn(one, line) >= leastBytes,
  )
  const suggested = suggestedAmong(helping, snapshot)
  if (suggested !== null) return wordsOf(suggested, line, snapshot)
  const biggestFirst = helping.toSorted((a, b) => bytesOn(b, line) - bytesOn(a, line))
  const idle = biggestFirst.find((one) => isKnownIdle(one, snapshot))
  if (idle !== undefined) return wordsOf(idle, line, snapshot)
  const others = new Set(otherApps(snapshot).map(({ id }) => id))
  const app = biggestFirst.find(
    (one) => one.appId !== null && others.has(one.appId) && !isLastResort(one),
  )
  return app === undefined ? null : wordsOf(app, line, snapshot)
}

/** Two things that are said at once say the same. */
function suggestedAmong(
  helping: readonly ReliefCandidate[],
  { suggestion }: Pick<Unjudged, 'suggestion'>,
): ReliefCandidate | null {
  if (suggestion === null || suggestion.cause.kind === 'gpu-time') return null
  const found = suggestion.relief.steps.map((step) =>
    helping.find((one) => one.modelId === step.modelId && one.appId === step.appId),
  )
  return found.find((one) => one !== undefined) ?? null
}

const modelOf = ({ modelId }: ReliefCandidate, { models }: Unjudged): Model | null =>
  modelId === null ? null : (models.find(({ id }) => id === modelId) ?? null)

const isKnownIdle = (candidate: ReliefCandidate, snapshot: Unjudged): boolean =>
  (modelOf(candidate, snapshot)?.idleSinceMs ?? null) !== null

/** `Unload gemma3 (9.1 GB, idle 12 min).`, `Quit Slack (3.1 GB).` */
function wordsOf(candidate: ReliefCandidate, line: 'gpu' | 'ram', snapshot: Unjudged): string {
  const bytes = formatBytes(bytesOn(candidate, line))
  const model = modelOf(candidate, snapshot)
  const how = model === null ? null : ejectWords(model, snapshot)
  if (model === null || how === null) return `Quit ${shortName(candidate.name)} (${bytes}).`
  const { idleSinceMs, state } = model
  const idle = idleSinceMs === null ? state : `idle ${formatSpan(snapshot.atMs - idleSinceMs)}`
  return `${how} (${bytes}, ${idle}).`
}

/** A virtual machine ends with all that runs in it. */
export const isQuittable = (app: App, { never = [] }: Pick<Unjudged, 'never'>): boolean =>
  app.quit.kind === 'ask' &&
  !keptIcons.has(app.iconName) &&
  app.kind === 'app' &&
  app.quitEnds === null &&
  app.memoryBytes >= leastBytes &&
  !neverOf(never).hasApp(app)

/** What the user has said is never suggested may be told of, but no advice is to let it go. */
export const mayAdvise = (app: App, { never = [] }: Pick<Unjudged, 'never'>): boolean =>
  !neverOf(never).hasApp(app)

/** A text that names what is never to be suggested. */
export function namesNever(text: string, { never = [], apps, models }: Unjudged): boolean {
  if (never.length === 0) return false
  const kept = neverOf(never)
  const names = [
    ...apps.filter((app) => kept.hasApp(app)),
    ...models.filter((model) => kept.hasModel(model)),
  ].map(({ name }) => name.toLowerCase())
  const plain = text.toLowerCase()
  return [...names, ...never.map((one) => one.trim().toLowerCase())].some(
    (name) => name !== '' && plain.includes(name),
  )
}

import type { Alert, RuleId } from './alert.ts'
import type { App } from './app.ts'
import type { AlertId } from './ids.ts'
import type { Suggestion } from './relief.ts'
import type { Model } from './server.ts'
import type { Snapshot } from './snapshot.ts'

/** What an alert is about, where letting that go helps; every face that offers something for an alert offers this. */
export type AlertHelp =
  { readonly kind: 'app'; readonly app: App } | { readonly kind: 'model'; readonly model: Model }

/** What these name is what may be let go; a model that others name (of a context, of the CPU) is not in anyone’s way. */
const named: ReadonlySet<RuleId> = new Set([
  'running-out',
  'past-limit',
  'pressure',
  'swapping',
  'memory-hog',
  'gpu-hog',
  'idle-model',
])

/** null: there is none, or it may not be let go. Without advice none is given: the user has said so, or nothing would help. */
export function helpOfAlert(
  { rule, about, advice, isStale, isClearing }: Alert,
  { apps, models }: Pick<Snapshot, 'apps' | 'models'>,
): AlertHelp | null {
  if (isStale || isClearing || advice === null || !named.has(rule)) return null
  const app = apps.find(({ id }) => id === about.appId)
  if (app !== undefined) return app.quit.kind === 'ask' ? { kind: 'app', app } : null
  const model = models.find(({ id }) => id === about.modelId)
  return model === undefined || model.eject.kind === 'none' ? null : { kind: 'model', model }
}

/** What these say is answered by making room. */
const ofRoom: ReadonlySet<RuleId> = new Set([
  'running-out',
  'past-limit',
  'pressure',
  'swapping',
  'will-not-fit',
  'idle-model',
])

/** The alert that the one suggestion answers, the worst first: in its card it stands, and nowhere else. null: none of now. */
export function alertOfSuggestion(
  { cause }: Suggestion,
  { alerts }: Pick<Snapshot, 'alerts'>,
): AlertId | null {
  const told = alerts.filter(
    ({ snoozed, isStale, isClearing }) => snoozed === null && !isStale && !isClearing,
  )
  return told.find((alert) => isAnswered(alert, cause))?.id ?? null
}

function isAnswered({ rule, about }: Alert, cause: Suggestion['cause']): boolean {
  switch (cause.kind) {
    case 'load':
      return about.loadId === cause.loadId
    case 'room':
      return ofRoom.has(rule) && about.loadId === null
    case 'gpu-time':
      return rule === 'gpu-hog' && about.modelId === cause.modelId
  }
}

import type { Alert, RuleId } from '../../shared/alert.ts'
import { shownModel } from '../../shared/model-text.ts'
import { printable } from '../../shared/printable.ts'
import { nameIn } from '../../shared/relief-text.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { ActTarget } from '../relief/act-step.ts'
import { numberOf, spokenAppName } from '../relief/app-order.ts'
import type { useWords } from '../words/use-words.ts'
import { quitTarget } from './AppRows.tsx'
import { modelTarget } from './model-target.ts'

/** What these name is what may be let go; a model that others name (of a context, of the CPU) is not in anyone's way. */
const named: ReadonlySet<RuleId> = new Set([
  'running-out',
  'past-limit',
  'pressure',
  'swapping',
  'memory-hog',
  'gpu-hog',
  'idle-model',
])

/** What an alert is about, where letting that go helps: how it is asked for, and the words of the button. */
export interface AlertAct {
  readonly target: ActTarget
  /** `Quit Google Chrome` */
  readonly button: string
}

/** null: there is none, or it may not be let go. Without advice none is given: the user has said so, or nothing would help. */
export function actOfAlert(
  alert: Alert,
  snapshot: Snapshot,
  t: ReturnType<typeof useWords>['t'],
): AlertAct | null {
  const { rule, about, advice, isStale, isClearing } = alert
  if (isStale || isClearing || advice === null || !named.has(rule)) return null
  const app = snapshot.apps.find(({ id }) => id === about.appId)
  if (app !== undefined) {
    if (app.quit.kind !== 'ask') return null
    const number = numberOf(app, snapshot.apps)
    const name = spokenAppName(printable(app.name), number)
    const target = quitTarget(app, { number, place: 0, t })
    return { target, button: t('relief.quitNamed', { name: nameIn(name) }) }
  }
  const model = snapshot.models.find(({ id }) => id === about.modelId)
  if (model === undefined || model.eject.kind === 'none') return null
  const shown = shownModel(model, snapshot)
  const { name, server } = shown
  const button =
    model.eject.kind === 'quit'
      ? t('relief.quitNamed', { name: nameIn(server) })
      : t('relief.unloadNamed', { name: nameIn(name) })
  return { target: modelTarget(model, shown, { place: 0, t }), button }
}

import { helpOfAlert } from '../../shared/alert-help.ts'
import type { Alert } from '../../shared/alert.ts'
import { shownModel } from '../../shared/model-text.ts'
import { printable } from '../../shared/printable.ts'
import { nameIn } from '../../shared/relief-text.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { ActTarget } from '../relief/act-step.ts'
import { numberOf, spokenAppName } from '../../shared/app-name.ts'
import type { useWords } from '../words/use-words.ts'
import { quitTarget } from './AppRows.tsx'
import { modelTarget } from './model-target.ts'

/** What an alert is about, where letting that go helps: how it is asked for, and the words of the button. */
export interface AlertAct {
  readonly target: ActTarget
  /** `Quit Google Chrome` */
  readonly button: string
}

/** null: there is none, or it may not be let go. */
export function actOfAlert(
  alert: Alert,
  snapshot: Snapshot,
  t: ReturnType<typeof useWords>['t'],
): AlertAct | null {
  const help = helpOfAlert(alert, snapshot)
  if (help === null) return null
  if (help.kind === 'app') {
    const { app } = help
    const number = numberOf(app, snapshot.apps)
    const name = spokenAppName(printable(app.name), number)
    const target = quitTarget(app, { number, place: 0, t })
    return { target, button: t('relief.quitNamed', { name: nameIn(name) }) }
  }
  const { model } = help
  const shown = shownModel(model, snapshot)
  const { name, server } = shown
  const button =
    model.eject.kind === 'quit'
      ? t('relief.quitNamed', { name: nameIn(server) })
      : t('relief.unloadNamed', { name: nameIn(name) })
  return { target: modelTarget(model, shown, { place: 0, t }), button }
}

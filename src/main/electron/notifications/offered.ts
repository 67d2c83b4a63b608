import { alertOfSuggestion, helpOfAlert } from '../../../shared/alert-help.ts'
import { notificationText } from '../../../shared/alert-notification.ts'
import type { Alert } from '../../../shared/alert.ts'
import { numberOf, spokenAppName } from '../../../shared/app-name.ts'
import { cutInMiddle, shownModel } from '../../../shared/model-text.ts'
import type { Voice } from '../../../shared/phrases/voice.ts'
import { printable } from '../../../shared/printable.ts'
import { nameIn, shownSuggestion } from '../../../shared/relief-text.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { labelOfAct, quitActOf, suggestedActOf, unloadActOf } from '../tray/let-go.ts'
import type { MenuAct } from '../tray/menu-entry.ts'
import type { Banner } from './notification-port.ts'

/** A notification, and what a click on it and each of its buttons does. */
export interface Offered {
  readonly banner: Banner
  readonly opens: MenuAct
  readonly acts: readonly MenuAct[]
}

export type Machine = Pick<
  Snapshot,
  'alerts' | 'suggestion' | 'apps' | 'models' | 'servers' | 'atMs'
>

/** macOS cuts a longer one at its end, where the name stands. */
const maxButtonLength = 40

/** One a rule: a newer episode takes the place of an older. */
const idOf = ({ rule }: Alert): string => `headroom.${rule}`

/** What is told of an alert: first what helps, as its card has it, else where it stands; then an hour of silence. */
export function offeredFor(alert: Alert, machine: Machine, voice: Voice): Offered {
  const { say } = voice
  const opens = { kind: 'begin', begins: { kind: 'alert', alertId: alert.id } } as const
  const best = bestOf(alert, machine)
  const label = best === null ? say('Show') : labelOfAct(say(best.words), best.act)
  const buttons = [label, say('Snooze for an hour')]
  const snooze = { kind: 'snooze', input: { target: alert.rule, span: '1h' } } as const
  return {
    banner: {
      id: idOf(alert),
      ...notificationText(alert, voice),
      isSilent: alert.severity === 'notice',
      buttons: buttons.map((text) => cutInMiddle(text, maxButtonLength)),
    },
    opens,
    acts: [best?.act ?? opens, snooze],
  }
}

interface Best {
  /** In English: it is to be said. */
  readonly words: string
  readonly act: MenuAct
}

/** As the card of the alert offers it. */
function bestOf(alert: Alert, machine: Machine): Best | null {
  const { suggestion, apps } = machine
  if (suggestion !== null && alertOfSuggestion(suggestion, machine) === alert.id) {
    const act = suggestedActOf(suggestion)
    return act === null ? null : { words: shownSuggestion(suggestion).button ?? '', act }
  }
  const help = helpOfAlert(alert, machine)
  switch (help?.kind) {
    case undefined:
      return null
    case 'app': {
      const act = quitActOf(help.app)
      const name = spokenAppName(printable(help.app.name), numberOf(help.app, apps))
      return act === null ? null : { words: `Quit ${nameIn(name)}`, act }
    }
    case 'model': {
      const act = unloadActOf(help.model)
      const { name, server } = shownModel(help.model, machine)
      const words =
        help.model.eject.kind === 'quit' ? `Quit ${nameIn(server)}` : `Unload ${nameIn(name)}`
      return act === null ? null : { words, act }
    }
  }
}

/** Shown when notifications are turned on: macOS asks now, and not with the first alert. */
export const trialOf = ({ say }: Voice): Offered => ({
  banner: {
    id: 'headroom.trial',
    title: say('Alerts of Headroom come here'),
    body: say('This one is only to try it.'),
    isSilent: false,
    buttons: [],
  },
  opens: { kind: 'open' },
  acts: [],
})

import type { Act } from '../../../shared/act.ts'
import { shownAct } from '../../../shared/act-text.ts'
import type { MenuBegins, MenuTold, Relieved, View } from '../../../shared/contract.ts'
import { printable } from '../../../shared/printable.ts'
import type { MenuBarText } from '../../../shared/settings.ts'
import type { Core } from '../../core/core.ts'
import { reasonOf } from '../../host/attempt.ts'
import type { SettingsStore } from '../../settings/settings-store.ts'
import type { MenuAct } from './menu-entry.ts'

/** What an entry of the menu can reach. */
export interface MenuWorld {
  readonly core: Pick<Core, 'unload' | 'quit' | 'relieve' | 'snooze' | 'shellAct'>
  readonly settings: SettingsStore
  readonly quit: () => void
  /** For people, where a terminal is open. */
  readonly say: (line: string) => void
}

/** Nothing that is chosen in a menu confirms anything. */
const asked = { isDryRun: false, isConfirmed: false } as const

/** What it says for as long as it is open, and what it begins. */
export type OpenWindow = (opening?: Pick<View, 'told' | 'begins'>) => void

export function choose(act: MenuAct, world: MenuWorld, openWindow: OpenWindow): void {
  const { core } = world
  const carryOut = (begins: MenuBegins, told: Promise<Told>): void =>
    void tell({ told, begins }, world, openWindow)
  switch (act.kind) {
    case 'open':
      return openWindow()
    case 'begin':
      return openWindow({ begins: act.begins })
    case 'show-text':
      return void showText(act.text, world)
    case 'quit':
      return world.quit()
    case 'install-update':
      return void core
        .shellAct({ kind: 'install-update' })
        .catch((error: unknown) => world.say(reasonOf(error)))
    case 'unload':
      return carryOut(act, core.unload({ modelId: act.modelId, ...asked }).then(toldOf))
    case 'quit-app': {
      const { appId } = act
      const quit = core.quit({ appId, ...asked, forceAfter: null })
      return carryOut({ kind: 'quit', appId }, quit.then(toldOf))
    }
    case 'relieve': {
      const { steps, until } = act
      const relieved = core.relieve({ steps, until, ...asked })
      return carryOut({ kind: 'suggested' }, relieved.then(toldOfAll))
    }
    case 'snooze': {
      // what came of it shows at the gauge
      const snoozed = core.snooze(act.input)
      return void snoozed.catch((error: unknown) => world.say(reasonOf(error)))
    }
  }
}

interface Told extends MenuTold {
  readonly isDone: boolean
  /** Nothing was done: it is asked about first. */
  readonly isQuestion: boolean
}

function toldOf(act: Act): Told {
  const { sentence, help } = shownAct(act)
  const { outcome } = act
  return { isDone: outcome === 'done', isQuestion: outcome === 'unconfirmed', sentence, help }
}

/** Of a step that has not come to its end, its own sentence says most. */
function toldOfAll({ acts, sentence }: Relieved): Told {
  const open = acts.find(({ outcome }) => outcome !== 'done')
  const all = printable(sentence, maxSentenceLength)
  if (open === undefined) return { isDone: true, isQuestion: false, sentence: all, help: null }
  const isQuestion = acts.every(({ outcome }) => outcome === 'unconfirmed')
  return { ...toldOf(open), isQuestion }
}

/** It may hold what others have answered. */
const maxSentenceLength = 600

interface Chosen {
  readonly told: Promise<Told>
  readonly begins: MenuBegins
}

/**
 * The memory that is back shows at the gauge, and needs no window. Whatever else comes of it does: the window opens and says it;
 * what is asked about first is begun there anew, where its question stands with its answers.
 */
async function tell(
  { told, begins }: Chosen,
  { say }: Pick<MenuWorld, 'say'>,
  openWindow: OpenWindow,
): Promise<void> {
  const { isDone, isQuestion, sentence, help } = await told.catch(refusedOf)
  if (isDone) return
  if (isQuestion) return openWindow({ begins })
  say(help === null ? sentence : `${sentence}: ${help}`)
  openWindow({ told: { sentence, help } })
}

/** Refusal: a sentence for people. */
const refusedOf = (error: unknown): Told => ({
  isDone: false,
  isQuestion: false,
  sentence: printable(reasonOf(error), maxSentenceLength),
  help: null,
})

async function showText(
  menuBarText: MenuBarText,
  { settings, say }: Pick<MenuWorld, 'settings' | 'say'>,
): Promise<void> {
  const written = await settings.change({ menuBarText })
  if (written.kind !== 'ok') say(`the settings could not be written: ${written.reason}`)
}

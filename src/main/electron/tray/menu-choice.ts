import type { Act } from '../../../shared/act.ts'
import { shownAct } from '../../../shared/act-text.ts'
import type { MenuTold, Relieved } from '../../../shared/contract.ts'
import { printable } from '../../../shared/printable.ts'
import type { Core } from '../../core/core.ts'
import { reasonOf } from '../../host/attempt.ts'
import type { SettingsStore } from '../../settings/settings-store.ts'
import type { MenuAct } from './menu-entry.ts'

/** What an entry of the menu can reach. */
export interface MenuWorld {
  readonly core: Pick<Core, 'unload' | 'quit' | 'relieve' | 'snooze'>
  readonly settings: SettingsStore
  readonly quit: () => void
  /** For people, where a terminal is open. */
  readonly say: (line: string) => void
}

/** Nothing that is chosen in a menu confirms anything. */
const asked = { isDryRun: false, isConfirmed: false } as const

/** What it is told stands in it for as long as it is open. */
export type OpenWindow = (told?: MenuTold) => void

export function choose(act: MenuAct, world: MenuWorld, openWindow: OpenWindow): void {
  const { core } = world
  const carryOut = (told: Promise<Told>): void => void tell(told, world, openWindow)
  switch (act.kind) {
    case 'open':
      return openWindow()
    case 'toggle-text':
      return void toggleText(world)
    case 'quit':
      return world.quit()
    case 'unload':
      return carryOut(core.unload({ modelId: act.modelId, ...asked }).then(toldOf))
    case 'quit-app':
      return carryOut(core.quit({ appId: act.appId, ...asked, forceAfter: null }).then(toldOf))
    case 'relieve': {
      const { steps, until } = act
      return carryOut(core.relieve({ steps, until, ...asked }).then(toldOfAll))
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
}

function toldOf(act: Act): Told {
  const { sentence, help } = shownAct(act)
  return { isDone: act.outcome === 'done', sentence, help }
}

/** Of a step that has not come to its end, its own sentence says most. */
function toldOfAll({ acts, sentence }: Relieved): Told {
  const open = acts.find(({ outcome }) => outcome !== 'done')
  const all = printable(sentence, maxSentenceLength)
  return open === undefined ? { isDone: true, sentence: all, help: null } : toldOf(open)
}

/** It may hold what others have answered. */
const maxSentenceLength = 600

/**
 * The memory that is back shows at the gauge, and needs no window. Whatever else comes of it does: the window opens and says it,
 * and there, where it stands, it is asked about before anything is lost.
 */
async function tell(
  told: Promise<Told>,
  { say }: Pick<MenuWorld, 'say'>,
  openWindow: OpenWindow,
): Promise<void> {
  const { isDone, sentence, help } = await told.catch(refusedOf)
  if (isDone) return
  say(help === null ? sentence : `${sentence}: ${help}`)
  openWindow({ sentence, help })
}

/** Refusal: a sentence for people. */
const refusedOf = (error: unknown): Told => ({
  isDone: false,
  sentence: printable(reasonOf(error), maxSentenceLength),
  help: null,
})

async function toggleText({ settings, say }: Pick<MenuWorld, 'settings' | 'say'>): Promise<void> {
  const isOff = settings.current().menuBarText === 'off'
  const written = await settings.change({ menuBarText: isOff ? 'room' : 'off' })
  if (written.kind !== 'ok') say(`the settings could not be written: ${written.reason}`)
}

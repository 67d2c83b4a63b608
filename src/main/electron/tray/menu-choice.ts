import type { Act } from '../../../shared/act.ts'
import { shownAct } from '../../../shared/act-text.ts'
import type { Relieved } from '../../../shared/contract.ts'
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

export function choose(act: MenuAct, world: MenuWorld, openWindow: () => void): void {
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

interface Told {
  readonly isDone: boolean
  readonly line: string
}

function toldOf(act: Act): Told {
  const { sentence, help } = shownAct(act)
  return { isDone: act.outcome === 'done', line: help === null ? sentence : `${sentence}: ${help}` }
}

/** Of a step that has not come to its end, its own sentence says most. */
function toldOfAll({ acts, sentence }: Relieved): Told {
  const open = acts.find(({ outcome }) => outcome !== 'done')
  return open === undefined ? { isDone: true, line: sentence } : toldOf(open)
}

/**
 * The memory that is back shows at the gauge, and needs no window. Whatever else comes of it does: the window opens, where it
 * stands, and asks before anything is lost.
 */
async function tell(
  told: Promise<Told>,
  { say }: Pick<MenuWorld, 'say'>,
  openWindow: () => void,
): Promise<void> {
  try {
    const { isDone, line } = await told
    if (isDone) return
    say(line)
  } catch (error) {
    // Refusal: a sentence for people
    say(reasonOf(error))
  }
  openWindow()
}

async function toggleText({ settings, say }: Pick<MenuWorld, 'settings' | 'say'>): Promise<void> {
  const isOff = settings.current().menuBarText === 'off'
  const written = await settings.change({ menuBarText: isOff ? 'room' : 'off' })
  if (written.kind !== 'ok') say(`the settings could not be written: ${written.reason}`)
}

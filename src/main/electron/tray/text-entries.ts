import type { Voice } from '../../../shared/phrases/voice.ts'
import { menuBarTexts, type MenuBarText } from '../../../shared/settings.ts'
import { textEntry, type MenuEntry } from './menu-entry.ts'

const labelOf: Readonly<Record<MenuBarText, string>> = {
  off: 'Nothing',
  room: 'Room for models',
  'in-use': 'Memory in use',
  'time-left': 'Time left',
}

/** What may stand beside the gauge, the one that does ticked. */
export const gaugeTextEntries = (chosen: MenuBarText, { say }: Voice): readonly MenuEntry[] => [
  textEntry(say('Beside the gauge')),
  ...menuBarTexts.map((text): MenuEntry => ({
    kind: 'check',
    label: say(labelOf[text]),
    isChecked: text === chosen,
    act: { kind: 'show-text', text },
  })),
]

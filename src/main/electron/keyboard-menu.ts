import type { MenuItemConstructorOptions } from 'electron'
import type { DetailsPlace } from '../../shared/details.ts'
import type { Voice } from '../../shared/phrases/voice.ts'

export interface KeyboardMenuActs {
  readonly detailsWanted: (place: DetailsPlace) => void
  readonly dismissed: () => void
  readonly quit: () => void
}

/**
 * Nobody sees it, as the app is not in front; its keys work in the popover and in the window of the details. macOS takes ⌘V and its like from the menu alone: a
 * field without them cannot be pasted into.
 */
export const keyboardMenu = (
  { detailsWanted, dismissed, quit }: KeyboardMenuActs,
  { say: said }: Pick<Voice, 'say'>,
): MenuItemConstructorOptions[] => [
  {
    label: 'Headroom',
    submenu: [
      {
        label: `${said('Settings')}…`,
        accelerator: 'CommandOrControl+,',
        click: () => detailsWanted({ section: 'settings', focus: null }),
      },
      { label: said('Close'), accelerator: 'CommandOrControl+W', click: dismissed },
      { label: said('Quit Headroom'), accelerator: 'CommandOrControl+Q', click: quit },
    ],
  },
  {
    label: said('Edit'),
    submenu: [
      { role: 'undo', label: said('Undo') },
      { role: 'redo', label: said('Redo') },
      { type: 'separator' },
      { role: 'cut', label: said('Cut') },
      { role: 'copy', label: said('Copy') },
      { role: 'paste', label: said('Paste') },
      { role: 'selectAll', label: said('Select All') },
    ],
  },
]

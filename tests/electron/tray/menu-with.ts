import type { MenuEntry } from '../../../src/main/electron/tray/menu-entry.ts'
import { trayMenu, type Loaded } from '../../../src/main/electron/tray/tray-menu.ts'
import { atMs } from '../../shared/loaded.ts'

export const textsOf = (entries: readonly MenuEntry[]): readonly string[] =>
  entries.flatMap((entry) => (entry.kind === 'text' ? [entry.label] : []))

/** The menu of a machine of which only this is known. */
export const menuWith = (machine: Partial<Loaded>): readonly MenuEntry[] =>
  trayMenu(
    'x',
    { menuBarText: 'off' },
    {
      mode: 'live',
      acted: null,
      suggestion: null,
      models: [],
      servers: [],
      findings: [],
      alerts: [],
      apps: [],
      atMs,
      ...machine,
    },
  )

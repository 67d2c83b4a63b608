import type { OwnShell } from '../core/own-shell.ts'
import { localClock } from '../host/local.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import { createAppShell } from './app-shell.ts'
import { openCommandLink } from './command/own-command-link.ts'
import { electronNotifications } from './notifications/electron-notifications.ts'
import { createNotifications, type NotifiedWorld } from './notifications/notifications.ts'
import { openPane } from './open-pane.ts'
import { createShortcut, type OwnShortcut } from './shortcut.ts'
import { systemKeys } from './system-keys.ts'
import { openAppUpdates } from './updates/app-updates.ts'

export interface OwnAppShell {
  readonly own: OwnShell
  /** The app stands: there is a Core to tell of, and a window to open. */
  begin(world: NotifiedWorld): void
  readonly onShortcut: OwnShortcut['onPress']
  /** Nothing of the system is held any more. */
  close(): void
}

/** The parts of the app, over Electron. After `ready`. */
export function openAppShell(settings: SettingsStore): OwnAppShell {
  const notifications = createNotifications({
    port: electronNotifications,
    clock: localClock,
    settings,
  })
  const shortcut = createShortcut({ settings, keys: systemKeys })
  const updates = openAppUpdates(settings)
  const commandLine = openCommandLink()
  const own = createAppShell(
    { notifications, shortcut, updates, commandLine },
    {
      tryNotification: notifications.tryOne,
      checkForUpdate: updates.checkForUpdate,
      loadUpdate: updates.loadUpdate,
      installUpdate: updates.installUpdate,
      setCommandLine: commandLine.set,
      openSystemSettings: openPane,
    },
  )
  return {
    own,
    begin: notifications.follow,
    onShortcut: shortcut.onPress,
    close: () => {
      notifications.close()
      shortcut.close()
    },
  }
}

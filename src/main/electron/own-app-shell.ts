import type { OwnShell } from '../core/own-shell.ts'
import type { LoginItem } from '../core/preferences-desk.ts'
import type { Host } from '../host/host.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import { createAppShell } from './app-shell.ts'
import { openCommandLink } from './command/own-command-link.ts'
import { createLoginItem } from './login-item.ts'
import { loginSystem } from './login-system.ts'
import { electronNotifications } from './notifications/electron-notifications.ts'
import { createNotifications, type NotifiedWorld } from './notifications/notifications.ts'
import { openPane } from './open-pane.ts'
import { createShortcut, type OwnShortcut } from './shortcut.ts'
import { systemKeys } from './system-keys.ts'
import { openAppUpdates } from './updates/app-updates.ts'

export interface OwnAppShell {
  readonly own: OwnShell
  readonly loginItem: LoginItem
  /** The app stands: there is a Core to tell of, and a window to open. */
  begin(world: NotifiedWorld): void
  readonly onShortcut: OwnShortcut['onPress']
  /** Nothing of the system is held any more. */
  close(): void
}

/** The parts of the app, over Electron and this machine, whose host is closed by whoever gives it. After `ready`. */
export function openAppShell(host: Host, settings: SettingsStore): OwnAppShell {
  const { clock } = host
  const notifications = createNotifications({ port: electronNotifications, clock, settings })
  const shortcut = createShortcut({ settings, keys: systemKeys })
  const updates = openAppUpdates(clock, settings)
  const commandLine = openCommandLink(host)
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
  const loginItem = createLoginItem(loginSystem)
  return {
    own,
    loginItem,
    begin: notifications.follow,
    onShortcut: shortcut.onPress,
    close: () => {
      notifications.close()
      shortcut.close()
      updates.close()
      loginItem.close()
    },
  }
}

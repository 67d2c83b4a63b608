import type { SystemPane } from '../../shared/shell.ts'

/**
 * Where in System Settings they are, by the names of macOS 13 and later; that of the menu bar is the pane that was Control Center
 * before macOS 26. Nothing else is opened by Headroom. No Mac has followed them yet.
 */
export const addressOfPane: Readonly<Record<SystemPane, string>> = {
  'login-items': 'x-apple.systempreferences:com.apple.LoginItems-Settings.extension',
  notifications: 'x-apple.systempreferences:com.apple.Notifications-Settings.extension',
  'menu-bar': 'x-apple.systempreferences:com.apple.ControlCenter-Settings.extension',
}

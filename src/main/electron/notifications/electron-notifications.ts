import { Notification } from 'electron'
import type { NotificationPort } from './notification-port.ts'

/** The thread under which macOS gathers them. */
const groupId = 'headroom'

/** No `isSupported` before: that, too, makes macOS ask for permission. No Mac has run this yet. */
export const electronNotifications: NotificationPort = {
  show: ({ id, title, body, isSilent, buttons }, hear) => {
    const actions = buttons.map((text) => ({ type: 'button', text }) as const)
    const one = new Notification({ id, groupId, title, body, silent: isSilent, actions })
    one.on('show', () => hear({ kind: 'shown' }))
    one.on('failed', (_event, error) => hear({ kind: 'failed', error }))
    one.on('click', () => hear({ kind: 'clicked' }))
    one.on('action', ({ actionIndex }) => hear({ kind: 'pressed', at: actionIndex }))
    one.on('close', () => hear({ kind: 'closed' }))
    one.show()
    return () => one.close()
  },
  // what only macOS has is not there elsewhere, whatever the types say
  removeAll: () => Notification.removeGroup?.(groupId),
}

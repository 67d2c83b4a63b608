import type { Notifier } from '../../shared/alert-news.ts'
import type { Alert } from '../../shared/alert.ts'
import type { AlertId } from '../../shared/ids.ts'
import { notificationText, type AlertWords } from '../../shared/alert-notification.ts'

export interface BrowserNotifier extends Notifier {
  /** Whoever told of them tells no more: nobody would take them away. */
  withdrawAll(): void
}

/** Notifications of the browser, one an episode; `onRefused`: it shows none, whatever it promised. */
export function createBrowserNotifier(
  onRefused: () => void,
  words: () => AlertWords,
): BrowserNotifier {
  const shown = new Map<AlertId, Notification>()
  const withdraw = (id: AlertId): void => {
    shown.get(id)?.close()
    shown.delete(id)
  }
  return {
    show: (alert) => {
      const notification = made(alert, words())
      if (notification === null) return onRefused()
      notification.addEventListener('error', onRefused)
      notification.addEventListener('click', () => {
        window.focus()
        withdraw(alert.id)
      })
      shown.set(alert.id, notification)
    },
    withdraw,
    withdrawAll: () => [...shown.keys()].forEach(withdraw),
  }
}

/** TypeScript's DOM does not know `renotify`: one that takes the place of another is heard as well. */
interface Options extends NotificationOptions {
  readonly renotify: boolean
}

function made(alert: Alert, words: AlertWords): Notification | null {
  const { id, severity } = alert
  const { title, body } = notificationText(alert, words)
  const options: Options = {
    body,
    tag: id,
    renotify: true,
    requireInteraction: severity === 'imminent',
    silent: severity === 'notice',
  }
  try {
    return new Notification(title, options)
  } catch {
    // TypeError: Chrome on Android has notifications of service workers only
    return null
  }
}

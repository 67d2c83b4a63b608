import type { Notifier } from '../../shared/alert-news.ts'
import type { Alert } from '../../shared/alert.ts'
import { nameOfSeverity } from '../../shared/alert-text.ts'
import type { AlertId } from '../../shared/ids.ts'

export interface BrowserNotifier extends Notifier {
  /** Whoever told of them tells no more: nobody would take them away. */
  withdrawAll(): void
}

/** Notifications of the browser, one an episode; `onRefused`: it shows none, whatever it promised. */
export function createBrowserNotifier(onRefused: () => void): BrowserNotifier {
  const shown = new Map<AlertId, Notification>()
  const withdraw = (id: AlertId): void => {
    shown.get(id)?.close()
    shown.delete(id)
  }
  return {
    show: (alert) => {
      const notification = made(alert)
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

function made({ id, severity, title, sentence, advice }: Alert): Notification | null {
  const isUrgent = severity === 'imminent'
  const options: Options = {
    body: [sentence, ...(advice === null ? [] : [advice])].join('\n'),
    tag: id,
    renotify: true,
    requireInteraction: isUrgent,
    silent: severity === 'notice',
  }
  try {
    return new Notification(isUrgent ? `${title}: ${nameOfSeverity[severity]}` : title, options)
  } catch {
    // TypeError: Chrome on Android has notifications of service workers only
    return null
  }
}

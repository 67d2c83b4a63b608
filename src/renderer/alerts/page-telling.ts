import type { Client } from '../../shared/contract.ts'
import { createBrowserNotifier } from './browser-notifier.ts'
import { createTelling, type Telling } from './telling.ts'

/** By the notifications of this browser. A page that goes takes them along: nobody would take them away. */
export function createPageTelling(
  client: Client,
  setHearing: (isHearing: boolean) => void,
): Telling {
  const telling = createTelling({
    client,
    setHearing,
    permission: () => ('Notification' in window ? Notification.permission : 'absent'),
    ask: () => Notification.requestPermission(),
    notifier: createBrowserNotifier,
  })
  window.addEventListener('pagehide', telling.turnOff)
  return telling
}

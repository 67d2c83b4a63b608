import { createNotifications } from '../../../src/main/electron/notifications/notifications.ts'
import type { BannerEvent } from '../../../src/main/electron/notifications/notification-port.ts'
import type { MenuAct } from '../../../src/main/electron/tray/menu-entry.ts'
import type { Alert } from '../../../src/shared/alert.ts'
import { englishVoice } from '../../../src/shared/phrases/voice.ts'
import { defaultSettings, type Settings } from '../../../src/shared/settings.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { nothingKnown } from '../../web/fake-core.ts'
import { createDrivenClock } from '../driven-clock.ts'
import { createFakePort } from './fake-port.ts'

const settingsWith = (notifies: boolean): Settings => ({
  ...defaultSettings,
  alerts: { ...defaultSettings.alerts, notifies },
})

interface Given {
  readonly notifies?: boolean
  /** What macOS says to each at once. */
  readonly atOnce?: BannerEvent | null
}

/** The notifications over fakes of Core, the settings, macOS and time. */
export function createNotificationsWorld({ notifies = false, atOnce = null }: Given = {}) {
  const clock = createDrivenClock()
  const port = createFakePort(atOnce)
  const chosen: MenuAct[] = []
  const wakes = new Set<(settings: Settings) => void>()
  const hears = new Set<(snapshot: Snapshot) => void>()
  let settings = settingsWith(notifies)
  let current: Snapshot | null = null
  let changes = 0
  const notifications = createNotifications({
    port,
    clock,
    settings: {
      current: () => settings,
      onChange: (wake) => {
        wakes.add(wake)
        return () => void wakes.delete(wake)
      },
    },
  })
  notifications.onChange(() => changes++)
  const push = (...alerts: readonly Alert[]): void => {
    const snapshot = { ...nothingKnown, alerts }
    current = snapshot
    hears.forEach((hear) => hear(snapshot))
  }
  return {
    clock,
    port,
    chosen,
    notifications,
    push,
    changes: () => changes,
    /** How many hear of Snapshots. */
    hearers: () => hears.size,
    follow: () =>
      notifications.follow({
        core: {
          current: () => current,
          onSnapshot: (wake) => {
            hears.add(wake)
            return () => void hears.delete(wake)
          },
        },
        voices: { current: () => englishVoice },
        choose: (act) => void chosen.push(act),
      }),
    turn: (isOn: boolean) => {
      settings = settingsWith(isOn)
      wakes.forEach((wake) => wake(settings))
    },
    /** What stands, by title. */
    titles: () => [...port.standing.values()].map(({ banner }) => banner.title),
    /** What macOS says of the one that was shown last. */
    says: (event: BannerEvent) => port.shown.at(-1)?.hear(event),
  }
}

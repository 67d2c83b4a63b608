import { isWorthTelling } from '../../../shared/alert-notification.ts'
import { createAlertNews } from '../../../shared/alert-news.ts'
import type { NotificationPart } from '../../../shared/shell.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import type { Core } from '../../core/core.ts'
import { Refusal } from '../../host/attempt.ts'
import type { Clock } from '../../host/host.ts'
import type { SettingsStore } from '../../settings/settings-store.ts'
import type { AppPart } from '../app-shell.ts'
import type { MenuAct } from '../tray/menu-entry.ts'
import type { Voices } from '../tray/voices.ts'
import { createBanners } from './banners.ts'
import type { Health } from './health.ts'
import type { NotificationPort } from './notification-port.ts'
import { offeredFor, trialOf } from './offered.ts'

export interface NotificationsOptions {
  readonly port: NotificationPort
  readonly clock: Pick<Clock, 'after'>
  readonly settings: Pick<SettingsStore, 'current' | 'onChange'>
}

/** What is there only when the app stands. */
export interface NotifiedWorld {
  readonly core: Pick<Core, 'current' | 'onSnapshot'>
  readonly voices: Pick<Voices, 'current'>
  readonly choose: (act: MenuAct) => void
}

export interface Notifications extends AppPart<'notifications'> {
  /** Shows one. Throws Refusal where they are off. */
  tryOne(): Promise<void>
  /** Tells of what comes up from now on, while the settings say so. */
  follow(world: NotifiedWorld): void
  /** What stands is taken away: nobody would take it away later. */
  close(): void
}

/** The name of no episode. */
const trial = 'trial'

/** Nobody tells when macOS’ question is answered: the trial is shown once more, as long as none was shown. */
const trialAgainAfterMs = [10_000, 40_000] as const

/** Alerts as notifications of macOS: only while the settings say so, and nothing is asked of macOS before (electron.md §3). */
export function createNotifications({
  port,
  clock,
  settings,
}: NotificationsOptions): Notifications {
  const wakes = new Set<() => void>()
  let health: Health = { kind: 'untried' }
  let world: NotifiedWorld | null = null
  let telling: Telling | null = null

  const setHealth = (next: Health): void => {
    health = next
    wakes.forEach((wake) => wake())
  }
  const isWished = (): boolean => settings.current().alerts.notifies
  const follow = (): void => {
    if (world === null || isWished() === (telling !== null)) return
    if (telling === null) {
      telling = createTelling({ port, clock, world, setHealth, health: () => health })
      return
    }
    telling.end()
    telling = null
    health = { kind: 'untried' }
  }
  const end = settings.onChange(() => {
    const wasOff = telling === null
    follow()
    if (wasOff) telling?.tryAtFirst()
  })
  return {
    part: () => (isWished() ? partOf(health) : { kind: 'ok', state: 'off' }),
    onChange: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    tryOne: async () => {
      if (telling === null) throw new Refusal('notifications are off')
      telling.tryOne()
    },
    follow: (given) => {
      world = given
      if (isWished()) port.removeAll() // what an earlier start has left belongs to nobody
      follow()
    },
    close: () => {
      end()
      telling?.end()
      telling = null
    },
  }
}

const partOf = (health: Health): NotificationPart =>
  health.kind === 'failed' ? health : { kind: 'ok', state: health.kind }

interface Telling {
  tryOne(): void
  /** For who has just turned them on. */
  tryAtFirst(): void
  end(): void
}

interface TellingOptions extends Pick<NotificationsOptions, 'port' | 'clock'> {
  readonly world: NotifiedWorld
  readonly setHealth: (health: Health) => void
  readonly health: () => Health
}

/** From when they are turned on until they are turned off. */
function createTelling({ port, clock, world, setHealth, health }: TellingOptions): Telling {
  const { core, voices, choose } = world
  const banners = createBanners({ port, clock, onHealth: setHealth, choose })
  let ends: readonly (() => void)[] = []
  let shown: Snapshot | null = null
  const news = createAlertNews({
    show: (alert) => {
      if (shown !== null) banners.show(alert.id, offeredFor(alert, shown, voices.current()))
    },
    withdraw: banners.withdraw,
  })
  const tell = (snapshot: Snapshot): void => {
    shown = snapshot
    news(snapshot.alerts.filter(isWorthTelling))
  }
  const tryOne = (): void => banners.show(trial, trialOf(voices.current()))
  const tryAgain = (): void => {
    if (health().kind === 'failed') tryOne()
  }
  ends = [core.onSnapshot(tell)]
  const now = core.current()
  if (now !== null) tell(now)
  return {
    tryOne,
    tryAtFirst: () => {
      tryOne()
      ends = [...ends, ...trialAgainAfterMs.map((ms) => clock.after(ms, tryAgain))]
    },
    end: () => {
      ends.forEach((one) => one())
      banners.withdrawAll()
    },
  }
}

import type { Clock } from '../../host/host.ts'
import type { MenuAct } from '../tray/menu-entry.ts'
import { failedBy, silent, silentAfterMs, type Health } from './health.ts'
import type { BannerEvent, NotificationPort } from './notification-port.ts'
import type { Offered } from './offered.ts'

export interface BannersOptions {
  readonly port: NotificationPort
  readonly clock: Pick<Clock, 'after'>
  readonly onHealth: (health: Health) => void
  readonly choose: (act: MenuAct) => void
}

export interface Banners {
  /** `episode`: whoever withdraws it names the same. What stands under its id is taken away. */
  show(episode: string, offered: Offered): void
  /** Only if it is the one that stands: a newer one of its rule stays. */
  withdraw(episode: string): void
  withdrawAll(): void
}

interface Standing {
  readonly episode: string
  /** Also what keeps it: Electron takes away what nobody holds (trap 6). */
  readonly takeAway: () => void
  readonly stopWaiting: () => void
}

/** The notifications that stand, each by its id, and what is heard of them. */
export function createBanners({ port, clock, onHealth, choose }: BannersOptions): Banners {
  const standing = new Map<string, Standing>()
  /** One that is let go by itself would go later, and take the next of its id along. */
  const remove = (id: string): void => {
    const one = standing.get(id)
    standing.delete(id)
    one?.stopWaiting()
    one?.takeAway()
  }
  const chosen = (id: string, act: MenuAct): void => {
    remove(id)
    choose(act)
  }

  const show = (episode: string, { banner, opens, acts }: Offered): void => {
    const { id } = banner
    remove(id)
    const stopWaiting = clock.after(silentAfterMs, () => onHealth(silent))
    let isOver = false
    const hear = (event: BannerEvent): void => {
      if (isOver) return
      switch (event.kind) {
        case 'shown':
          stopWaiting()
          return onHealth({ kind: 'working' })
        case 'failed':
          remove(id)
          return onHealth(failedBy(event.error))
        case 'clicked':
          return chosen(id, opens)
        case 'pressed':
          return chosen(id, acts[event.at] ?? opens)
        case 'closed':
          return remove(id)
      }
    }
    let close: (() => void) | null = null
    const takeAway = (): void => {
      isOver = true // taken away it is `closed`, and another stands there
      close?.()
    }
    standing.set(id, { episode, takeAway, stopWaiting })
    close = port.show(banner, hear)
    if (isOver) close() // refused in the very call
  }

  return {
    show,
    withdraw: (episode) =>
      [...standing].filter(([, one]) => one.episode === episode).forEach(([id]) => remove(id)),
    withdrawAll: () => [...standing.keys()].forEach(remove),
  }
}

import type {
  Banner,
  BannerEvent,
  NotificationPort,
} from '../../../src/main/electron/notifications/notification-port.ts'

export interface Shown {
  readonly banner: Banner
  readonly hear: (event: BannerEvent) => void
}

export interface FakePort extends NotificationPort {
  /** What stands now, by its id. */
  readonly standing: ReadonlyMap<string, Shown>
  /** All that was ever shown. */
  readonly shown: readonly Shown[]
  readonly removals: () => number
}

/** macOS, as far as it takes what it is given; what it says to it a test says. */
export function createFakePort(atOnce: BannerEvent | null = null): FakePort {
  const standing = new Map<string, Shown>()
  const shown: Shown[] = []
  let removals = 0
  return {
    standing,
    shown,
    removals: () => removals,
    show: (banner, hear) => {
      const one = { banner, hear }
      shown.push(one)
      standing.set(banner.id, one)
      if (atOnce !== null) hear(atOnce)
      return () => {
        if (standing.get(banner.id) !== one) return
        standing.delete(banner.id)
        hear({ kind: 'closed' })
      }
    },
    removeAll: () => {
      removals++
      standing.clear()
    },
  }
}

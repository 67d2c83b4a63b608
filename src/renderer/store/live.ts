import { createContext, use, useSyncExternalStore } from 'react'
import type { Client, Connection, MenuBegins, View } from '../../shared/contract.ts'
import type { Preferences } from '../../shared/preferences.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { setUnitSystem } from '../../shared/unit-system.ts'
import { canBegin } from './can-begin.ts'

/** The last Snapshot pushed by main, how the connection fares, and how this screen is shown. */
export interface Live {
  current(): Snapshot | null
  connection(): Connection
  view(): View
  /** As they were last told; null before that, and where there are none: in a recording. */
  preferences(): Preferences | null
  /**
   * What was chosen in the menu and is not begun yet: each once for as long as the window is open. A Snapshot that came since and
   * has no such thing ends it: what else may come later was not chosen.
   */
  toBegin(): MenuBegins | null
  begun(): void
  request: Client['request']
  /** When the last Snapshot arrived, on this page's clock; null before the first. */
  arrivedAtMs(): number | null
  watch(wake: () => void): () => void
}

/** How a screen is shown before it is told. */
export const notToldYet: View = { isShown: true, isGaugeHidden: false, mayAct: false }

/** Nobody is woken by what comes while the screen is not shown: nothing is drawn then. All are, when that changes. */
export function createLive(client: Client): Live {
  const wakes = new Set<() => void>()
  let current: Snapshot | null = null
  let connection: Connection = 'connecting'
  let view: View = notToldYet
  let preferences: Preferences | null = null
  let toBegin: MenuBegins | null = null
  let arrivedAtMs: number | null = null
  const wakeAll = (): void => wakes.forEach((wake) => wake())
  const wakeIfShown = (): void => {
    if (view.isShown) wakeAll()
  }
  client.onSnapshot((snapshot) => {
    current = snapshot
    arrivedAtMs = Date.now()
    if (toBegin !== null && !canBegin(toBegin, snapshot, view)) toBegin = null
    wakeIfShown()
  })
  client.onConnection((next) => {
    connection = next
    wakeIfShown()
  })
  client.onView((next) => {
    // it is told again and again how it is shown
    if (JSON.stringify(view.begins ?? null) !== JSON.stringify(next.begins ?? null))
      toBegin = next.begins ?? null
    view = next
    wakeAll()
  })
  client.onPreferences((next) => {
    setUnitSystem(next.units)
    preferences = next
    wakeIfShown()
  })
  return {
    current: () => current,
    connection: () => connection,
    view: () => view,
    preferences: () => preferences,
    toBegin: () => toBegin,
    begun: () => {
      toBegin = null
      wakeAll()
    },
    request: client.request,
    arrivedAtMs: () => arrivedAtMs,
    watch: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
  }
}

export const LiveContext = createContext<Live | null>(null)

export function useLive(): Live {
  const live = use(LiveContext)
  if (live === null) throw new Error('no Live around this component')
  return live
}

/** `pick` returns a part of the Snapshot, never a new object: React compares by identity. */
export function useSnapshot<T>(pick: (snapshot: Snapshot) => T): T | null {
  const live = useLive()
  const read = (): T | null => {
    const snapshot = live.current()
    return snapshot === null ? null : pick(snapshot)
  }
  return useSyncExternalStore(live.watch, read, read)
}

export function useConnection(): Connection {
  const live = useLive()
  return useSyncExternalStore(live.watch, live.connection, live.connection)
}

export function useView(): View {
  const live = useLive()
  return useSyncExternalStore(live.watch, live.view, live.view)
}

/** As they are now, whoever changed them; null until they are told, and in a recording. */
export function usePreferencesNow(): Preferences | null {
  const live = useLive()
  return useSyncExternalStore(live.watch, live.preferences, live.preferences)
}

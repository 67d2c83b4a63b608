import { createContext, use, useSyncExternalStore } from 'react'
import type { Client, Connection } from '../../shared/contract.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

/** The last Snapshot pushed by main, and how the connection fares. */
export interface Live {
  current(): Snapshot | null
  connection(): Connection
  /** When the last Snapshot arrived, on this page's clock; null before the first. */
  arrivedAtMs(): number | null
  watch(wake: () => void): () => void
}

export function createLive(client: Client): Live {
  const wakes = new Set<() => void>()
  let current: Snapshot | null = null
  let connection: Connection = 'connecting'
  let arrivedAtMs: number | null = null
  const wakeAll = (): void => wakes.forEach((wake) => wake())
  client.onSnapshot((snapshot) => {
    current = snapshot
    arrivedAtMs = Date.now()
    wakeAll()
  })
  client.onConnection((next) => {
    connection = next
    wakeAll()
  })
  return {
    current: () => current,
    connection: () => connection,
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

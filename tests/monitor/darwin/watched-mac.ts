import { onTestFinished } from 'vitest'
import type { App } from '../../../src/shared/app.ts'
import type { Snapshot, Source } from '../../../src/shared/snapshot.ts'
import { createDarwinSenses } from '../../../src/main/monitor/darwin.ts'
import { createMonitor, type Monitor } from '../../../src/main/monitor/monitor.ts'
import { createFakeHost, type FakeHost } from '../../fake-host.ts'
import type { World } from '../../world.ts'
import { createFakeStreams, type FakeStreams } from './streams.ts'

export interface WatchedMac extends Pick<FakeHost, 'asked' | 'advance' | 'setClock'> {
  readonly monitor: Monitor
  readonly streams: FakeStreams
  last(): Snapshot
  source(id: string): Source
  app(name: string): App
  /** When this was asked, in seconds since the first question of all. */
  askedAtS(name: string): readonly number[]
}

/** A monitor that watches a small Mac, until the test is over. */
export function watchMac(
  world: World,
  given: { readonly isLooked?: boolean; readonly roomCapBytes?: number } = {},
): WatchedMac {
  const { host, asked, advance, setClock } = createFakeHost(world, 'darwin')
  const streams = createFakeStreams()
  const mac = { ...host, stream: streams.stream }
  const senses = createDarwinSenses(mac, { roomCapBytes: given.roomCapBytes ?? null })
  const monitor = createMonitor(mac, senses)
  monitor.setLooked(given.isLooked ?? false)
  monitor.start()
  onTestFinished(() => monitor.stop())
  const last = (): Snapshot => {
    const snapshot = monitor.current()
    if (snapshot === null) throw new Error('no Snapshot yet')
    return snapshot
  }
  const the = <T>(what: string, found: T | undefined): T => {
    if (found === undefined) throw new Error(`no ${what}`)
    return found
  }
  return {
    monitor,
    streams,
    asked,
    advance,
    setClock,
    last,
    source: (id) =>
      the(
        id,
        last().sources.find((source) => source.id === id),
      ),
    app: (name) =>
      the(
        name,
        last().apps.find((app) => app.name === name),
      ),
    askedAtS: (name) =>
      asked
        .filter((one) => one.name === name)
        .map((one) => (one.atMs - (asked[0]?.atMs ?? 0)) / 1_000),
  }
}

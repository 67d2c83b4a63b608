import { onTestFinished } from 'vitest'
import type { ClockSettings } from '../../src/shared/settings.ts'
import type { Snapshot, Source } from '../../src/shared/snapshot.ts'
import { createLinuxSenses } from '../../src/main/monitor/linux.ts'
import { createMonitor, type Monitor } from '../../src/main/monitor/monitor.ts'
import { createFakeHost, type FakeHost } from '../fake-host.ts'
import type { World } from '../world.ts'

export interface Watched extends FakeHost {
  readonly monitor: Monitor
  /** Every Snapshot so far. */
  readonly snapshots: readonly Snapshot[]
  /** The last Snapshot; an error where there is none yet. */
  last(): Snapshot
  source(id: string): Source
  /** When this was asked, in milliseconds since the first question of all. */
  askedAtMs(name: string): readonly number[]
}

/** A monitor that runs on a fake host, until the test is over. */
export function watch(
  world: World,
  given: {
    readonly isLooked?: boolean
    readonly roomCapBytes?: number
    readonly clocks?: () => ClockSettings
  } = {},
): Watched {
  const fake = createFakeHost(world)
  const monitor = createMonitor(
    fake.host,
    createLinuxSenses(fake.host, { roomCapBytes: given.roomCapBytes ?? null }),
    undefined,
    given.clocks,
  )
  const snapshots: Snapshot[] = []
  monitor.onSnapshot((snapshot) => void snapshots.push(snapshot))
  monitor.setLooked(given.isLooked ?? false)
  monitor.start()
  onTestFinished(() => monitor.stop())
  const last = (): Snapshot => {
    const snapshot = snapshots.at(-1)
    if (snapshot === undefined) throw new Error('no Snapshot yet')
    return snapshot
  }
  return {
    ...fake,
    monitor,
    snapshots,
    last,
    source: (id) => {
      const found = last().sources.find((source) => source.id === id)
      if (found === undefined) throw new Error(`no source ${id}`)
      return found
    },
    askedAtMs: (name) =>
      fake.asked
        .filter((one) => one.name === name)
        .map((one) => one.atMs - (fake.asked[0]?.atMs ?? 0)),
  }
}

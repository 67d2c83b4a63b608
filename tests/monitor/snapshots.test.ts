import { describe, expect, onTestFinished, test } from 'vitest'
import { createLinuxSenses } from '../../src/main/monitor/linux.ts'
import { createMonitor } from '../../src/main/monitor/monitor.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { linuxWorld } from './linux-world.ts'
import { fakeLogs } from './logs/watched-logs.ts'

// composed from ggml-metal-device.m, ggml_metal_buffer_init
const refused = 'ggml_metal_buffer_init: error: failed to allocate buffer, size = 9000.00 MiB\n'
const begins = "srv    load_model: loading model '/m/a.gguf'\n"

/** A monitor of a Linux machine that follows one log; nobody looks, so it ticks every five seconds. */
async function monitored() {
  const logs = fakeLogs(linuxWorld())
  logs.write('/var/a.log', 'hello\n')
  const options = { roomCapBytes: null, logFiles: () => ['/var/a.log'] }
  const monitor = createMonitor(logs.host, createLinuxSenses(logs.host, options))
  const snapshots: Snapshot[] = []
  monitor.onSnapshot((snapshot) => snapshots.push(snapshot))
  onTestFinished(() => monitor.stop())
  monitor.start()
  const tick = async (): Promise<void> => {
    const before = monitor.current()
    while (monitor.current() === before) await logs.advance(100)
  }
  // what reads logs is loaded meanwhile
  while (!logs.isFollowed('/var/a.log')) await tick()
  await tick()
  snapshots.splice(0, snapshots.length - 1)
  return { ...logs, monitor, snapshots, tick }
}

const countsIn = (snapshots: readonly Snapshot[]): readonly number[] =>
  snapshots.map(({ findings }) => findings[0]?.count ?? 0)

describe('a failure between two ticks', () => {
  test('makes a Snapshot at once, in which all else is as it was', async () => {
    const { write, snapshots, monitor } = await monitored()
    expect(snapshots).toHaveLength(1)
    write('/var/a.log', refused)
    expect(snapshots).toHaveLength(2)
    const [before, after] = snapshots
    expect(after?.findings).toMatchObject([{ class: 'metal-alloc-failed', count: 1 }])
    expect({ ...after, findings: [] }).toEqual(before)
    expect(monitor.current()).toBe(after)
  })

  test('makes none where a line is no failure', async () => {
    const { write, snapshots } = await monitored()
    write('/var/a.log', begins)
    expect(snapshots).toHaveLength(1)
  })

  test('makes four at once and four a second, however many there are, and the last one has them all', async () => {
    const { write, snapshots, advance } = await monitored()
    for (let count = 0; count < 100; count++) {
      write('/var/a.log', refused)
      await advance(10)
    }
    await advance(250)
    expect(countsIn(snapshots)).toEqual([0, 1, 5, 10, 15, 25, 50, 75, 100])
  })

  test('is still there at the next tick', async () => {
    const { write, snapshots, tick } = await monitored()
    write('/var/a.log', refused)
    await tick()
    expect(snapshots).toHaveLength(3)
    expect(snapshots[2]?.atMs).toBeGreaterThan(snapshots[1]?.atMs ?? 0)
    expect(countsIn(snapshots)).toEqual([0, 1, 1])
  })

  test('is told at once after the clock was set back', async () => {
    const logs = await monitored()
    logs.write('/var/a.log', refused)
    logs.setClock(-60_000)
    logs.write('/var/a.log', refused)
    expect(countsIn(logs.snapshots)).toEqual([0, 1, 2])
  })
})

describe('nothing is told of a failure', () => {
  test('after the monitor was stopped, not even what was owed', async () => {
    const { write, snapshots, monitor, advance } = await monitored()
    write('/var/a.log', refused)
    write('/var/a.log', refused)
    monitor.stop()
    write('/var/a.log', refused)
    await advance(10_000)
    expect(countsIn(snapshots)).toEqual([0, 1])
  })
})
